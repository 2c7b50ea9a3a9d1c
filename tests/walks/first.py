"""The first three procedures."""

from tests.walks.walk import Walk

WALKS = {
    "child_allowance_amount_revision": Walk(
        "matsumoto_takashi",
        {"revision_kind": "increase"},
        others=(
            ("mizuno_yoko", {"revision_kind": "increase"}),
            ("fujita_naoki", {}),
            (None, {"revision_kind": "decrease"}),
        ),
    ),
    "certificate_of_residence": Walk("takahashi_makoto"),
    "disaster_certificate": Walk(None, others=(("mori_ayaka", {}),)),
}
