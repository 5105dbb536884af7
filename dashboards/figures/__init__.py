"""Counts in, tables out: no Django, no clock, no database.

`cube` and `edition` need numpy and pandas, which take a second to import, so only work done by a
job imports them. `groups`, `percentages` and `crowd` are plain Python and may be imported by a
page.
"""
