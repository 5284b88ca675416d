"""``python -m app`` is ``imrf serve``: the one entry, for a shell and for the image."""

from app.cli import main

main(["serve"])
