from planning.management.printing import PrintCommand


class Command(PrintCommand):
    help = "Writes a school's plan as a tagged PDF, as somebody trust-wide may see it."
    kind = "pdf"
