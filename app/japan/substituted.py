"""代替文字: a card writes another character where it lacks the one of the register; there any may stand."""

ANY = "〓"  # the printers' mark for a character that is not there; no name and no address is written with it


def marked(text: str, places: tuple[int, ...]) -> str:
    """`places`, from 0: where the card says that it has another character."""
    return "".join(ANY if at in places else letter for at, letter in enumerate(text))


def fits(on_card: str, other: str) -> bool:
    """Letter by letter; only the card may leave one open."""
    return len(on_card) == len(other) and all(a in (b, ANY) for a, b in zip(on_card, other, strict=True))
