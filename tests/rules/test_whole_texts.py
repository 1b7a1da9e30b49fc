"""Rules on whole short reports as a clerk writes them, nothing set by hand: kinds, elements and outline are understood first."""

from __future__ import annotations

from typing import Literal

import pytest

from app.core.profile import Profile
from app.rules.api import Context
from app.rules.checker import Checker
from tests.rules.reports import from_lines

_END = ("青川市数据资源局", "2024年3月5日")
_SPOKEN: list[tuple[str, tuple[str, ...]]] = [
    (
        "GW-DOC-002",
        (
            "青川市数据资源局关于增加经费和编制的请示",
            "市人民政府：",
            "为推进工作，现将有关事项请示如下：",
            "一、申请增加专项经费300万元，用于平台建设。",
            "二、申请增加事业编制5名，充实力量。",
            "妥否，请批示。",
            *_END,
        ),
    ),
    (
        "GW-RCPT-006",
        (
            "青川市数据资源局关于申请专项经费的请示",
            "市人民政府、省数据资源局、市财政局：",
            "申请增加专项经费300万元。",
            "妥否，请批示。",
            *_END,
        ),
    ),
    (
        "GW-DOC-004",
        ("青川市数据资源局关于申请专项经费的请示", "市财政局：", "申请增加专项经费300万元。", "妥否，请批示。", *_END),
    ),
    (
        "GW-DOC-004",
        ("青川市数据资源局关于申请专项经费的请示", "青川市财政局：", "申请增加专项经费300万元。", "妥否，请批示。", *_END),
    ),
    (
        "GW-DOC-006",
        (
            "青川县人民政府关于申请专项经费的请示",
            "省人民政府：",
            "申请增加专项经费300万元。",
            "妥否，请批示。",
            "青川县人民政府",
            "2024年3月5日",
        ),
    ),
    (
        "GW-DOC-007",
        (
            "青川市数据资源局关于做好数据共享工作的通知",
            "各县（市、区）人民政府：",
            "现将有关事项通知如下。",
            "各县必须于5月底前完成。",
            *_END,
        ),
    ),
    (
        "GW-DOC-014",
        (
            "青川市人民政府关于同意设立数据中心的批复",
            "市数据资源局：",
            "经研究，同意设立市数据中心。",
            "此复。",
            "青川市人民政府",
            "2024年3月5日",
        ),
    ),
    (
        "GW-FZ-001",
        (
            "青川市数据资源局2023年度法治政府建设工作总结",
            "市委、市政府：",
            "现将2023年工作总结如下。",
            "一、主要做法",
            "健全制度。",
            *_END,
        ),
    ),
    (
        "GW-FZ-010",
        (
            "青川市数据资源局关于2023年度法治政府建设情况的报告",
            "各科室：",
            "现将有关情况报告如下。",
            "一、主要做法",
            "健全制度。",
            *_END,
        ),
    ),
    (
        "GW-FZ-021",
        (
            "青川市数据资源局关于2023年度法治政府建设情况的报告",
            "市委、市政府：",
            "现将有关情况报告如下。",
            "一、主要做法",
            "健全制度。",
            *_END,
            "抄送：市人大常委会办公室。",
            "青川市数据资源局办公室    2024年3月6日印发",
        ),
    ),
    (
        "GW-SEM-026",
        (
            "青川市数据资源局关于公示名单的公告",
            "现将名单公告如下。",
            "张三，身份证号11010519491231002X。",
            *_END,
            "（此件公开发布）",
        ),
    ),
    (
        "GW-ATT-013",
        (
            "青川市数据资源局关于数据共享的通知",
            "各单位：",
            "见附件。",
            "附件：任务清单",
            *_END,
            "附件1：",
            "任务清单",
            "任务如下。",
        ),
    ),
    ("GW-NOTE-002", ("青川市数据资源局关于数据共享的通知", "各单位：", "抓好落实。", *_END, "(此件公开发布)")),
    ("GW-ATT-006", ("青川市数据资源局关于数据共享的通知", "各单位：", "抓好落实。", "附件：《数据共享任务清单》", *_END)),
    (
        "GW-TBL-003",
        ("青川市数据资源局关于数据共享的通知", "各单位：", "抓好落实。", "表1　数据共享办件情况。", "抓好落实。", *_END),
    ),
    ("GW-SEM-018", ("青川市数据资源局关于数据共享的通知", "各单位：", "一方面，要健全制度，抓好落实。", "抓好落实。", *_END)),
    (
        "GW-DOC-016",
        (
            "青川市司法局关于2023年普法工作情况的报告",
            "市人民政府：",
            "一、工作情况",
            "成效明显。",
            "二、下一步打算",
            "继续实施“七五”普法规划。",
            *_END,
        ),
    ),
    (
        "GW-SEM-009",
        (
            "青川市数据资源局关于数据共享的通知",
            "各单位：",
            "一、健全共享制度",
            "抓好。",
            "二、优化流程",
            "抓好。",
            "三、健全共享制度",
            "抓好。",
            *_END,
        ),
    ),
    (
        "GW-FZ-017",
        (
            "青川市数据资源局关于2023年度法治政府建设情况的报告",
            "市委、市政府：",
            "一、主要举措和成效",
            "健全制度。",
            "二、主要负责人履行推进法治建设第一责任人职责情况",
            "健全制度，开展培训。",
            "三、2024年主要安排",
            "抓好。",
            *_END,
        ),
    ),
    (
        "GW-SEM-004",
        (
            "青川市数据资源局关于2023年度法治政府建设情况的报告",
            "市委、市政府：",
            "一、主要举措和成效",
            "健全制度。",
            "二、2023年主要安排",
            "抓好。",
            *_END,
        ),
    ),
    (
        "GW-SEM-035",
        (
            "青川市数据资源局关于2023年度法治政府建设情况的报告",
            "市委、市政府：",
            "一、2022年主要举措和成效",
            "健全制度。",
            "二、2024年主要安排",
            "抓好。",
            *_END,
        ),
    ),
]
_SILENT: list[tuple[str, tuple[str, ...]]] = [
    (
        "GW-DOC-002",
        (
            "青川市数据资源局关于申请专项经费的请示",
            "市人民政府：",
            "为推进工作，申请增加专项经费300万元，请市财政局安排资金。",
            "妥否，请批示。",
            *_END,
        ),
    ),
    (
        "GW-DOC-004",
        ("青川市数据资源局关于申请专项经费的请示", "省数据资源局：", "申请增加专项经费300万元。", "妥否，请批示。", *_END),
    ),
    (
        "GW-DOC-007",
        (
            "青川市数据资源局关于做好数据共享工作的通知",
            "各县（市、区）人民政府：",
            "经市政府同意，现将有关事项通知如下。",
            "各县必须于5月底前完成。",
            *_END,
        ),
    ),
    (
        "GW-DOC-014",
        (
            "青川市人民政府关于同意设立数据中心的批复",
            "市数据资源局：",
            "你局《关于设立数据中心的请示》（青数〔2024〕3号）收悉。经研究，同意设立市数据中心。",
            "此复。",
            "青川市人民政府",
            "2024年3月5日",
        ),
    ),
    (
        "GW-SEM-026",
        ("青川市数据资源局关于公示名单的公告", "现将名单公告如下。", "联系电话：0531-81234567。", *_END, "（此件公开发布）"),
    ),
]

