from planning.management.printing import PrintCommand


class Command(PrintCommand):
    help = "Writes a school's plan as a Word file, as somebody trust-wide may see it."
    kind = "docx"
