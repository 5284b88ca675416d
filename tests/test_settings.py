import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.mark.parametrize(
    ("said", "base_url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"IMRF_HOST": "::1", "IMRF_PORT": "80"}, "http://[::1]:80"),
        ({"IMRF_HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),
        ({"IMRF_HOST": "::"}, "http://[::1]:8000"),
        ({"IMRF_PUBLIC_URL": "https://imrf.example/plans/"}, "https://imrf.example/plans"),
    ],
)
def test_links_point_where_people_reach_the_service(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], base_url: str
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert Settings().base_url == base_url


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_refused_at_start(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("IMRF_PORT", port)
    with pytest.raises(ValidationError, match="port"):
        Settings()


@pytest.mark.parametrize(
    "url", ["plan.example.org", "ftp://plan.example.org", "https://", "https://a.org/?b", "/plans"]
)
def test_an_address_that_no_link_can_have_is_refused_at_start(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("IMRF_PUBLIC_URL", url)
    with pytest.raises(ValidationError, match="must be an address that a link can have"):
        Settings()


def test_every_setting_is_described_with_its_default() -> None:
    text = (Path(__file__).parents[1] / "docs" / "operating.md").read_text()
    described = re.findall(r"^\| `IMRF_([A-Z_]+)` \|(?: `(.*?)`)? \| .+ \|$", text, re.MULTILINE)
    assert {name.lower(): default for name, default in described} == {
        name: str(field.default) for name, field in Settings.model_fields.items()
    }
