"""What the person in front looks at: a tablet of the desk, or their own phone. Large, and in their language."""

from app.web.counter.screen import answering, ending, looking, pairing, paying, reading, talking

ROUTERS = tuple(
    module.pages.router for module in (pairing, answering, reading, talking, paying, ending, looking)
)
