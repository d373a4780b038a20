"""`python -m chalicelib.openapi`: the document without a running cloud."""

from __future__ import annotations

import sys

from app import app
from chalicelib.openapi.document import describe, encode

sys.stdout.write(encode(describe(app)))
