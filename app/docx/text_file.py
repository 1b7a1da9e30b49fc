"""A .txt report: lines instead of paragraphs, with the same methods as a Word document; encoding and line ends are kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.apply import last_first
from app.core.edits import Edit, Insert, Join, Move, Rearrange, Remove, Retext, Split
from app.core.errors import GuardError, UnreadableError
from app.core.profile import Profile
from app.core.report import BODY, CharFormat, Objects, Paragraph, ParagraphFormat, Place, Report, Run
from app.core.restructure import rearranged
from app.docx.change import Change
from app.docx.guard import GuardResult
from app.docx.package import read_bytes

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")  # str.splitlines would also cut at U+2028, U+0085, form feeds …
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_ENDS = re.compile(r"[\r\n\u2028\u2029\x0b]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with what ended it ("" for a last line without an end)."""

    uid: int
    text: str
    end: str


class TextDocument:
    """An open .txt file. Format edits do nothing here; text edits and typing work as in a Word document."""

    suffix = ".txt"
    read_only: str | None = None
    document_id: str | None = None

    def __init__(self, data: bytes, name: str) -> None:
        if not data:
            raise UnreadableError("文件是空的", "请确认选对了文件")
        self.name = name
        self._original = data
        self._bom, self._encoding, text = _decode(data)
        self._lines = [_Line(uid, line, end) for uid, (line, end) in enumerate(_split(text))]
        self._first = self._lines[:]
        self._next = len(self._lines)
        self._new_line = next((line.end for line in self._lines if line.end), "\n")
        self._read: dict[int, Paragraph] = {}

    @classmethod
    def open(cls, path: Path) -> TextDocument:
        """The text in the file `path`; raises UnreadableError when it cannot be read or is no text."""
        return cls(read_bytes(path), path.name)

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> TextDocument:
        """The text in `data`; `name` is the file name. Raises UnreadableError."""
        return cls(data, name)

    def report(self) -> Report:
        """The frozen reading; lines that did not change keep their identity."""
        paragraphs = tuple(self._paragraph(line) for line in self._lines)
        places = {line.uid: Place(BODY, index) for index, line in enumerate(self._lines)}
        return Report(name=self.name, source="txt", paragraphs=paragraphs, places=places)

    def apply(self, edits: Sequence[Edit], profile: Profile) -> Change:  # noqa: ARG002 - the same call as a Word document's
        """Apply the edits of text and of whole lines among `edits`; offsets of a line count in its text before the call."""
        lines = self._lines[:]
        touched: dict[int, None] = {}
        texts = [edit for edit in edits if isinstance(edit, Retext)]
        for edit in last_first(edit for edit in edits if isinstance(edit, Retext | Split)):
            at = next(index for index, line in enumerate(lines) if line.uid == edit.uid)
            line = lines[at]
            touched[edit.uid] = None
            if isinstance(edit, Split):
                first = _Line(line.uid, line.text[: edit.at], line.end or self._new_line)
                lines[at : at + 1] = [first, _Line(self._number(), line.text[edit.at :], line.end)]
            else:
                lines[at] = _Line(line.uid, line.text[: edit.start] + _one_line(edit.new) + line.text[edit.end :], line.end)
        for edit in edits:
            if isinstance(edit, Rearrange):
                numbers = iter(self._number, None)
                new = rearranged({line.uid: Paragraph(line.uid, line.text) for line in lines}, edit, texts, numbers)
                touched |= dict.fromkeys(new)
                last = lines[-1].end
                lines = [
                    _Line(one.uid, one.text, line.end or self._new_line) for line in lines for one in new.get(line.uid, (line,))
                ]
                lines[-1] = _Line(lines[-1].uid, lines[-1].text, last)
            elif isinstance(edit, Join | Insert | Move | Remove):
                lines = self._shifted(lines, edit)
        left = {line.uid for line in lines}
        gone = tuple(line.uid for line in self._lines if line.uid not in left)
        return self._become(lines, removed=gone, touched=tuple(touched))

    def _number(self) -> int:
        uid, self._next = self._next, self._next + 1
        return uid

    def _shifted(self, lines: list[_Line], edit: Join | Insert | Move | Remove) -> list[_Line]:
        """`lines` after one edit of whole lines; every line but the last is ended."""
        at: dict[int | None, int] = {line.uid: index for index, line in enumerate(lines)}
        at[None] = len(lines)
        last = lines[-1].end
        match edit:
            case Join():
                here = at[edit.uid]
                a, b = lines[here], lines[here + 1]
                new = [*lines[:here], _Line(a.uid, a.text + b.text, b.end), *lines[here + 2 :]]
            case Insert():
                here = at[edit.after] + 1 if edit.after is not None else at[edit.before]
                new = [*lines[:here], _Line(self._number(), _one_line(edit.text), self._new_line), *lines[here:]]
            case Remove():
                new = [*lines[: at[edit.first]], *lines[at[edit.stop] :]]
            case Move():
                start, stop, before = at[edit.first], at[edit.stop], at[edit.before]
                part = lines[start:stop]
                if before <= start:
                    new = [*lines[:before], *part, *lines[before:start], *lines[stop:]]
                else:
                    new = [*lines[:start], *lines[stop:before], *part, *lines[before:]]
        ended = [_Line(line.uid, line.text, line.end or self._new_line) for line in new]
        if ended:
            ended[-1] = _Line(ended[-1].uid, ended[-1].text, last)
        return ended

    def retype(self, uids: Sequence[int], texts: Sequence[str]) -> Change:
        """The adjoining lines `uids` now read `texts` (at least one)."""
        if not uids or not texts:
            raise ValueError("retype needs the lines that change and what they read now")
        first = next(index for index, line in enumerate(self._lines) if line.uid == uids[0])
        old = self._lines[first : first + len(uids)]
        new = self._renumbered(old, [_one_line(text) for text in texts])
        lines = [*self._lines[:first], *new, *self._lines[first + len(uids) :]]
        before, after = {line.uid: line for line in old}, {line.uid: line for line in new}
        return self._become(
            lines,
            removed=tuple(uid for uid in before if uid not in after),
            added=tuple(uid for uid in after if uid not in before),
            touched=tuple(uid for uid in after if uid in before and after[uid].text != before[uid].text),
        )

    def refuses(self, edit: Edit) -> bool:  # noqa: ARG002 - the same call as a Word document's
        """A text has no tracked changes that an edit could cross."""
        return False

    def undo(self, change: Change) -> None:
        """Take back `change`, the last one made or redone."""
        change.back()

    def redo(self, change: Change) -> None:
        """Make `change` again after undo."""
        change.again()

    def to_bytes(self) -> bytes:
        """The file in its own encoding, with its byte order mark and line ends; the very same bytes when unedited."""
        if [(line.text, line.end) for line in self._lines] == [(line.text, line.end) for line in self._first]:
            return self._original
        return self._bom + "".join(line.text + line.end for line in self._lines).encode(self._encoding)

    def guard(self, original: bytes) -> GuardResult:
        """Check that what `to_bytes` gives reads as the lines do now. Raises GuardError."""
        _, _, text = _decode(original)
        again = TextDocument(self.to_bytes() or self._bom or b"\n", self.name)
        if [line.text for line in again._lines] != [line.text for line in self._lines] and any(line.text for line in self._lines):
            raise GuardError("保存前的检查没有通过（文字与窗口中的不一致）", "原文件没有改动，请另存为其他文件")
        return GuardResult(0, Objects(), Objects(), text_before=text, text_after="".join(p.text for p in self._lines))

    def _paragraph(self, line: _Line) -> Paragraph:
        known = self._read.get(line.uid)
        if known is None or known.text != line.text:
            runs = (Run(0, len(line.text), CharFormat()),) if line.text else ()
            known = self._read[line.uid] = Paragraph(line.uid, line.text, runs, ParagraphFormat())
        return known

    def _renumbered(self, old: list[_Line], texts: list[str]) -> list[_Line]:
        """Lines for `texts`: those whose text stayed, at either end, keep their uid; then as many as there are."""
        head = _common([line.text for line in old], texts)
        tail = _common([line.text for line in old[head:]][::-1], texts[head:][::-1])
        middle, wanted = old[head : len(old) - tail], texts[head : len(texts) - tail]
        last = old[-1].end
        made: list[_Line] = []
        for index, text in enumerate(wanted):
            if index < len(middle):
                uid = middle[index].uid
            else:
                uid = self._number()
            made.append(_Line(uid, text, self._new_line))
        lines = [*old[:head], *made, *old[len(old) - tail :]]
        ended = [_Line(line.uid, line.text, line.end or self._new_line) for line in lines]
        ended[-1] = _Line(ended[-1].uid, ended[-1].text, last)
        return ended

    def _become(
        self, lines: list[_Line], removed: tuple[int, ...] = (), added: tuple[int, ...] = (), touched: tuple[int, ...] = ()
    ) -> Change:
        before, self._lines = self._lines, lines

        def back() -> None:
            self._lines = before

        def again() -> None:
            self._lines = lines

        return Change(removed, added, touched, back=back, again=again)


def _common(a: list[str], b: list[str]) -> int:
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count


def _one_line(text: str) -> str:
    """A line of a .txt cannot hold a line break: it becomes a space."""
    return _LINE_ENDS.sub(" ", text).replace("\ufffc", "")


def _split(text: str) -> list[tuple[str, str]]:
    found = [(match.group(1), match.group(2)) for match in _LINE.finditer(text)]
    if len(found) > 1 and found[-1] == ("", ""):
        found.pop()
    return found


def _decode(data: bytes) -> tuple[bytes, str, str]:
    """(byte order mark, encoding, text) of a file; raises UnreadableError when it is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return bom, encoding, _strict(data[len(bom) :], encoding)
    for encoding in (*_without_mark(data), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return b"", encoding, text
    raise UnreadableError("这不是文本文件，或编码无法识别", "请用记事本打开后另存为 UTF-8 编码")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("文本文件的编码有误", "请用记事本打开后另存为 UTF-8 编码") from error


def _without_mark(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: every ASCII character (line ends at least) has a zero byte on one side."""
    if len(data) % 2 or b"\0" not in data:
        return ()
    return ("utf-16-le", "utf-16-be") if data[1::2].count(0) >= data[::2].count(0) else ("utf-16-be", "utf-16-le")
