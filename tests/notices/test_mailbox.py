"""The sandbox mailbox's pages."""

from dataclasses import replace
from email.message import EmailMessage

import pytest
from starlette.testclient import TestClient

from app.errors import SandboxInProduction
from app.notices.email import EmailChannel
from app.notices.settings import NoticesSettings
from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.mailbox.server import create_mailbox_app
from app.sandboxes.mailbox.settings import MailboxSandbox
from tests.notices.test_email import MAIL

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def pages(sandbox: MailboxSandbox) -> TestClient:
    return TestClient(create_mailbox_app(sandbox))


def put(sandbox: MailboxSandbox, **headers: str) -> str:
    """Straight into the folder; the key of the mail."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content("本文\nhttps://tetsuzuki.town.example/\n<b>太字</b>\n")
    mailbox = Mailbox(sandbox.folder)
    mailbox.add(message.as_bytes())
    return mailbox.list_mails()[0].key


def test_the_app_receives_mail_while_it_runs(sandbox: MailboxSandbox, settings: NoticesSettings) -> None:
    with TestClient(create_mailbox_app(sandbox)) as pages:
        EmailChannel(settings).deliver(MAIL)
        EmailChannel(settings).deliver(replace(MAIL, subject="【架空町】二通目"))
        page = pages.get("/").text
    assert "届いたメール 2通" in page
    assert page.index("二通目") < page.index("受付番号 26-000123-X")
    assert page.count("同じメールがもう一度届きました") == 1
    assert not EmailChannel(settings).health().ok


def test_a_mail_is_shown_as_text_with_its_link(pages: TestClient, sandbox: MailboxSandbox) -> None:
    """Must catch: a mail that can put a script or a frame into the page."""
    key = put(sandbox, Subject="<script>alert(1)</script>", To="hanako@town.example")
    page = pages.get(f"/mails/{key}")
    assert "<script>" not in page.text
    assert "<b>太字" not in page.text
    assert '<a href="https://tetsuzuki.town.example/" rel="noopener">' in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_mail_without_anything_in_it_is_shown_too(pages: TestClient, sandbox: MailboxSandbox) -> None:
    Mailbox(sandbox.folder).add(b"\r\n")
    assert "件名なし" in pages.get("/").text


@pytest.mark.parametrize("key", ["1.M1P1Q1.nowhere", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"])
def test_what_is_not_there_is_not_found(pages: TestClient, key: str) -> None:
    """Must catch: a path into the file system."""
    assert pages.get(f"/mails/{key}").status_code == 404


def test_every_page_says_that_it_is_a_rehearsal(pages: TestClient, sandbox: MailboxSandbox) -> None:
    key = put(sandbox, Subject="件名", To="hanako@town.example")
    for path in ("/", f"/mails/{key}", "/mails/none"):
        page = pages.get(path).text
        assert "練習用の郵便受けです" in page
        assert '<html lang="ja">' in page
        assert page.count("<h1") == page.count("<main") == page.count("<title") == 1


def test_styles_come_from_the_mailbox_itself(pages: TestClient) -> None:
    assert pages.get("/mailbox.css").headers["Content-Type"].startswith("text/css")
    assert pages.get("/health").json() == {"ok": True}


def test_the_sandbox_refuses_to_serve_real_people(sandbox: MailboxSandbox) -> None:
    with pytest.raises(SandboxInProduction):
        create_mailbox_app(replace(sandbox, production=True))


def test_the_default_settings_are_a_rehearsal_and_say_so() -> None:
    """Must catch: production mail that goes to the sandbox, or in clear text over the net."""
    assert NoticesSettings().is_sandbox
    assert len(NoticesSettings().faults_in_production()) == 3
    real = {
        "sms_domain": "sms.gateway.jp",
        "smtp_host": "smtp.town.lg.jp",
        "smtp_port": 587,
        "from_address": "tetsuzuki@town.lg.jp",
    }
    assert NoticesSettings.model_validate(real).faults_in_production() != []
    assert NoticesSettings.model_validate(real | {"smtp_security": "starttls"}).faults_in_production() == []
