"""How far a plan may go. Doors, documents and tables keep to the same numbers."""

from datetime import date

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)

LONGEST_CODE = 80
LONGEST_LINE = 500
"""Characters of a title, an owner, a place."""
LONGEST_TEXT = 20_000
"""Characters of a note, a source, a description, an address."""

LONGEST_DURATION = 36_500
LONGEST_LAG = 36_500

LAST_NUMBER = 2**31 - 1
"""Of revisions, links, updates, keys, feeds: what a column of whole numbers holds everywhere."""

MOST_MILESTONES = 200_000
MOST_LINKS = 1_000_000
MOST_CALENDARS = 1_000
MOST_EXCEPTIONS = 5_000
"""Holidays, or days worked, of one calendar."""
MOST_NAMES = 1_000
"""Contributors of one milestone; targets and tracks of one plan."""
