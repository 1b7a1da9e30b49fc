"""One open report: document, reading, checker and history together; the only mutable core object.

The document's tree owns the text. Every change goes through an edit or `retype`, is one step of the history, and is
told to the listeners as the range of flow paragraphs that became another.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.batch import arrange
from app.core.edits import Edit, Retext
from app.core.errors import ReportError
from app.core.findings import Finding, FindingsByParagraph, Fix, Safety
from app.core.gathering import changed_range
from app.core.planning import Plan
from app.core.profile import Profile, load_profile
from app.core.report import Kind, Report
from app.core.review import RevisionAt
from app.core.understand import understand
from app.docx.document import Change, WordDocument
from app.docx.opening import open_document
from app.editing.carrying_out import carry_out
from app.editing.dictionaries import all_words
from app.editing.draft import with_known_roles
from app.editing.history import History
from app.editing.notes import Ignored, Ledger, Scope
from app.editing.own_notes import OwnNotes
from app.editing.report_file import Document, ReportFile, SaveResult
from app.rules.api import Context, Mode, Rule, Stage
from app.rules.checker import Checker

ROUNDS = 3  # a safe fix that would still apply after the third round is a defect of its rule
TYPING = "键入"


@dataclass(frozen=True, slots=True)
class Checking:
    """How a report is checked: a profile file (None: the national standard), mode, stage, codes, and whether notes count."""

    profile: Path | None = None
    mode: Mode = "auto"
    stage: Stage = "review"
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """Flow paragraphs at..at+removed became at..at+added; `who` made it ("editor", "fix", "undo", "redo", "kind" …)."""

    at: int
    removed: int
    added: int
    who: str


class OpenReport:
    """An open report. `report` and `findings` are brought up to date when they are asked for."""

    def __init__(self, document: Document, path: Path | None, checking: Checking = Checking()) -> None:
        self.document = document
        self.checking = checking
        self.profile: Profile = load_profile(checking.profile)
        self.context = Context(self.profile, checking.mode, checking.stage, all_words())
        self.file = ReportFile(document, path)
        self._notes = OwnNotes()
        self._history: History[Change] = History()
        self._listeners: list[Callable[[Changed], None]] = []
        self._checker = Checker(self.context, checking.select, checking.ignore)
        self._held: str | None = None
        raw = document.report()
        if checking.notes and path is not None:
            self._notes.read(raw, path, document.document_id)
        self._raw = raw
        self._settled: Report = understand(raw, self._notes.kinds)
        self._draft: Report | None = None
        self._findings: tuple[Finding, ...] | None = None
        self._every: tuple[Finding, ...] = ()  # the kept ones too
        self._by_paragraph: tuple[tuple[Finding, ...], FindingsByParagraph] = ((), FindingsByParagraph())

    @classmethod
    def open(cls, path: Path, checking: Checking = Checking()) -> OpenReport:
        """The report in that file. Raises UnreadableError or ProfileError with one clear sentence."""
        with _collector_at_rest():
            return cls(open_document(path), path, checking)

    # --- what it says -----------------------------------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """The report with its structure understood as it is now."""
        if self._draft is not None:
            self._settled = understand(self._raw, self._notes.kinds, self._settled)
            self._draft = None
        return self._settled

    @property
    def draft(self) -> Report:
        """The report for whoever must show every key at once: texts and formats are current, kinds and outline may lag."""
        return self._draft or self._settled

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be seen to now, without what the clerk keeps as it is."""
        if self._findings is None:
            with _collector_at_rest():
                self._take(self._checker.check(self.report))
        return self._findings or ()

    @property
    def findings_by_paragraph(self) -> FindingsByParagraph:
        """`findings`, by the paragraphs that they speak of."""
        if self._by_paragraph[0] is not self.findings:
            self._by_paragraph = (self.findings, self._by_paragraph[1].now(self.findings))
        return self._by_paragraph[1]

    def settling(self) -> Iterator[float]:
        """Bring structure and findings up to date in pieces of a few milliseconds; yields how much is done (0 to 1).

        It may be given up at any piece, and ends of itself when the report changes.
        """
        report, checker = self.report, self._checker
        yield 0.0
        steps = checker.steps(report)
        while self._findings is None and self._draft is None and (self._settled, self._checker) == (report, checker):
            with _collector_at_rest():
                try:
                    done = next(steps)
                except StopIteration as end:
                    self._take(end.value)
                    return
            yield done

    def _take(self, found: tuple[Finding, ...]) -> None:
        self._every = every = self._mendable(found)
        ledger = Ledger(self._settled, every) if self.ignored else None
        self._findings = tuple(f for f in every if not ledger.is_ignored(f, self.ignored)) if ledger else every

    @property
    def findings_are_current(self) -> bool:
        """Whether `findings` costs nothing now (a window asks again when typing pauses)."""
        return self._findings is not None

    @property
    def read_only(self) -> str | None:
        """Why the report cannot be edited, in one sentence, or None."""
        return self._held or self.document.read_only

    @property
    def modified(self) -> bool:
        return self._history.modified

    @property
    def undo_label(self) -> str | None:
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._history.redo_label

    @property
    def can_undo(self) -> bool:
        return self._history.undo_label is not None

    def part(self, name: str) -> bytes | None:
        """The bytes of a part of the file, such as a picture; None when there is none."""
        return self.document.part(name) if isinstance(self.document, WordDocument) else None

    def subscribe(self, listener: Callable[[Changed], None]) -> None:
        """Call `listener` after every change."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[Changed], None]) -> None:
        self._listeners.remove(listener)

    # --- changes ----------------------------------------------------------------------------------------------------

    def retype(self, uids: Sequence[int], texts: Sequence[str], label: str = TYPING) -> None:
        """Adjoining paragraphs `uids` of one story now read `texts`. Raises ReportError when the report is read-only."""
        self._may_edit()
        change = self.document.retype(uids, texts)
        merge = ("typing", uids[0]) if len(uids) == len(texts) == 1 and label == TYPING else None
        self._history.record(label, [change], merge)
        before, raw = self.draft, self.document.report()
        self._draft = with_known_roles(before, self._raw, raw)
        self._raw, self._findings = raw, None
        self._tell(_difference(before, self._draft, "editor"))

    def break_typing(self) -> None:
        """What is typed next is a step of its own."""
        self._history.break_merge()

    def apply(self, edits: Iterable[Edit], label: str, who: str = "command") -> int:
        """Apply the edits that fit together as one step; returns how many. Raises ReportError when read-only."""
        self._may_edit()
        arranged = arrange(edits)
        change = self.document.apply(arranged, self.profile)
        done = len(arranged) - len(change.refused)
        if done:
            self._history.record(label, [change])
            self._refresh(who)
        return done

    def restructure(self, plan: Plan, edits: Sequence[Edit] | None = None) -> None:
        """Carry out `plan` (`edits`: with the mentions that shall follow) as one step, or not at all.

        Raises ReportError, the report as it was, when an edit cannot be carried out without harm, or when the report
        would not be understood as the plan means it.
        """
        self._may_edit()
        try:
            change, understood = carry_out(
                plan, plan.all_sure if edits is None else edits, self.document, self.profile, (self._settled, self._notes)
            )  # fmt: skip
        except ReportError:
            self._raw = self.document.report()
            raise
        self._history.record(plan.label, [change])
        self._refresh("outline", known=understood)

    def fix(self, findings: Iterable[Finding], label: str = "更正") -> int:
        """Apply the fixes of these findings as one step; returns how many places were mended."""
        return self.apply([edit for finding in findings for edit in finding.edits], label, "fix")

    def fix_all_safe(
        self,
        label: str = "按国标排版",
        wanted: Callable[[Finding], bool] = lambda _: True,
        *,
        confirm: bool = False,
    ) -> list[tuple[str, Fix]]:
        """Apply every safe fix that `wanted` lets through (with `confirm` those that need a yes too) as one step.

        At most three rounds, since one fix may uncover another. Returns (code, fix) for every place mended.
        """
        self._may_edit()
        changes: list[Change] = []
        mended: list[tuple[str, Fix]] = []
        for _ in range(ROUNDS):
            fixes = [
                (f.code, fix)
                for f in self.findings
                if wanted(f)
                for fix in f.fixes
                if fix is not None and (confirm or fix.safety is Safety.SAFE)
            ]
            arranged = arrange(edit for _, fix in fixes for edit in fix.edits)
            if not arranged:
                break
            changes.append(self.document.apply(arranged, self.profile))
            taken = set(arranged).difference(edit for edit, _ in changes[-1].refused)
            mended += [(code, fix) for code, fix in fixes if _was_applied(fix, taken)]
            self._refresh("fix", tell=False)
        if changes:
            self._history.record(label, changes)
            self._tell(Changed(0, len(self.report.paragraphs), len(self.report.paragraphs), "fix"))
        return mended

    # --- review -----------------------------------------------------------------------------------------------------

    def resolve(self, chosen: Iterable[RevisionAt] | None, *, accept: bool) -> None:
        """Accept or reject tracked changes (None: every one of the file) as one step. Raises ReportError when read-only."""
        word = "接受修订" if accept else "拒绝修订"
        places = None if chosen is None else [(one.uid, one.number) for one in chosen]
        self._review(f"全部{word}" if places is None else word, lambda d: d.resolve(places, accept=accept))

    def delete_comments(self, ids: Iterable[str]) -> None:
        """Delete comments with their answers as one step. Raises ReportError when read-only."""
        self._review("删除批注", lambda d: d.delete_comments(ids))

    def track(self, *, on: bool) -> None:
        """Switch the tracking of changes on or off as one step. Raises ReportError when read-only."""
        if on != self.draft.tracking:
            self._review("打开修订" if on else "关闭修订", lambda d: d.track(on=on))

    def _review(self, label: str, change: Callable[[WordDocument], Change]) -> None:
        self._may_edit()
        if not isinstance(self.document, WordDocument):
            raise ReportError("纯文本文件没有修订和批注", "请另存为 .docx 后再使用审阅功能")
        self._history.record(label, [change(self.document)])
        self._refresh("review")

    def undo(self) -> str | None:
        """Take back the last step; returns its name, or None when there is none."""
        step = self._history.undo()
        if step is None:
            return None
        for change in reversed(step.changes):
            self.document.undo(change)
        self._refresh("undo")
        return step.label

    def redo(self) -> str | None:
        """Do the last undone step again; returns its name, or None when there is none."""
        step = self._history.redo()
        if step is None:
            return None
        for change in step.changes:
            self.document.redo(change)
        self._refresh("redo")
        return step.label

    # --- notes ------------------------------------------------------------------------------------------------------

    @property
    def kinds(self) -> Mapping[int, Kind]:
        """The kinds set by hand."""
        return self._notes.kinds

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The findings kept as they are."""
        return self._notes.ignored

    def set_kind(self, uid: int, kind: Kind | None) -> None:
        """Say what a paragraph is (None: leave it to the program); kept with the report's notes."""
        self._notes.set_kind(uid, kind)
        self._refresh("kind")
        self._keep_notes()

    def ignore(self, finding: Finding, reason: str, scope: Scope = "place") -> None:
        """Keep the place as it is (scope "report": all that its rule says of the report), with a reason.

        A finding that is no longer there needs no note.
        """
        current = next((one for one in self.findings if one == finding), None)
        if current is None:
            return
        self._notes.ignored = (*self.ignored, Ledger(self.report, self._every).note(current, reason, scope))
        self._findings = None
        self._keep_notes()

    def restore(self, ignored: Ignored) -> None:
        """Report a kept place again."""
        self._notes.ignored = tuple(note for note in self.ignored if note != ignored)
        self._findings = None
        self._keep_notes()

    def rule(self, code: str) -> Rule | None:
        """The rule of that code by which the report is checked, the unit's own included."""
        return self._checker.rule(code)

    def check_by(self, checking: Checking) -> None:
        """Check by other settings from now on."""
        profile = load_profile(checking.profile)
        self.checking, self.profile = checking, profile
        self.context = Context(profile, checking.mode, checking.stage, all_words())
        self._checker = Checker(self.context, checking.select, checking.ignore)
        self._findings = None

    # --- files ------------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The report's own file; None for one that was never saved (a new one, one made from a template or a .doc)."""
        return self.file.path

    @property
    def name(self) -> str:
        """The report's name as a window shows it."""
        return self.path.name if self.path else self.file.suggested.name

    @property
    def suggested(self) -> Path:
        """What a save offers as the report's name."""
        return self.file.suggested

    @property
    def kind(self) -> str:
        """The kind of the report's own file: docx, docm, dotx, dotm or txt."""
        return self.file.kind

    @property
    def changed_on_disk(self) -> bool:
        """Whether another program changed the file's content since it was opened or saved."""
        return self.file.disk.changed

    @property
    def writable(self) -> bool:
        """Whether the report's own file may be written, as far as its own read-only mark says."""
        return self.file.disk.writable

    @property
    def known_on_disk(self) -> str:
        """What tells the content of the file that this report comes from (see `disk_file.digest`)."""
        return self.file.disk.known

    def detach(self, suggested: Path) -> None:
        """Become a report without a file of its own, which a save would suggest to write to `suggested`."""
        self.file.detach(suggested)

    def hold(self, why: str) -> None:
        """Let nobody edit the report; `why` says in one sentence why."""
        self._held = why

    def recovered(self, known: str) -> None:
        """Say that the report holds changes that its file, known by that digest, does not."""
        self.file.disk.known = known
        self._history.mark_unsaved()

    def drops_macros(self, target: Path) -> bool:
        """Whether saving to `target` would leave the macros out."""
        return self.file.drops_macros(target)

    def save(self, path: Path | None = None) -> SaveResult:
        """Write the report; what was there is kept as a version.

        Raises UnwritableError, the old file untouched, and GuardError, whose `beside` then holds what was to be saved.
        """
        result = self.file.save(path, self.report, self.profile)
        if self.file.stays_with(result.path):
            self._history.mark_saved()
            self._keep_notes()
        return result

    # --- inside -----------------------------------------------------------------------------------------------------

    def _may_edit(self) -> None:
        if self._held:
            raise ReportError(self._held, "请用“另存为”存成另一份再编辑")
        if self.document.read_only:
            raise ReportError(self.document.read_only, "请先在 Word 中停止保护，或另存一份再编辑")

    def _mendable(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings without fixes that the document would leave out: across the border of a tracked change."""
        if not (self._raw.objects.insertions or self._raw.objects.deletions):
            return findings
        return tuple(self._without_refused(f) for f in findings)

    def _without_refused(self, finding: Finding) -> Finding:
        fixes = tuple(None if f is None or any(map(self.document.refuses, f.edits)) else f for f in finding.fixes)
        return finding if fixes == finding.fixes else replace(finding, fixes=fixes)

    def _refresh(self, who: str, *, tell: bool = True, known: Report | None = None) -> None:
        before = self.draft
        self._raw = self.document.report()
        self._settled = understand(self._raw, self._notes.kinds, known or self._settled)
        self._draft = self._findings = None
        if tell:
            self._tell(_difference(before, self._settled, who))

    def _tell(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)

    def _keep_notes(self) -> None:
        if self.path is not None and self.checking.notes:
            self._notes.write(self.report, self.path, self.document.document_id)


@contextmanager
def _collector_at_rest() -> Generator[None]:
    """Reading and checking make many objects that all stay; the cyclic collector would walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _was_applied(fix: Fix, taken: set[Edit]) -> bool:
    """Look changes are joined with others of their paragraph; a change of text stands for itself."""
    return all(edit in taken for edit in fix.edits if isinstance(edit, Retext))


def _difference(before: Report, after: Report, who: str) -> Changed:
    at, old_end, new_end = changed_range(before.paragraphs, after.paragraphs)
    return Changed(at, old_end - at, new_end - at, who)
