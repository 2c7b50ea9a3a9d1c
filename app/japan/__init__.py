"""What is peculiar to Japan: its dates, names, addresses, numbers and closed days. Everything here is pure.

A `read_x` takes what a person typed and gives the one form we keep, or raises NotUnderstood.
A `fold_x` or `x_key` gives a form for comparing and searching only, never for keeping.
"""

from app.language import Message


class NotUnderstood(ValueError):
    """What was typed cannot be taken.

    `message` says what is wrong and how to mend it; in its template `{name}` stands for the question's noun,
    which only the asker knows: see `naming`. `parts` are the boxes to mark when a question has several.
    """

    def __init__(self, message: Message, *parts: str) -> None:
        # Without the values: they may quote what a person typed, and exceptions are logged.
        super().__init__(message.template)
        self.message = message
        self.parts = parts

    def naming(self, name: object) -> Message:
        """The sentence complete with the question's noun (a str or a Message)."""
        return Message(self.message.template, {**self.message.values, "name": name})
