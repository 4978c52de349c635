"""The moment at which the tests of packs look at the example, and which example it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 30, 13, 4, tzinfo=ZoneInfo("Europe/London"))
PACK = "general_practice_uk"
