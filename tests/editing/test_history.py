"""Undo and redo: steps, typing that grows together, and what counts as saved."""

from __future__ import annotations

from app.editing.history import MERGED, History


def test_typing_at_one_place_is_one_step() -> None:
    history: History[int] = History()
    for key in range(5):
        history.record("键入", [key], merge="here")
    step = history.undo()
    assert step is not None
    assert step.changes == [0, 1, 2, 3, 4]
    assert history.undo() is None


def test_another_place_a_pause_and_saving_begin_a_new_step() -> None:
    history: History[int] = History()
    history.record("键入", [1], merge="here")
    history.record("键入", [2], merge="there")
    history.break_merge()
    history.record("键入", [3], merge="there")
    history.mark_saved()
    history.record("键入", [4], merge="there")
    assert [history.undo().changes for _ in range(4)] == [[4], [3], [2], [1]]  # type: ignore[union-attr]


def test_one_undo_never_takes_back_a_page() -> None:
    history: History[int] = History()
    for key in range(MERGED + 1):
        history.record("键入", [key], merge="here")
    assert history.undo().changes == [MERGED]  # type: ignore[union-attr]


def test_modified_follows_undo_and_redo_past_the_saved_state() -> None:
    history: History[int] = History()
    assert not history.modified
    history.record("甲", [1])
    history.mark_saved()
    history.record("乙", [2])
    assert history.modified
    history.undo()
    assert not history.modified
    history.undo()
    assert history.modified
    history.redo()
    assert not history.modified


def test_a_saved_state_that_can_no_longer_be_reached_stays_modified() -> None:
    history: History[int] = History()
    history.record("甲", [1])
    history.mark_saved()
    history.undo()
    history.record("乙", [2])
    history.undo()
    assert history.modified


def test_labels_name_what_undo_and_redo_would_do() -> None:
    history: History[int] = History()
    history.record("更正", [1])
    assert (history.undo_label, history.redo_label) == ("更正", None)
    history.undo()
    assert (history.undo_label, history.redo_label) == (None, "更正")
