"""Which service it is: `private_key_jwt` (RFC 7523, OpenID Connect Core 9), and nothing else."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from joserfc import jwk, jwt
from joserfc.errors import JoseError

from app.sandboxes.card.memory import Memory
from app.sandboxes.card.problems import OAuthProblem
from app.sandboxes.card.settings import CardSandbox

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ["RS256", "ES256"]
LONGEST = timedelta(minutes=5)
_CLOCKS_DIFFER = timedelta(seconds=30)


def identify(form: Mapping[str, str], setting: CardSandbox, memory: Memory, now: datetime) -> str:
    """The client's id. Uses up its `jti`, whatever comes after. Raises OAuthProblem."""
    if form.get("client_assertion_type") != ASSERTION:
        raise OAuthProblem("invalid_client", "client_assertion_type is another", 401)
    claims = _claims_in(form.get("client_assertion", ""), setting, now)
    client_id = setting.client.id
    if form.get("client_id", client_id) != client_id:
        raise OAuthProblem("invalid_client", "client_id is not that of the assertion", 401)
    kept_for = LONGEST + 2 * _CLOCKS_DIFFER
    if not memory.hand_out("jti", str(claims["jti"]), {}, now=now, good_for=kept_for):
        raise OAuthProblem("invalid_client", "jti has been used", 401)
    return client_id


def _claims_in(assertion: str, setting: CardSandbox, now: datetime) -> jwt.Claims:
    client, moment = setting.client, int(now.timestamp())
    registry = jwt.JWTClaimsRegistry(
        moment,
        int(_CLOCKS_DIFFER.total_seconds()),
        iss={"essential": True, "value": client.id},
        sub={"essential": True, "value": client.id},
        aud={"essential": True, "value": setting.token_url},
        exp={"essential": True},
        jti={"essential": True},
    )
    try:
        token = jwt.decode(assertion, jwk.import_key(dict(client.key)), algorithms=ALGORITHMS)
        registry.validate(token.claims)
    except (JoseError, ValueError, TypeError) as cause:
        raise OAuthProblem("invalid_client", "the assertion does not hold", 401) from cause
    if token.header.get("kid") != client.key.get("kid"):
        raise OAuthProblem("invalid_client", "kid is not the registered one", 401)
    if token.claims["exp"] > moment + (LONGEST + _CLOCKS_DIFFER).total_seconds():
        raise OAuthProblem("invalid_client", "the assertion lasts too long", 401)
    return token.claims
