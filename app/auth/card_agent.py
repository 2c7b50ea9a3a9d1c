"""The reader agent of an office over HTTP: one request reads one card; what its answer must hold is in going-live.md."""

import base64
import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx

from app.auth.card_reader import CardNotRead, CardReaderSettings, CardReading, NotReadBecause
from app.auth.sign_in import BasicFour
from app.health import Health

logger = logging.getLogger(__name__)
_TOLD = frozenset(
    {
        NotReadBecause.NO_CARD,
        NotReadBecause.WRONG_PIN,
        NotReadBecause.LOCKED,
        NotReadBecause.CHANGED,
        NotReadBecause.CANCELLED,
    }
)
_MOST_BYTES = 64 * 1024


class CardAgent:
    """A `CardReader`."""

    def __init__(self, settings: CardReaderSettings, base_url: str, http: httpx.Client) -> None:
        self._settings, self._base_url, self._http = settings, base_url.rstrip("/"), http

    def read(self, reader: str, nonce: bytes) -> CardReading:
        asked = {"reader": reader, "nonce": base64.b64encode(nonce).decode()}
        token = self._settings.token.get_secret_value()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            answer = self._http.post(
                f"{self._base_url}/readings",
                json=asked,
                headers=headers,
                timeout=self._settings.patience_seconds,
            )
            return _understood(answer)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as failure:
            logger.warning("no usable answer from the card reader", extra={"failure": type(failure).__name__})
            raise CardNotRead(NotReadBecause.SILENT) from None

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        """That the agent answers; whether there is a card on any of its readers is nobody's business."""
        try:
            self._http.get(f"{self._base_url}/health").raise_for_status()
        except httpx.HTTPError:
            return Health(ok=False, detail="窓口のカードの読み取り機につながりません。")
        return Health(ok=True, detail="窓口のカードの読み取り機につながっています。")


def _understood(answer: httpx.Response) -> CardReading:
    if len(answer.content) > _MOST_BYTES:
        raise ValueError("too long")
    told = answer.json()
    if answer.status_code == 409:
        raise _refusal(told)
    answer.raise_for_status()
    return _reading(told)


def _refusal(told: Mapping[str, Any]) -> CardNotRead:
    """Words of the reader that we do not know are a reader that does not answer."""
    try:
        why = NotReadBecause(told["fault"])
    except ValueError:
        why = NotReadBecause.SILENT
    left = told.get("tries_left")
    return CardNotRead(
        why if why in _TOLD else NotReadBecause.SILENT, left if isinstance(left, int) else None
    )


def _reading(told: Mapping[str, Any]) -> CardReading:
    born = told["date_of_birth"]
    four = BasicFour(
        full_name=str(told["name"]),
        address=str(told["address"]),
        date_of_birth=date.fromisoformat(born) if born else None,
        sex=str(told["sex"]),
        name_substituted=tuple(int(each) for each in told.get("name_substituted", ())),
        address_substituted=tuple(int(each) for each in told.get("address_substituted", ())),
    )
    certificate, signature, signed_with = (
        base64.b64decode(told[name], validate=True) for name in ("certificate", "signature", "signed_with")
    )
    return CardReading(four, certificate, signature, signed_with)
