from core import journal

ADMIN_ADDED = journal.verb("core.admin.added", "added in the administration site")
ADMIN_CHANGED = journal.verb("core.admin.changed", "changed in the administration site")
ADMIN_DELETED = journal.verb("core.admin.deleted", "deleted in the administration site")
