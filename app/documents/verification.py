"""How a paper says where it can be checked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verification:
    """Where anybody can find out that this document is genuine (発行元の確認): a page, and the signed code for it.

    What stands behind the # never reaches a server, so nothing about the case gets into anybody's logs.
    """

    url: str
    code: str

    @property
    def address(self) -> str:
        return f"{self.url}#{self.code}"
