"""An invented report, long enough for several pages, for tests of whole documents."""

from __future__ import annotations

SENTENCE = "青川市数据资源局围绕全年工作要点扎实推进各项任务落实见效，持续完善公共数据归集共享机制，不断提升政务服务水平。"
LINES = (
    "青川市数据资源局关于2024年工作情况的报告",
    "市人民政府：",
    "现将2024年工作情况报告如下。",
    "一、主要工作",
    "（一）完善制度机制。" + SENTENCE * 6,
    "（二）强化数据支撑。" + SENTENCE * 12,
    "二、下一步打算",
    "（一）提高服务质量。" + SENTENCE * 12,
    "青川市数据资源局",
    "2024年12月20日",
)
TEXT = "\n".join(LINES)
HAN_ONLY = "数据资源管理工作稳步推进成效明显" * 80  # no mark that could be compressed or hang: lines are exactly full
