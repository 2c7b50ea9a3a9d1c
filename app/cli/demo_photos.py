"""Photos of damage for the demo: drawn, so that they show nobody's house."""

import io

from PIL import Image, ImageDraw

SIZE = (1200, 900)
SKY, CLOUD = (120, 135, 150), (200, 205, 210)
WALL, ROOF, WATER = (225, 215, 195), (95, 70, 60), (120, 95, 65)


def damage_photo(number: int) -> bytes:
    """A JPEG of a house in the water, another view for every number."""
    sky = Image.linear_gradient("L").resize(SIZE)
    photo = Image.composite(Image.new("RGB", SIZE, CLOUD), Image.new("RGB", SIZE, SKY), sky)
    drawing = ImageDraw.Draw(photo)
    left, level = 180 + 70 * (number % 5), 610 + 20 * (number % 4)
    drawing.rectangle((left, 380, left + 560, 900), fill=WALL)
    drawing.polygon(((left - 60, 380), (left + 280, 180), (left + 620, 380)), fill=ROOF)
    for window in (left + 90, left + 350):
        drawing.rectangle((window, 450, window + 120, 560), fill=SKY)
    mud = (
        Image.linear_gradient("L")
        .rotate(180)
        .resize((SIZE[0], SIZE[1] - level))
        .point(lambda v: 150 + v // 3)
    )
    photo.paste(Image.new("RGB", mud.size, WATER), (0, level), mud)
    written = io.BytesIO()
    photo.save(written, "JPEG", quality=82)
    return written.getvalue()
