"""Short names of lines, made from their words where nobody typed one."""

from django.db.models import Model
from django.utils.text import slugify

from banding.models import Edition


def code_for(thing: Model, edition: Edition) -> str:
    """`Reading audit` → reading_audit, or reading_audit_2 where the edition has that already."""
    model = type(thing)
    longest: int = model._meta.get_field("code").max_length  # type: ignore[union-attr, assignment]
    base = slugify(str(thing)).replace("-", "_") or str(model._meta.model_name)
    others = model._default_manager.filter(edition=edition).exclude(pk=thing.pk)
    taken = set(others.values_list("code", flat=True))
    code, n = base[:longest], 1
    while code in taken:
        n += 1
        code = f"{base[: longest - len(f'_{n}')]}_{n}"
    return code
