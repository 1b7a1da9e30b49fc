"""Random reports made of pieces, and random steps of typing in them, for tests that compare a reading with one afresh."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.core.report import BODY, Cell, CharFormat, Kind, Paragraph, ParagraphFormat, Place, Report, Run, Table
from app.core.understand import understand
from tests.core.structure import BODY_TEXT

BITS = (
    "的", "进一步", "，", "。", "；", "局", "报告", "一是", "一、", "（一）", "1.", "2.", "3．", "（1）", "①", "第一条", "第二章 ", "1.1 ",
    "2 ", "三 ", "三）", "（", "\n", "\n二、", "：", "附件", "附件：", "2024年3月5日", "应当", "下列", "目录", "抄送：", "印发", "\t3",
)  # fmt: skip
_HEADS = (
    "一、主要成效", "二、存在问题", "三、下步打算", "四、保障措施。", "（一）抓归集。" + BODY_TEXT, "（二）抓共享", "（三）建机制。一是建立制度。二是完善平台。",
    "1.压实责任。" + BODY_TEXT, "2.强化督导", "3. 严格考核；", "（1）按月报送", "（2）按季通报。", "①按时", "②足额", "第一章 总则", "第二章 附则",
    "第一条 为规范管理，制定本办法。", "第二条 各单位应当落实。", "1.1 范围", "1.2 目的", "2.1 要求", "1 范围", "2 依据", "一 总体情况", "二 安排",
    "7.第七", "（8）第八", "9.第九", "下步打算", "工作要求", "Ⅰ 综述", "一、好。\n二、更好。", "三）继续", BODY_TEXT + "（", "一、甲；", "二、乙；",
)  # fmt: skip
_WEAK = ("1 范围", "2 依据", "3 目标", "一 总体情况", "二 安排", "三 保障", "2 ", "三 ", "7 其他", "（一）抓归集", "1.细化")
_SLIPS = (
    "7.第七",
    "（8）第八",
    "9.第九",
    "（8）又八",
    "1.第一",
    "2.第二",
    "（1）甲",
    "（2）乙",
    "3.第三",
    "①圈",
    "（一）括号",
    "一、顿号",
)
_BARE = ("1.名称。", "2.范围。", "3.期限。", "（一）抓归集", "（二）抓共享", "（1）名称。", "（2）范围。", "一、情况")
_ELSEWHERE = (
    "青川市数据资源局",
    "青川市财政局",
    "青川市数据资源局文件",
    "青政发〔2024〕3号",
    "抄送：市委",
    "2024年3月6日印发",
    "甲",
    "",
    "000001",
)
_PLAIN = (
    BODY_TEXT, BODY_TEXT + BODY_TEXT, BODY_TEXT + "一是归集。二是共享。", "一是归集。", "二是共享。", "", "", "各地要抓紧落实", "表1 情况表",
    "联系人：王某", "（联系人：王某，电话：123）", "此件公开发布", "清单", "2023年12月29日", "青川市数据资源局", "青川市财政局  青川市数据资源局",
    "青川市数据资源局2024年3月5日", "附件", "附件1", "附件：1.清单", "2.名单", "附件：", "关于印发《办法》的通知", "青川市数据治理办法", "目录", "一、主要成效\t1",
    "抄送：市委办公室，", "市人大办公室。", "青川市数据资源局办公室", "2024年3月6日印发", "主题词：数据", "各县区人民政府：", "青政发〔2024〕3号",
)  # fmt: skip
_TOP = (
    "青川市数据资源局文件",
    "青川市数据资源局关于2023年度数据治理情况的报告",
    "（征求意见稿）",
    "市政府：",
    "各县区人民政府，市直各部门：",
)
_TAIL = (
    "附件：1.清单",
    "      2.名单",
    "青川市数据资源局",
    "2023年12月29日",
    "（联系人：王某）",
    "附件1",
    "清单",
    "一、任务",
    BODY_TEXT,
    BODY_TEXT,
)
_STYLES = (
    "heading 1",
    "heading 2",
    "标题 3",
    "公文正文",
    "公文一级标题",
    "公文二级标题",
    "公文标题",
    "公文署名",
    "公文条款段",
    "公文抄送",
    "toc 1",
    "Title",
)
_KINDS = (
    Kind.BODY, Kind.LEVEL1, Kind.LEVEL2, Kind.TITLE, Kind.SIGNATURE, Kind.CLAUSE, Kind.DATE, Kind.CHAPTER, Kind.ARTICLE, Kind.EMPTY,
    Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE, Kind.COPY_TO, Kind.ATTACHMENT_NOTE, Kind.ADDRESSEE,
)  # fmt: skip


class Typist:
    """Makes reports and changes them; new paragraphs get uids never used before."""

    def __init__(self, chance: random.Random, report: Report | None = None) -> None:
        self.chance = chance
        self.uid = max((p.uid for p in (*report.paragraphs, *report.others)), default=0) if report else 0
        self._looks = "mixed"
        self.report = report or self._made()

    def kinds(self) -> dict[int, Kind]:
        """A few kinds set by hand, often none."""
        every = (*self.report.paragraphs, *self.report.others)
        few = self.chance.sample(every, min(3, len(every)))
        return {p.uid: self.chance.choice(_KINDS) for p in few} if self.chance.random() < 0.25 else {}

    def step(self) -> Report:
        """The report after one more change."""
        chance = self.chance
        actions = tuple(self._actions())
        action = chance.choices([action for action, _ in actions], [weight for _, weight in actions])[0]
        last = len(self.report.paragraphs) - 1
        at = chance.choice(
            [
                chance.randint(0, last),
                chance.randint(0, last),
                min(last, chance.randint(0, 9)),
                max(0, last - chance.randint(0, 9)),
            ]
        )
        action(at)
        return self.report

    def _made(self) -> Report:
        chance = self.chance
        heads = chance.choice([_HEADS, _HEADS[:9], _HEADS[:13], _HEADS[14:18], _HEADS[18:25], _WEAK, _SLIPS, _BARE])
        full = chance.choice([BODY_TEXT, BODY_TEXT * 2])
        self._looks = chance.choice(["plain", "plain", "styled", "styled", "fonts", "mixed"])
        lines = [*chance.sample(_TOP, chance.randint(0, len(_TOP)))] if chance.random() < 0.3 else [*_TOP[1:2], *_TOP[3:4]]
        often, odd = chance.choice([0.2, 0.45, 0.7]), chance.choice([0.05, 0.4])
        lines += [
            chance.choice(heads) if chance.random() < often else chance.choice(_PLAIN) if chance.random() < odd else full
            for _ in range(chance.randint(3, 40))
        ]
        lines += _TAIL[: chance.choice([0, 3, 4, 4, 5, 9, 10])] if chance.random() < 0.8 else ()
        paragraphs = tuple(self._paragraph(line) for line in lines)
        tables, others = self._tables(paragraphs)
        return Report("例.docx", "docx", paragraphs, _places(paragraphs), others=others, tables=tables)

    def _tables(self, flow: Sequence[Paragraph]) -> tuple[tuple[Table, ...], tuple[Paragraph, ...]]:
        """Tables of one cell behind some paragraphs, more often at both ends, and what stands in them and elsewhere."""
        tables: list[Table] = []
        others: list[Paragraph] = []
        for number in range(self.chance.choice([0, 0, 1, 3])):
            after = self.chance.choice([flow[0].uid, self.chance.choice(flow).uid, flow[max(0, len(flow) - 6)].uid, None])
            held = [self._elsewhere(f"table:{number}:r0c0") for _ in range(self.chance.choice([1, 1, 2]))]
            tables.append(Table(f"table:{number}", 1, 1, (Cell(0, 0, 1, 1, tuple(p.uid for p in held)),), after))
            others += held
        others += [self._elsewhere(story) for story in ("textbox:0", "header:0") if self.chance.random() < 0.2]
        return tuple(tables), tuple(others)

    def _elsewhere(self, story: str) -> Paragraph:
        self.uid += 1
        return Paragraph(self.uid, self.chance.choice(_ELSEWHERE), story=story)

    def _paragraph(self, text: str) -> Paragraph:
        self.uid += 1
        chance, looks = self.chance, self._looks
        style, align, char = "Normal", "both", CharFormat(east_asia="仿宋")
        if looks in ("styled", "mixed") and chance.random() < 0.5:
            style = chance.choice(_STYLES if looks == "mixed" else _STYLES[:6])
        if looks in ("fonts", "mixed") and len(text) < 20:
            char = chance.choice([char, replace(char, east_asia="黑体"), replace(char, bold=True), replace(char, size=44)])
            align = chance.choice(("both", "both", "center", "right")) if looks == "mixed" else "both"
        elif looks in ("fonts", "mixed") and chance.random() < 0.1:
            char = replace(char, bold=True)
        breaks = looks == "mixed" and chance.random() < 0.03
        format_ = ParagraphFormat(style=style, align=align, page_break_before=breaks)
        return Paragraph(self.uid, text, (Run(0, len(text), char),) if text else (), format_, char)

    def _change(self, at: int, removed: int, made: Sequence[Paragraph]) -> None:
        old = self.report.paragraphs
        paragraphs = (*old[:at], *made, *old[at + removed :])
        if not paragraphs:
            return
        there = {p.uid for p in paragraphs}
        above = next((p.uid for p in reversed(paragraphs[:at])), None)
        tables = tuple(t if t.after in there or t.after is None else replace(t, after=above) for t in self.report.tables)
        tables = self.report.tables if tables == self.report.tables else tables
        self.report = replace(self.report, paragraphs=paragraphs, places=_places(paragraphs), tables=tables)

    def _worded(self, at: int, text: str) -> Paragraph:
        p = self.report.paragraphs[at]
        look = p.runs[0].format if p.runs else p.mark
        return replace(p, text=text, runs=(Run(0, len(text), look),) if text else ())

    def _key(self, at: int) -> None:
        text = self.report.paragraphs[at].text
        here = self.chance.choice([0, 0, len(text), self.chance.randint(0, len(text))])
        made = text[:here] + self.chance.choice(BITS) + text[here + self.chance.choice([0, 0, 2]) :]
        self._change(at, 1, [self._worded(at, made)])

    def _backspace(self, at: int) -> None:
        text = self.report.paragraphs[at].text
        here = self.chance.choice([0, 0, self.chance.randint(0, len(text))])
        self._change(at, 1, [self._worded(at, text[:here] + text[here + self.chance.randint(1, 4) :])])

    def _enter(self, at: int) -> None:
        text = self.report.paragraphs[at].text
        here = self.chance.choice([0, len(text), self.chance.randint(0, len(text))])
        self.uid += 1
        above, below = self._worded(at, text[:here]), replace(self._worded(at, text[here:]), uid=self.uid)
        if self.chance.random() < 0.5:
            above, below = replace(above, uid=below.uid), replace(below, uid=above.uid)
        self._change(at, 1, [above, below])

    def _join(self, at: int) -> None:
        if at:
            self._change(at - 1, 2, [self._worded(at - 1, self.report.paragraphs[at - 1].text + self.report.paragraphs[at].text)])

    def _delete(self, at: int) -> None:
        self._change(at, self.chance.choice([1, 1, 2, 6]), [])

    def _paste(self, at: int) -> None:
        lines = self.chance.choices((*_HEADS, *_PLAIN), k=self.chance.choice([1, 1, 2, 5]))
        self._change(at, self.chance.choice([0, 0, 1]), [self._paragraph(line) for line in lines])

    def _heading(self, at: int) -> None:
        """A heading typed on a line of its own."""
        self._change(at, 0, [self._paragraph(self.chance.choice(_HEADS))])

    def _move(self, at: int) -> None:
        """A stretch that changes places with the one below."""
        size = self.chance.choice([1, 2, 5])
        one, other = (self.report.paragraphs[low : low + size] for low in (at, at + size))
        self._change(at, len(one) + len(other), [*other, *one])

    def _look(self, at: int) -> None:
        p = self.report.paragraphs[at]
        like = self._paragraph(p.text)
        self._change(at, 1, [replace(like, uid=p.uid)])

    def _several(self, at: int) -> None:
        if self.report.others and self.chance.random() < 0.5:
            there = self.chance.choice(self.report.others)
            typed = replace(there, text=self.chance.choice(_ELSEWHERE))
            self.report = replace(self.report, others=tuple(typed if p is there else p for p in self.report.others))
        for _ in range(3):
            self._key(self.chance.randrange(len(self.report.paragraphs)))
        self._key(min(at, len(self.report.paragraphs) - 1))

    def _section(self, at: int) -> None:
        """A section put in or taken out, and ordinals below that follow."""
        for one in range(at, len(self.report.paragraphs), self.chance.choice([2, 5])):
            self._key(one)
        self.chance.choice([self._paste, self._delete, self._heading])(at)

    def _many(self, at: int) -> None:
        for one in range(at, min(at + 12, len(self.report.paragraphs))):
            self._change(one, 1, [self._worded(one, self.report.paragraphs[one].text + "。")])

    def _actions(self) -> Iterator[tuple[Callable[[int], None], int]]:
        """What may be done at a paragraph, and how often."""
        yield self._key, 8
        for often in (self._backspace, self._enter, self._join, self._heading):
            yield often, 4
        for seldom in (self._delete, self._paste, self._look):
            yield seldom, 2
        for rare in (self._move, self._several, self._many, self._section):
            yield rare, 1


def _places(paragraphs: Sequence[Paragraph]) -> dict[int, Place]:
    return {p.uid: Place(BODY, at) for at, p in enumerate(paragraphs)}


def compare(before: Report, raw_before: Report, step: Report, raw: Report, kinds: dict[int, Kind]) -> None:
    """Assert that `step`, read from `before`, says what a reading afresh says, and that nothing is made anew in vain."""
    fresh = understand(
        replace(raw, paragraphs=tuple(map(replace, raw.paragraphs)), others=tuple(map(replace, raw.others))), kinds
    )
    assert [p.role for p in step.paragraphs] == [p.role for p in fresh.paragraphs]
    assert [p.role for p in step.others] == [p.role for p in fresh.others]
    assert [p.text for p in step.paragraphs] == [p.text for p in raw.paragraphs]
    assert step.elements == fresh.elements
    assert step.outline == fresh.outline
    assert step.order == {p.uid: at for at, p in enumerate(raw.paragraphs)}
    known = {p.uid: (p, read) for p, read in zip(before.paragraphs, raw_before.paragraphs, strict=True)}
    for p, read in zip(step.paragraphs, raw.paragraphs, strict=True):
        was, read_before = known.get(p.uid, (None, None))
        assert was is p or was is None or read_before is not read or was.role != p.role
    assert step.elements is before.elements or step.elements != before.elements
    assert step.outline is before.outline or step.outline != before.outline
