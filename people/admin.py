"""For operators: the taxonomy, and what labels mean. People's own entries are not shown here: the
permission matrix gives administrators no profile of expertise (security.md section 3).
"""

from django.contrib import admin

from core.admin import JournalledAdmin, ReadOnlyAdmin
from people.models import Area, RegisterImport, SchoolAlias


@admin.register(Area)
class AreaAdmin(JournalledAdmin):
    list_display = ["name", "spellings"]
    search_fields = ["name", "spellings"]
    filter_horizontal = ["covers"]


@admin.register(SchoolAlias)
class SchoolAliasAdmin(JournalledAdmin):
    list_display = ["label", "school"]
    list_select_related = ["school"]
    search_fields = ["label", "school__name"]


@admin.register(RegisterImport)
class RegisterImportAdmin(ReadOnlyAdmin):
    list_display = ["source", "state", "created_at", "started_by"]
    list_select_related = ["started_by"]
    fields = ["source", "state", "counts", "started_by", "applied_at", "undone_at"]
