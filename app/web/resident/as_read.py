"""What is sent is what was read: somebody else may change an answer between the check page and its button."""

from app.procedures.drawn import print_of
from app.web.resident.cases import Case


def print_of_all(case: Case) -> str:
    """Of all that the check page lists; what is answered on the page itself comes with it."""
    here = {question.key for step in case.journey.at_check for question in step.questions}
    listed = {key: answer for key, answer in case.journey.answers.items() if key not in here}
    files = sorted(file["id"] for files in case.files.values() for file in files)
    return print_of([listed, files])


def is_read_as_it_stands(case: Case) -> bool:
    """Somebody else may have changed an answer since the page was drawn."""
    read = case.visit.form.one("read")
    return not read or read == print_of_all(case)
