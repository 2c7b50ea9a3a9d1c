"""The names under which something may be known of a person: those of the government's interoperability framework (GIF).

A definition may ask to be prefilled only from these, and from what `app.applications.known` works out of them.

A list of people holds one mapping per person, each with `key`, the parts of the name, `alias` if there is one,
`date_of_birth` and `sex`. Dates are ISO texts, amounts whole yen; a code is one of the words in brackets.
"""

ADDRESS_PARTS = ("postcode", "prefecture", "city", "town", "block", "building")
NAME_PARTS = ("family_name", "given_name")


def _address(term: str) -> frozenset[str]:
    return frozenset(f"{term}.{part}" for part in ADDRESS_PARTS)


def _name(term: str) -> frozenset[str]:
    return frozenset(f"{term}.{part}" for part in NAME_PARTS)


_PERSON = {
    "person.family_name",
    "person.given_name",
    "person.family_name_kana",
    "person.given_name_kana",
    "person.alias",  # 通称
    "person.date_of_birth",
    "person.sex",  # (male, female, unspecified)
    *_address("person.address"),
    "person.phone",
    "person.email",
    # 転入日 of this person, or the day told to the municipality before by whoever has still to register here; nothing
    # for who has always lived here. `person.address` is the new address either way.
    "person.moved_in_on",
    "person.planned_move_out_on",  # 転出予定日, as told to the town before
    "person.has_moved_from_abroad",  # bool, beside moved_in_on
    *_address("person.previous_address"),  # where they lived before they moved in
    "is_protected",  # bool: DV等支援措置
}
_SPOUSE = {
    "spouse.exists",  # bool; nothing where the register cannot know
    "spouse.family_name",
    "spouse.given_name",
    "spouse.family_name_kana",
    "spouse.given_name_kana",
    "spouse.date_of_birth",
    *_address("spouse.address"),  # only when registered in another household
    # Of a spouse who lives there too, as of the person: where they came from, and when.
    "spouse.moved_in_on",
    "spouse.has_moved_from_abroad",
    *_address("spouse.previous_address"),
}
_HOUSEHOLD = {
    # People; `relationship_to_head`, the same as a code in `relation_to_head` (head, and those of
    # `deceased.relationship_to_applicant`), and for the person asked about `is_self` and `phone`.
    "household.members",
    "household.head_name",
    "household.count",
    "household.moved_in_on",  # 転入日 of the head
}
_CHILD_ALLOWANCE = {
    "child_allowance.recipient_number",
    # People, as far as known and allowed with `relationship_to_applicant`, `cohabit` (together, apart_in_town,
    # apart), `univ_cohabit` (together, apart) and `address` when apart; students with `occupation`
    # (student, none, works, other), `school` and `graduates_in` (YYYY-MM).
    "child_allowance.children",
    "child_allowance.students",
    "child_allowance.monthly_yen",
    "child_allowance.bank_account",  # {bank_code, bank_name, branch_code, branch_name, account_type, number, holder_kana}
    "child_allowance.donation",  # bool; the next three only where it is true
    "child_allowance.donation.scope",  # (all, part)
    "child_allowance.donation.amount_yen",  # of a part, for each payment
    "child_allowance.withholdings",  # [{key, child: key of a person, fee_kind, school, amount: yen}]
    "child_allowance.pension_type",  # (employees, national_public, local_public, private_school, national, none)
}
_DECEASED = {  # who of this household died last
    *_name("deceased"),
    "deceased.family_name_kana",
    "deceased.given_name_kana",
    "deceased.date_of_birth",
    "deceased.died_on",
    *_address("deceased.address"),  # the registered one of the day they died
    "deceased.lived_together",  # bool: at the applicant's own address
    "deceased.was_head",  # bool: 世帯主
    # One of: spouse, child, spouses_child, child_in_law, grandchild, parent, parent_in_law, grandparent, sibling,
    # nephew_niece, uncle_aunt; nothing where the register's words do not settle it.
    "deceased.relationship_to_applicant",
    "deceased.survivors",  # [{key, deceased_kin}]: those of the household, and what they were to who died (same codes)
    "deceased_health.insurance",  # (national, late_elderly): 国民健康保険, 後期高齢者医療
    "deceased_care.insured_number",  # of 介護保険, 10 digits
    "deceased_care.certificates",  # as care.certificates: those that have to be given back
    "deceased_allowance.received",  # bool: child allowance was paid to them until they died
    "deceased_property.owned",  # bool: land or a building here, by 固定資産課税台帳
    "deceased_property.kinds",  # [(land, building)]
}
_CHILD_SUPPORT = {
    "child_support.certificate_number",  # 児童扶養手当の証書番号
    "child_support.recipient_kind",  # (mother, father, guardian)
    # One of: divorce, death, disability, missing, abandonment, protection_order, detention, unmarried, other.
    "child_support.reason",
    "child_support.children",  # people; `relationship_to_applicant`, `cohabit`, `address` when apart
    "child_support.five_years_passed",  # bool: 5年等満了月を過ぎている (児童扶養手当法13条の3)
}
_CHILDCARE = {
    "childcare.certificate_number",  # 支給認定番号
    # People; `relationship_to_applicant`, `facility_name`, `class_name`, `certificate_kind` (1, 2, 3), `valid_to`,
    # `care_need` (standard, short).
    "childcare.enrolled",
    # Parents by `key`: `employer_name`, `employer_phone`, `monthly_hours`, `work_days`, `work_time`, `on_leave` (bool),
    # and where it is true `leave_from`, `leave_to`, `returns_on`.
    "childcare.parents",
}
_CARE = {
    "care.insured_number",  # 10 digits
    "care.burden_ratio",  # 1, 2 or 3 (割)
    "care.level",  # (support_1, support_2, care_1 … care_5)
    "care.valid_from",
    "care.valid_to",
    *_name("care.doctor_name"),  # 主治医
    "care.clinic_name",
    "care.clinic_department",
    *_address("care.clinic_address"),
    "care.clinic_phone",
    "care.office_number",  # 居宅介護支援事業所, 10 digits
    "care.office_name",
    "care.office_phone",
    *_name("care.manager_name"),  # 介護支援専門員
    "care.place_now",  # (home, hospital, facility, other)
    "care.place_name",
    "care.admitted_on",  # 入所日, beside place_name
    "care.equipment_spent_yen",  # 福祉用具購入費 of this fiscal year
    "care.home_modification_spent_yen",  # 住宅改修費, for this dwelling
    "care.bank_account",  # as that of the child allowance
    "care.high_cost_notice_number",  # on the form of 高額介護サービス費 sent by the town
    "care.has_limit_certificate",  # bool: 負担限度額認定証
    "care.certificates",  # [(insured, burden_ratio, burden_limit, special_burden_limit, eligibility, qualification)]
    # People of the household with a record of their own, oneself first: `relationship_to_applicant`,
    # `applicant_relationship` (what the applicant is to them, in the words of the forms: 子, 配偶者), `address` and
    # `moved_in_on`,
    # `spouse_standing` (yes, no), `spouse` {parts of the name, `date_of_birth`} and `spouse_address`, where the two
    # live together,
    # of others `filer` {parts of the applicant's name}, `filer_kind` (spouse, family_together), `filer_attends` (true),
    # `certified_before` (here), `letters` (registered, on_record), `delivery` (post, post_elsewhere),
    # `bought_before` (no), of oneself `bank_mode` (current) and `high_cost_from` (YYYY-MM),
    # `former_city`, `former_insurer_number`, `former_insured_number`, `former_level`, `former_valid_from` and
    # `former_valid_to` of a 受給資格証明書,
    # with the names above behind `care.`, from `insured_number` to `admitted_on` without `burden_ratio`; names
    # and addresses nested, so that a row is prefilled from `row.doctor_name` and `row.clinic_address`.
    "care.insured_people",
}
_OTHERS = {
    "bank.public_account_registered",  # bool: 公金受取口座
    # One of: detached_owned, detached_rented, flat_owned, flat_rented, terrace, with_shop, other.
    "house.kind",
    "house.structure",  # (wood, steel, concrete, prefabricated, other)
    "house.floors",
    "house.built_year",
    "house.owner_kind",  # (self, family, landlord, other)
}
# What the office has said of this case since it arrived.
_CASE = {
    "case.approved_in_advance_on",  # 事前承認
}
# What this resident answered in an application of theirs before; of each, what arrived last.
_PREVIOUS = {
    "previous.phone",
    "previous.email",
    "previous.contact_hours",  # as the question was answered: a text, or a list of codes
    "previous.language",  # as contact_hours
    "previous.submitter_office_name",
    "previous.submitter_office_number",
}

TERMS: frozenset[str] = frozenset(
    _PERSON
    | _SPOUSE
    | _HOUSEHOLD
    | _CHILD_ALLOWANCE
    | _DECEASED
    | _CHILD_SUPPORT
    | _CHILDCARE
    | _CARE
    | _OTHERS
    | _CASE
    | _PREVIOUS
)
