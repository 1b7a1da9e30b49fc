"""Misspellings, preferred forms, confusable words and fixed expressions, from the word list."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.core.protected import cited
from app.core.report import Paragraph
from app.rules.api import ADVISED, CONFIRM, ERROR, INFO, PRACTICE, SAFE, WARNING, Found, found, retext, rule
from app.rules.term.lexicon import Hit, scan


def _hits(p: Paragraph, categories: Collection[str], quoted: bool = False) -> Iterator[Hit]:
    """Matches of these categories; with `quoted` also those in book titles and cited texts."""
    for hit in scan(p.shadow):
        if hit.entry.category in categories and (quoted or not cited(p, hit.start, hit.end)):
            yield hit


def _found(p: Paragraph, hit: Hit, verb: str, safe: bool = False, fixed: bool = True) -> Found:
    wrong, entry = p.text[hit.start : hit.end], hit.entry
    advice = entry.right.strip("（）") if entry.is_advice else entry.right if "“" in entry.right else f"“{entry.right}”"
    shown = wrong if "“" in wrong or "”" in wrong else f"“{wrong}”"
    message = f"{shown}{'，' if entry.is_advice else verb}{advice}" + (f"（{entry.note}）" if entry.note else "")
    fix = retext(p, hit.start, hit.end, entry.right) if fixed and not entry.is_advice else None
    return found(
        p, hit.start, hit.end, message, fix=fix, safety=SAFE if safe else CONFIRM, severity=entry.severity,
        suggestion=entry.right.strip("（）"),
    )  # fmt: skip


@rule(
    "GW-TERM-001", "规范词形（实务）", slug="misspelling",
    severity=ERROR, strength=PRACTICE, stories="all",
    good=["正文 抓好工作部署，预防犯罪，究竟相差多少，审核消防设计。"],
    bad=[
        ("正文 抓好工作布署，惯彻会议精神。", "正文 抓好工作部署，贯彻会议精神。"),
        ("正文 举办知识竟赛。", "正文 举办知识竞赛。"),
    ],
)  # fmt: skip
def misspelling(p: Paragraph) -> Iterator[Found]:
    """不写错别字。

    所列各词写错后不成词，任何上下文中都是错的；原形也成词的只提示核对。
    """
    for hit in _hits(p, ("typo", "idiom", "slip"), quoted=True):
        yield _found(p, hit, "应为", safe=hit.entry.category != "slip")


@rule(
    "GW-TERM-002", "《第一批异形词整理表》", slug="variant-form", severity=WARNING, strength=ADVISED, stories="all",
    since="2002-03-31",
    good=["正文 认定单位为市数据局，建立订单台账，搭设帐篷。", "正文 依照《青川市帐户管理办法》执行。"],
    bad=[
        ("正文 按企业“定单”生产，建立工作台帐。", "正文 按企业“订单”生产，建立工作台账。"),
        ("正文 充份发挥作用。", "正文 充分发挥作用。"),
    ],
)  # fmt: skip
def variant_form(p: Paragraph) -> Iterator[Found]:
    """异形词用推荐词形。

    同一个词有几种写法时，公文用国家推荐的一种；引用法条和专有名称保留原样。2002年3月31日整理表试行以前的公文只提示核对。
    """
    for hit in _hits(p, ("variant",)):
        yield _found(p, hit, "推荐写作")


@rule(
    "GW-TERM-003", "词义辨析（实务）", slug="confusable-word", severity=WARNING, strength=PRACTICE, stories="all",
    good=["正文 截至目前，报名截止日期未定，群众反映问题3个，出现不良反应情况1例。"],
    bad=[("正文 截止目前，已办结3件。", "正文 截至目前，已办结3件。"), ("正文 群众反应问题3个。", "正文 群众反映问题3个。")],
)  # fmt: skip
def confusable_word(p: Paragraph) -> Iterator[Found]:
    """近义词、近音词按词义选用。

    这些词单看都对，放在所列搭配里往往是另一个词，请结合上下文核对。
    """
    for hit in _hits(p, ("confuse",)):
        yield _found(p, hit, "疑为")


@rule(
    "GW-TERM-004", "党的文件通行表述（实务）", slug="rule-of-law-word", severity=ERROR, strength=PRACTICE, stories="all",
    since="2014-10-23",
    good=["正文 增强法治意识，做好重大执法决定法制审核，配强法制机构力量。", "正文 依法制定社会信用制度。"],
    bad=[
        ("正文 增强法制意识。", "正文 增强法治意识。"),
        ("正文 落实重大执法决定法治审核制度。", "正文 落实重大执法决定法制审核制度。"),
    ],
)  # fmt: skip
def rule_of_law_word(p: Paragraph) -> Iterator[Found]:
    """“法治”与“法制”不混用。

    “法治”指依法治理，“法制”指法律制度；“重大执法决定法制审核”“法制机构”等是固定名称。党的十八届四中全会以前通行“法制化”“法制意识”，当时的公文只提示核对。
    """
    for hit in _hits(p, ("legality",)):
        yield _found(p, hit, "应为" if hit.entry.severity is ERROR else "宜为")


@rule(
    "GW-TERM-005", "规范表述（实务）", slug="fixed-expression", severity=ERROR, strength=PRACTICE, stories="all",
    good=["正文 学习总书记重要讲话精神，统筹推进“五位一体”总体布局。"],
    bad=["正文 认真学习习总书记重要讲话。", "正文 统筹推进“五位一体”战略布局。"],
)  # fmt: skip
def fixed_expression(p: Paragraph) -> Iterator[Found]:
    """领导人称谓和政治性固定表述写准、写全。

    固定表述的用字和语序不能改动；软件只提示，由起草人对照权威文本改正。
    """
    for hit in _hits(p, ("slogan",)):
        yield _found(p, hit, "的规范表述是", fixed=False)


@rule(
    "GW-TERM-006", "规范表述（实务）", slug="full-name-of-the-thought", severity=ERROR, strength=PRACTICE, stories="all",
    good=["正文 以习近平新时代中国特色社会主义思想为指导，学习习近平新时代中国特色社会主义经济思想。"],
    bad=[
        ("正文 以习近平新时代特色社会主义思想为指导。", "正文 以习近平新时代中国特色社会主义思想为指导。"),
        ("正文 以新时代中国特色社会主义思想为指导。", "正文 以习近平新时代中国特色社会主义思想为指导。"),
    ],
)  # fmt: skip
def full_name_of_the_thought(p: Paragraph) -> Iterator[Found]:
    """“习近平新时代中国特色社会主义思想”写全。

    这是固定名称，漏字即为政治性差错。
    """
    for hit in _hits(p, ("thought",)):
        yield _found(p, hit, "应为")


@rule(
    "GW-TERM-010", "语法修辞（实务）", slug="faulty-phrase", severity=WARNING, strength=PRACTICE, stories="all",
    good=["正文 目的是提高效率，决不让类似问题发生。"],
    bad=["正文 开展培训的目的是为了提高效率。", ("正文 把要求付诸于行动。", "正文 把要求付诸行动。")],
)  # fmt: skip
def faulty_phrase(p: Paragraph) -> Iterator[Found]:
    """不用杂糅、重复、自相矛盾的说法。

    “目的是为了”把“目的是”和“是为了”揉在一起，“防止不再发生”多了一重否定，“付诸于”多了一个“于”。
    """
    for hit in _hits(p, ("grammar",)):
        yield _found(p, hit, "宜为")


@rule(
    "GW-TERM-011", "实务", slug="colloquial-word", severity=INFO, strength=PRACTICE, enabled=False,
    good=["正文 主要负责同志要亲自抓。", "正文 落实党政“一把手”责任。"],
    bad=[("正文 一把手要亲自抓。", "正文 主要负责同志要亲自抓。")],
)  # fmt: skip
def colloquial_word(p: Paragraph) -> Iterator[Found]:
    """公文用书面语，少用口语和过时的说法。

    “一把手”“老百姓”口语色彩重，但讲话、简报常用，也见于正式文件，因此默认关闭，可在检查方案中打开。
    """
    for hit in _hits(p, ("colloquial",)):
        yield _found(p, hit, "宜写作")
