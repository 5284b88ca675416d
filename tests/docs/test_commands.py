from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.commands import Reader, blocks, matches, shown, tidy

ROOT = Path(__file__).parents[2]
SHOWING = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if "\n```console\n" in path.read_text()
]


@pytest.fixture
def reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setenv("NO_COLOR", "1")
    reader = Reader(folder)
    yield reader
    reader.leave()


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_shows_what_its_commands_print(path: Path, reader: Reader) -> None:
    for language, name, content in blocks(path.read_text()):
        if name:
            Path(name).write_text(content)
        elif language == "console":
            _check(content, reader)


def _check(content: str, reader: Reader) -> None:
    for example in shown(content):
        expected, printed = reader.here(example.output), reader.run(example.command)
        if not matches(expected, printed):
            assert tidy(printed) == tidy(expected), f"mend what is shown below $ {example.command}"


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("one\ntwo\n", "one  \ntwo\n\n", True),
        ("one\n", "two\n", False),
        ("key …\n", "key imrfkey_abc\n", True),
        ("key … ends\n", "key imrfkey_abc\n", False),
        ("one\n...\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\n", "one\n", True),
        ("one\n...\nfour\n", "one\ntwo\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_what_stands_for_anything(expected: str, printed: str, same: bool) -> None:
    assert matches(expected, printed) is same


def test_a_block_is_split_into_its_commands() -> None:
    content = "$ imrf plans \\\n>   --json\n{}\n$ true\n$ date\n2021-05-05\n"
    assert [(each.command, each.output) for each in shown(content)] == [
        ("imrf plans --json", "{}\n"),
        ("true", ""),
        ("date", "2021-05-05\n"),
    ]


def test_a_block_may_name_a_file() -> None:
    text = "Text\n```toml plan.toml\na = 1\n```\nmore\n```console\n$ true\n```\n"
    assert list(blocks(text)) == [("toml", "plan.toml", "a = 1\n"), ("console", "", "$ true\n")]
