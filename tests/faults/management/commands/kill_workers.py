from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tests.faults import figures, slow_counting


class Command(BaseCommand):
    help = "Kills workers with kill -9 while they compute, and checks that nothing is lost."

    def handle(self, **options: Any) -> None:
        self.say("there is a Redis", settings.JOBS_ENGINE == "celery")
        self.say("there is a PostgreSQL", connection.vendor == "postgresql")
        for setting in ("fsync", "synchronous_commit"):
            with connection.cursor() as cursor:
                cursor.execute(f"SHOW {setting}")
                self.say(f"{setting} is on", cursor.fetchone()[0] == "on")
        call_command("migrate", verbosity=0)
        for scenario in (slow_counting, figures):
            self.stdout.write(scenario.__doc__ or "")
            scenario.run(self.say)

    def say(self, what: str, is_so: bool) -> None:
        if not is_so:
            raise CommandError(f"Not so: {what}")
        self.stdout.write(f"  ok: {what}")
