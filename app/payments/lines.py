"""What a fee is made of."""

from dataclasses import dataclass

from app.payments.gateway import LEAST_YEN


@dataclass(frozen=True)
class PaymentLine:
    """One line of what is asked for (内訳)."""

    label: str
    quantity: int
    unit_yen: int

    @property
    def yen(self) -> int:
        return self.quantity * self.unit_yen

    def as_json(self) -> dict[str, str | int]:
        return {"label": self.label, "quantity": self.quantity, "unit_yen": self.unit_yen, "yen": self.yen}


def is_for_the_counter(amount_yen: int) -> bool:
    """Too little for any online provider: it is paid over the counter alone."""
    return 0 < amount_yen < LEAST_YEN
