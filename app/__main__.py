"""``python -m app`` is ``imrf serve``: the one entry, for a shell and for the image."""

import sys

from app.cli import main

main(["serve", *sys.argv[1:]])
