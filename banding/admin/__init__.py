"""The rulebook. An edition is edited while it is a draft; in force or retired, it is only read."""

from banding.admin import contents, editions, levels, levy

__all__ = ["contents", "editions", "levels", "levy"]