_HEADS = [
    ("GW-HEAD-001", ("第1份", "机密★1年", "特急")),
    ("GW-HEAD-001", ("编号：12", "机密★1年")),
    ("GW-HEAD-003", ("000001", "机密☆1年", "特急")),
    ("GW-HEAD-003", ("内部资料★长期",)),
    ("GW-HEAD-005", ("0001", "秘密★5年", "急件")),
    ("GW-HEAD-005", ("紧急",)),
    ("GW-HEAD-006", ("特急", "000001", "机密★1年")),
    ("GW-HEAD-006", ("000001", "机密★1年　特急")),
    ("GW-NOTE-005", ("000001", "机密★1年", "特急")),
    ("GW-IMPR-009", ("000001", "机密★1年", "特急")),
    ("GW-RCPT-010", ("000001", "机密★1年", "特急")),
    ("GW-SEM-025", ("000001", "机密★1年", "特急")),
]
_LETTER = (
    "青川市数据资源局文件", "青数发〔2024〕5号", "青川市数据资源局关于数据共享的通知", "各县（市、区）数据资源局：", "为规范管理，现将有关事项通知如下。",
    *_END, "（此件公开发布）", "主题词：数据　通知", "抄送：各县（市、区）数据资源局。", "青川市数据资源局办公室　　2024年3月4日印发",
)  # fmt: skip


def _codes(profile: Profile, lines: tuple[str, ...], mode: Literal["auto", "published"] = "auto") -> set[str]:
    return {finding.code for finding in Checker(Context(profile, mode)).check(from_lines(*lines))}


@pytest.mark.parametrize(("code", "lines"), _SPOKEN)
def test_a_slip_in_a_whole_text_is_found(code: str, lines: tuple[str, ...], profile: Profile) -> None:
    assert code in _codes(profile, lines)


@pytest.mark.parametrize(("code", "lines"), _SILENT)
def test_a_right_text_is_silent(code: str, lines: tuple[str, ...], profile: Profile) -> None:
    assert code not in _codes(profile, lines)


@pytest.mark.parametrize(("code", "head"), _HEADS)
def test_the_markings_above_the_mark(code: str, head: tuple[str, ...], profile: Profile) -> None:
    assert code in _codes(profile, (*head, *_LETTER))


def test_right_markings_are_silent(profile: Profile) -> None:
    found = _codes(profile, ("000001", "机密★1年", "特急", *_LETTER))
    assert not found & {"GW-HEAD-001", "GW-HEAD-002", "GW-HEAD-003", "GW-HEAD-005", "GW-HEAD-006"}


def test_personal_data_is_asked_about_in_a_copy_to_be_published(profile: Profile) -> None:
    lines = ("青川市数据资源局关于公示名单的公告", "现将名单公告如下。", "张三，手机：138 1234 5678。", *_END)
    assert "GW-SEM-026" in _codes(profile, lines, "published")
    assert "GW-SEM-026" not in _codes(profile, lines)
