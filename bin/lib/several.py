"""Several management commands in one process: starting Django takes longer than they do.

several.py migrate --verbosity 0 + demo_trust
"""

import os
import sys
from itertools import groupby

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trust.settings")
for is_plus, command in groupby(sys.argv[1:], key="+".__eq__):
    if not is_plus:
        execute_from_command_line(["manage.py", *command])
