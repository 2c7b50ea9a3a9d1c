"""Certificates: who they are for decides first, what is not for this page is turned away."""

from tests.walks.walk import Walk

PERSON = "mizuno_yoko"
# Samples of some choices are those that a stop turns away.
HERE = {"domicile_here": True, "subject_person": "self"}
NOT_FOR_OTHERS = {"subject_person": "other"}

WALKS = {
    "residence_record_certificate": Walk(PERSON, turned_away=NOT_FOR_OTHERS),
    "removed_resident_certificate": Walk(PERSON, turned_away=NOT_FOR_OTHERS),
    "family_register_certificate": Walk(PERSON, HERE, turned_away={"domicile_here": False}),
    "removed_register_certificate": Walk(PERSON, HERE, turned_away={"domicile_here": False}),
    "register_supplement": Walk(PERSON, HERE, turned_away={"domicile_here": False}),
    "identity_certificate": Walk(PERSON, HERE, turned_away=NOT_FOR_OTHERS),
    "single_status_certificate": Walk(PERSON, HERE, turned_away=NOT_FOR_OTHERS),
    "income_tax_certificate": Walk(PERSON, turned_away={"lived_here": False}),
    "tax_payment_certificate": Walk(PERSON),
    "property_valuation_certificate": Walk(PERSON, turned_away=NOT_FOR_OTHERS),
    "no_arrears_certificate": Walk(PERSON),
    "house_certificate": Walk(PERSON, turned_away={"lives_there": "neither"}),
    "acceptance_certificate": Walk(PERSON, turned_away=NOT_FOR_OTHERS),
    "care_premium_certificate": Walk(PERSON),
}
