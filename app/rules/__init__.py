"""Rules: one function is one rule, one file a topic, one folder a family; found by a folder scan."""

from __future__ import annotations

import importlib
import pkgutil

from app.rules.api import REGISTRY, Rule


def load() -> dict[str, Rule]:
    """Every rule by its code; the folders below this package are imported on the first call."""
    for family in pkgutil.iter_modules(__path__, prefix=f"{__name__}."):
        if family.ispkg:
            package = importlib.import_module(family.name)
            for topic in pkgutil.iter_modules(package.__path__, prefix=f"{family.name}."):
                importlib.import_module(topic.name)
    return REGISTRY


def find(code: str) -> Rule | None:
    """The rule of that code or alias, or None."""
    rules = load()
    return rules.get(code) or next((r for r in rules.values() if code in r.aliases), None)
