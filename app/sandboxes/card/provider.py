"""The provider itself: codes, tokens and what is told of a person, as values; nothing here knows a page."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from app.sandboxes.card.asking import Asked
from app.sandboxes.card.cards import Cards
from app.sandboxes.card.clients import identify
from app.sandboxes.card.faults import Fault
from app.sandboxes.card.id_tokens import IdTokens
from app.sandboxes.card.memory import Json, Memory
from app.sandboxes.card.personas import Persona
from app.sandboxes.card.problems import OAuthProblem
from app.sandboxes.card.settings import CardSandbox

ERRAND_FOR, CODE_FOR, TOKEN_FOR = timedelta(minutes=10), timedelta(seconds=60), timedelta(minutes=5)
_SEX_WORDS = {"1": "male", "2": "female", "3": "unknown"}


@dataclass(frozen=True)
class Provider:
    """One client, the people with cards, and what was handed out."""

    setting: CardSandbox
    memory: Memory
    cards: Cards
    tokens: IdTokens

    def begin(self, asked: Asked, now: datetime) -> str:
        """An errand: what the pages of this visit carry instead of what was asked."""
        errand = secrets.token_urlsafe(24)
        self.memory.hand_out("errand", errand, asked.as_json(), now=now, good_for=ERRAND_FOR)
        return errand

    def errand(self, errand: str, now: datetime) -> Asked | None:
        kept = self.memory.find("errand", errand, now=now)
        return Asked.from_json(kept) if kept else None

    def give_back(self, errand: str, now: datetime) -> Asked | None:
        """Over, once; nobody goes on with it."""
        kept = self.memory.take_back("errand", errand, now=now)
        return Asked.from_json(kept) if kept else None

    def code_for(
        self, asked: Asked, persona: Persona, let_go: tuple[str, ...], fault: Fault, now: datetime
    ) -> str:
        """The address the browser goes back to, with a code that is good for a minute."""
        code, session_state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
        kept = {
            "asked": asked.as_json(),
            "person": persona.key,
            "let_go": list(let_go),
            "fault": fault,
            "at": int(now.timestamp()),
            "session_state": session_state,
        }
        self.memory.hand_out("code", code, kept, now=now, good_for=CODE_FOR)
        state = "of-somebody-else" if fault is Fault.WRONG_STATE else asked.state
        told = {"state": state, "session_state": session_state, "iss": self.setting.issuer, "code": code}
        return f"{asked.redirect_uri}?{urlencode(told)}"

    def refusal(self, redirect_uri: str, state: str, error: str, description: str) -> str:
        """The address the browser goes back to without a code."""
        told = {"error": error, "error_description": description, "state": state, "iss": self.setting.issuer}
        return f"{redirect_uri}?{urlencode(told)}"

    def fault_of(self, code: str, now: datetime) -> Fault:
        kept = self.memory.find("code", code, now=now)
        return Fault(kept["fault"]) if kept else Fault.NONE

    def redeem(self, form: Mapping[str, str], now: datetime) -> Json:
        """Tokens, for the service itself or for a code. Raises OAuthProblem."""
        client_id = identify(form, self.setting, self.memory, now)
        if form.get("grant_type") == "client_credentials":
            return self._client_token(client_id, now)
        if form.get("grant_type") != "authorization_code":
            raise OAuthProblem("unsupported_grant_type", "authorization_code or client_credentials")
        return self._redeem_code(form, client_id, now)

    def _redeem_code(self, form: Mapping[str, str], client_id: str, now: datetime) -> Json:
        """A code that was shown wrongly is used up all the same."""
        kept = self.memory.take_back("code", form.get("code", ""), now=now)
        if kept is None:
            raise OAuthProblem("invalid_grant", "the code is unknown, used or too old")
        asked, fault = Asked.from_json(kept["asked"]), Fault(kept["fault"])
        _check(form, asked, client_id, fault)
        access_token = secrets.token_urlsafe(32)
        subject = subject_of(kept["person"], client_id)
        about = {
            "sub": subject,
            "person": kept["person"],
            "let_go": kept["let_go"],
            "fault": fault,
            "transaction": asked.transaction,
        }
        self.memory.hand_out("access_token", access_token, about, now=now, good_for=TOKEN_FOR)
        claims = self._claims(asked, subject, kept)
        return {
            "access_token": access_token,
            "expires_in": int(TOKEN_FOR.total_seconds()),
            "token_type": "Bearer",
            "id_token": self.tokens.sign(claims, access_token, fault, now),
            "session_state": kept["session_state"],
            "scope": " ".join(asked.scopes),
        }

    def _claims(self, asked: Asked, subject: str, kept: Json) -> Json:
        return {
            "iss": self.setting.issuer,
            "sub": subject,
            "aud": asked.client_id,
            "azp": asked.client_id,
            "nonce": asked.nonce,
            "acr": asked.acr,
            "auth_time": kept["at"],
            "session_state": kept["session_state"],
        }

    def _client_token(self, client_id: str, now: datetime) -> Json:
        """Of the service itself, for having things signed (RFC 6749 4.4)."""
        token = secrets.token_urlsafe(32)
        self.memory.hand_out("client_token", token, {"client": client_id}, now=now, good_for=TOKEN_FOR)
        lasts = int(TOKEN_FOR.total_seconds())
        return {"access_token": token, "expires_in": lasts, "token_type": "Bearer", "scope": "sign"}

    def about(self, access_token: str, now: datetime) -> Json:
        """What the person has let go of. Raises OAuthProblem."""
        kept = self.memory.find("access_token", access_token, now=now)
        persona = self.cards.personas.get(kept["person"]) if kept else None
        if kept is None or persona is None:
            raise OAuthProblem("invalid_token", "the access token is unknown or too old", 401)
        fault = Fault(kept["fault"])
        let_go = ["name"] if fault is Fault.FOUR_PARTIAL else kept["let_go"]
        told = {name: text for name, text in _four_of(persona, fault).items() if name in let_go}
        other = fault is Fault.ANOTHER_PERSON
        return {"sub": subject_of("somebody else", self.setting.client.id) if other else kept["sub"], **told}


def subject_of(persona_key: str, client: str) -> str:
    """Another for each client, so that two services cannot compare the people they know."""
    return hmac.digest(client.encode(), persona_key.encode(), "sha256").hex()


def _check(form: Mapping[str, str], asked: Asked, client_id: str, fault: Fault) -> None:
    if fault is Fault.CODE_EXPIRED:
        raise OAuthProblem("invalid_grant", "the code is too old")
    if (form.get("redirect_uri"), client_id) != (asked.redirect_uri, asked.client_id):
        raise OAuthProblem("invalid_grant", "the code was given to another")
    challenge = create_s256_code_challenge(form.get("code_verifier", ""))
    if not hmac.compare_digest(challenge.encode(), asked.challenge.encode()):
        raise OAuthProblem("invalid_grant", "code_verifier is not that of the challenge")


def _four_of(persona: Persona, fault: Fault) -> dict[str, str]:
    """Plain texts. The real provider's way of writing a day and a sex is not public: there are two here."""
    born, other = persona.date_of_birth, fault is Fault.OTHER_FORMATS
    return {
        "name": persona.full_name,
        "address": persona.address,
        "birthdate": f"{born:{'%Y%m%d' if other else '%Y-%m-%d'}}" if born else "",
        "gender": _SEX_WORDS[persona.sex] if other else persona.sex,
    }
