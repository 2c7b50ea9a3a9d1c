import pytest

from app.auth.return_paths import is_local_path, safe_return_path


@pytest.mark.parametrize(
    "path", ["/", "/my", "/apply/a-b_c/steps/1?from=check&x=%E3%81%82", "/my/R8-00012-K"]
)
def test_pages_of_this_service_are_taken(path: str) -> None:
    assert safe_return_path(path, "/other") == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "my",
        "//elsewhere.example",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "/my\\..\\x",
        "https://elsewhere.example",
        "javascript:alert(1)",
        "/my\r\nSet-Cookie: a=b",
        "/\t/elsewhere.example",
        "/my\n",
        " /my",
        "/" + "a" * 500,
    ],
)
def test_everything_else_leads_to_the_page_we_chose(path: str | None) -> None:
    """Mutation: `path.startswith("/")`."""
    assert safe_return_path(path, "/other") == "/other"
    assert not is_local_path(path or "")
