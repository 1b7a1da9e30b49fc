"""Python called by Qt: an exception there cannot pass through C++, so it is reported and a harmless answer given."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def answers(default: Callable[[], T]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a virtual method answer `default()` after telling `sys.excepthook` of an exception."""

    def wrap(method: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(method)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return method(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - Qt would end the program without a word
                sys.excepthook(type(error), error, error.__traceback__)
                return default()

        return guarded

    return wrap


def _nothing() -> None:
    return None


silently = answers(_nothing)
