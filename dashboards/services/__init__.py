"""The only code of this room that writes. `figures` needs pandas, so only work done by a job
imports it.
"""
