"""The first three procedures."""

from tests.walks.walk import Walk

WALKS = {
    "child_allowance_amount_revision": Walk(
        "mizuno_yoko",
        {"revision_kind": "increase", "has_students": False},
        others=(
            ("matsumoto_takashi", {"revision_kind": "increase", "has_students": True}),
            ("fujita_naoki", {"has_students": True}),
            (None, {"revision_kind": "decrease"}),
        ),
    ),
    "certificate_of_residence": Walk("takahashi_makoto"),
    "disaster_certificate": Walk(None, others=(("mori_ayaka", {}),)),
}
