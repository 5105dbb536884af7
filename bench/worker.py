"""One worker of the `workers` part, in a process of its own.  python -m bench.worker"""

import django
from django.utils.module_loading import import_string

if __name__ == "__main__":
    django.setup()
    import_string("bench.working.work")()
