"""Residents who apply all day long, never give up, and remember every 受付番号 they were shown."""

import hashlib
import random
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpx

from tests.people import Resident
from tests.scenarios import certificate, disaster

SUBMIT = "この内容で申請する"
PAUSE = 0.2


@dataclass
class Ledger:
    """What visitors were promised. `numbers`: 受付番号 → id of the application; `photos`: id → hash of content."""

    numbers: dict[str, str] = field(default_factory=dict)
    paying: set[str] = field(default_factory=set)
    photos: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    slowest_refusal: float = 0.0

    def acknowledge(self, application: str, number: str, kind: str) -> None:
        if self.numbers.setdefault(number, application) != application:
            self.wrong.append(f"{number} was given to two applications")
        others = [known for known, owner in self.numbers.items() if owner == application and known != number]
        if others:
            self.wrong.append(f"one application was told {number} and {others[0]}")
        if kind == "certificate":
            self.paying.add(number)


class Visitor(threading.Thread):
    """One person after another, each with a session of their own. `stop` lets the last one finish."""

    def __init__(self, url: str, ledger: Ledger, seed: int) -> None:
        super().__init__(daemon=True)
        self._chance = random.Random(seed)
        self._resident = Resident(url)
        self._ledger = ledger
        self._ended = threading.Event()

    def stop(self) -> None:
        self._ended.set()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                self._apply()
            except (httpx.TransportError, AssertionError, StopIteration, IndexError, AttributeError):
                # A page on the way did not come, or was one that says so: begin again.
                self._ledger.counts["begun again"] += 1
                time.sleep(PAUSE)
        self._resident.close()

    def _apply(self) -> None:
        self._resident.client.cookies.clear()
        kind = "certificate" if self._chance.random() < 0.4 else "disaster"
        if kind == "certificate":
            certificate.reach_check(self._resident)
        else:
            self._fill_in_disaster()
        form = self._resident.form(SUBMIT)
        fields = {**self._resident.fields_of(form), "consent_truth": ["yes"]}
        number = self._send_until_answered(form.action, fields, kind)
        if number and kind == "disaster" and self._chance.random() < 0.15:
            self._send_photo(number, form.action.split("/apply/")[1].partition("/")[0])

    def _fill_in_disaster(self) -> None:
        phone = f"090-{self._chance.randrange(10_000):04}-{self._chance.randrange(10_000):04}"
        disaster.begin(self._resident, phone)
        self._resident.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
        self._resident.sends("次へ", {"disaster_id": "heavy_rain_2026_04"})

    def _send_until_answered(self, action: str, fields: dict[str, list[str]], kind: str) -> str | None:
        """The same form, as a browser would send it again; sometimes cut off, sometimes tapped twice."""
        application = action.split("/apply/")[1].partition("/")[0]
        if self._chance.random() < 0.08:
            self._hang_up(action, fields, whole=self._chance.random() < 0.5)
        while (number := self._send(action, fields)) is None:
            time.sleep(PAUSE)
            if self._ledger.wrong and self._ended.is_set():
                return None
        self._ledger.acknowledge(application, number, kind)
        if self._chance.random() < 0.2 and (again := self._send(action, fields)) is not None:
            self._ledger.counts["sent twice"] += 1
            self._ledger.acknowledge(application, again, kind)
        return number

    def _send(self, action: str, fields: dict[str, list[str]]) -> str | None:
        self._ledger.counts["sent"] += 1
        began = time.monotonic()
        try:
            answer = self._resident.client.post(action, data=fields, follow_redirects=False)
        except httpx.TransportError:
            self._ledger.counts["no answer"] += 1
            return None
        if answer.status_code == 303 and answer.headers["location"].startswith("/my/"):
            return str(answer.headers["location"]).split("/")[2].partition("?")[0]
        self._ledger.counts[f"answer {answer.status_code}"] += 1
        self._ledger.slowest_refusal = max(self._ledger.slowest_refusal, time.monotonic() - began)
        if answer.status_code not in {409, 503, 507}:
            self._ledger.wrong.append(f"a submission was answered with {answer.status_code}")
        return None

    def _hang_up(self, action: str, fields: dict[str, list[str]], *, whole: bool) -> None:
        """Sends all or half of the form and closes the line without waiting for an answer."""
        self._ledger.counts["hung up"] += 1
        body = urlencode(fields, doseq=True).encode()
        address = urlsplit(str(self._resident.client.base_url))
        cookies = "; ".join(f"{each.name}={each.value}" for each in self._resident.client.cookies.jar)
        head = (
            f"POST {urlsplit(action).path} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            with socket.create_connection((address.hostname or "", address.port or 80), 10) as line:
                line.sendall(head.encode() + (body if whole else body[: len(body) // 2]))
        except OSError:
            return

    def _send_photo(self, number: str, application: str) -> None:
        content = disaster.photo(self._chance.randrange(256), self._chance.randrange(64, 400))
        self._resident.opens(f"/my/{number}/receipt")
        disaster.tell_of_damage(self._resident)
        self._resident.sends("次へ", files=[("photos", ("外観.jpg", content))])
        if not self._resident.path.endswith("/photos"):
            self._ledger.photos.append((application, hashlib.sha256(content).hexdigest()))
