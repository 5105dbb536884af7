"""What is recorded about figures, with the words a reader sees."""

from core import journal

FIGURES_MADE = journal.verb("dashboards.figures.made", "made figures")
REPORT_REQUESTED = journal.verb("dashboards.report.requested", "asked for a health check")
REPORT_MADE = journal.verb("dashboards.report.made", "made a health check")
REPORT_READ = journal.verb("dashboards.report.read", "downloaded a health check")
