"""The names of our paragraph styles, and the kind each stands for."""

from __future__ import annotations

from app.core.report import LEVELS, Kind

NAMED = {
    "公文标题": Kind.TITLE, "公文题注": Kind.SUBTITLE, "公文主送": Kind.ADDRESSEE, "公文正文": Kind.BODY,
    "公文份号": Kind.COPY_NUMBER,
    "公文密级": Kind.SECRECY, "公文紧急程度": Kind.URGENCY, "公文发文机关标志": Kind.ISSUER_MARK, "公文发文字号": Kind.DOC_NUMBER,
    "公文签发人": Kind.SIGNER, "公文章标题": Kind.CHAPTER, "公文条文": Kind.ARTICLE, "公文条款段": Kind.CLAUSE,
    "公文附件说明": Kind.ATTACHMENT_NOTE, "公文署名": Kind.SIGNATURE, "公文成文日期": Kind.DATE, "公文附注": Kind.NOTE,
    "公文附件标识": Kind.ATTACHMENT_LABEL, "公文附件标题": Kind.ATTACHMENT_TITLE, "公文抄送": Kind.COPY_TO,
    "公文印发": Kind.IMPRINT,
    "公文图表题": Kind.CAPTION,
    **dict(zip(("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题"), LEVELS, strict=True)),
}  # fmt: skip


def named_kind(style: str) -> Kind | None:
    """The kind that a named style of ours stands for (公文标题1 is one of a second look); None for other styles."""
    return NAMED.get(style.rstrip("0123456789")) if style.startswith("公文") else None
