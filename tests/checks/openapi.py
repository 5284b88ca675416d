"""The API's description as it is committed; run as a module it prints it."""

import json
import sys

from app.main import create_app
from app.settings import Settings


def document() -> str:
    app = create_app(Settings(database_url="sqlite:///nothing-is-asked.db"))
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
