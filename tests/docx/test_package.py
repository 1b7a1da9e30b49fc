from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from app.core.errors import UnreadableError
from app.docx import limits
from app.docx.names import w
from app.docx.package import Package
from tests.docx.make import HEAD, NAMESPACES, p, package, parts, zipped


def test_an_unedited_file_is_the_same_bytes() -> None:
    data = zipped(parts(p("关于清查工作的报告")))
    opened = Package.from_bytes(data, "样本.docx")
    opened.tree(opened.main)
    opened.mark_dirty(opened.main)
    assert opened.to_bytes() == data


def test_an_edit_changes_its_own_part_only_and_keeps_order_dates_and_declaration() -> None:
    members = parts(p("青川市数据资源局")) | {"customXml/印章.bin": bytes(range(256)) * 9}
    opened = Package.from_bytes(zipped(members), "样本.docx")
    next(opened.tree(opened.main).iter(w("t"))).text = "青川市档案局"
    opened.mark_dirty(opened.main)
    with zipfile.ZipFile(io.BytesIO(opened.to_bytes())) as saved:
        assert saved.namelist() == list(members)
        assert {info.date_time for info in saved.infolist()} == {(2024, 5, 6, 7, 8, 10)}
        for name, data in members.items():
            expected = data.replace("数据资源局".encode(), "档案局".encode()) if name == "word/document.xml" else data
            assert saved.read(name) == expected


@pytest.mark.parametrize(
    "xml",
    [
        "\ufeff<?xml version='1.0' encoding=\"utf-8\"?>\n<!-- 版本 --><?app 1?><w:document {ns}><w:body>{body}</w:body></w:document>\n<!-- 尾 -->\n",
        "<w:document {ns} >\r\n  <w:body >\r\n{body}</w:body>\r\n</w:document>",
    ],
)
def test_odd_serialisation_survives_an_edit(xml: str) -> None:
    body = (
        "<w:p><w:pPr><w:keepNext ></w:keepNext><w:b   w:val='1' /></w:pPr>"
        "<w:r><w:t>甲&quot;乙&#x4E19;</w:t></w:r></w:p>\r\n<!-- a > b --><w:p><w:r><w:t>丁&apos;戊<![CDATA[<己>]]></w:t></w:r></w:p>"
    )
    source = xml.format(ns=NAMESPACES, body=body)
    members = parts("") | {"word/document.xml": source.encode()}
    opened = Package.from_bytes(zipped(members), "样本.docx")
    first = next(opened.tree(opened.main).iter(w("t")))
    assert first.text == '甲"乙丙'
    first.text = '甲"新乙丙'
    opened.mark_dirty(opened.main)
    assert opened.part_bytes(opened.main).decode() == source.replace("&quot;乙", "&quot;新乙")


def test_a_paragraph_put_in_and_one_taken_out_leave_the_rest_as_it_was() -> None:
    body = "".join(f"<w:p><w:pPr></w:pPr><w:r ><w:t>第{number}段</w:t></w:r></w:p>" for number in range(9))
    opened = Package.from_bytes(zipped(parts(body)), "样本.docx")
    source = opened.raw(opened.main).decode()
    container = opened.tree(opened.main)[0]
    new = etree.SubElement(container, w("p"))
    container.insert(2, new)
    container.remove(container[6])
    opened.mark_dirty(opened.main)
    expected = source.replace("<w:p><w:pPr></w:pPr><w:r ><w:t>第5段</w:t></w:r></w:p>", "")
    expected = expected.replace("<w:t>第1段</w:t></w:r></w:p>", "<w:t>第1段</w:t></w:r></w:p><w:p/>")
    assert opened.part_bytes(opened.main).decode() == expected


def test_changes_in_many_paragraphs_leave_what_is_between_them_as_it_was() -> None:
    body = "".join(f"<w:p ><w:pPr></w:pPr><w:r ><w:t>第{number}段</w:t></w:r></w:p><w:p></w:p>" for number in range(400))
    opened = Package.from_bytes(zipped(parts(body)), "样本.docx")
    expected = opened.raw(opened.main).decode().replace("段</w:t>", "节</w:t>")
    for text in opened.tree(opened.main).iter(w("t")):
        text.text = (text.text or "").replace("段", "节")
    opened.mark_dirty(opened.main)
    assert opened.part_bytes(opened.main).decode() == expected


def test_a_strict_file_reads_like_any_other_and_is_saved_strict() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'{HEAD}<w:document xmlns:w="{strict}"><w:body><w:p><w:pPr><w:ind w:start="1in"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>'
    opened = Package.from_bytes(zipped(parts("") | {"word/document.xml": xml.encode()}), "样本.docx")
    assert opened.strict
    text = next(opened.tree(opened.main).iter(w("t")))
    text.text = "甲乙"
    new = etree.SubElement(text.getparent(), w("t"))
    new.text = "丙"
    opened.mark_dirty(opened.main)
    assert opened.part_bytes(opened.main).decode() == xml.replace("<w:t>甲</w:t>", "<w:t>甲乙</w:t><w:t>丙</w:t>")


def test_utf_16_parts_are_read_and_written_in_utf_16() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("甲")}</w:body></w:document>'
    opened = Package.from_bytes(zipped(parts("") | {"word/document.xml": b"\xff\xfe" + xml.encode("utf-16-le")}), "样本.docx")
    next(opened.tree(opened.main).iter(w("t"))).text = "乙"
    opened.mark_dirty(opened.main)
    assert opened.part_bytes(opened.main) == b"\xff\xfe" + xml.replace("甲", "乙").encode("utf-16-le")


def test_added_parts_have_a_type_and_a_relationship_and_can_be_taken_back() -> None:
    opened = package(p("甲"))
    data = opened.to_bytes()
    opened.add(
        "word/footer9.xml",
        f"<w:ftr {NAMESPACES}/>".encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    )
    relation = opened.relate(opened.main, "footer", "word/footer9.xml")
    again = Package.from_bytes(opened.to_bytes(), "样本.docx")
    assert again.related(again.main, "footer") == ["word/footer9.xml"]
    assert again.part_by_id(again.main, relation) == "word/footer9.xml"
    assert again.content_type("word/footer9.xml").endswith("footer+xml")
    opened.remove("word/footer9.xml")
    relations = opened.tree("word/_rels/document.xml.rels")
    relations.remove(relations[-1])
    assert opened.to_bytes() == data


def test_external_targets_are_not_parts() -> None:
    members = parts(p("甲"))
    members["word/_rels/document.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="x/header" Target="http://example.invalid/a" TargetMode="External"/></Relationships>'
    )
    opened = Package.from_bytes(zipped(members), "样本.docx")
    assert opened.relationships(opened.main) == []


@pytest.mark.parametrize("main", ["document", "template"])
def test_kind_comes_from_the_content_type(main: str) -> None:
    opened = Package.from_bytes(zipped(parts(p("甲"), main)), "样本.zip")
    assert opened.kind == {"document": "docx", "template": "dotx"}[main]


def test_the_main_part_may_have_another_name() -> None:
    members = {
        name.replace("word/document", "word/正文"): data.replace(b"word/document.xml", "word/正文.xml".encode())
        for name, data in parts(p("甲")).items()
    }
    assert Package.from_bytes(zipped(members), "样本.docx").main == "word/正文.xml"


def _open_and_parse(data: bytes, name: str) -> None:
    opened = Package.from_bytes(data, name)
    opened.tree(opened.main)


def _refusal(data: bytes, name: str = "样本.docx") -> str:
    with pytest.raises(UnreadableError) as caught:
        _open_and_parse(data, name)
    assert caught.value.message
    assert caught.value.hint
    return str(caught.value)


def _with_main(xml: str | bytes) -> bytes:
    return zipped(parts("") | {"word/document.xml": xml if isinstance(xml, bytes) else xml.encode()})


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><w:document xmlns:w="u"><w:body>&c;</w:body></w:document>'
    assert "DTD" in _refusal(_with_main(bomb))


def test_broken_xml_and_bad_text_are_refused() -> None:
    assert "XML 有误" in _refusal(_with_main("<w:document"))
    assert "文字编码" in _refusal(_with_main(b'<?xml version="1.0"?><a>\xff\xfe\xb0</a>'))


def test_a_main_part_of_another_kind_is_refused() -> None:
    assert "不是 Word 正文" in _refusal(_with_main("<theme/>"))
    assert "不是 Word 正文" in _refusal(_with_main(f"<w:document {NAMESPACES}/>"))


def test_deep_nesting_is_refused() -> None:
    deep = limits.MAX_DEPTH + 10
    assert "嵌套过深" in _refusal(_with_main("<a>" * deep + "</a>" * deep))


def test_a_part_above_its_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PART", 2000)
    assert "过大" in _refusal(_with_main(f"<a>{'字' * 1000}</a>"))


def test_a_packed_bomb_is_refused() -> None:
    assert "压缩比异常" in _refusal(zipped(parts("") | {"word/x.xml": b" " * (limits.RATIO_FLOOR + 1)}))


def test_too_many_members_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(parts(""))
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    assert "部件过多" in _refusal(data)
    monkeypatch.setattr(limits, "MAX_MEMBERS", 100)
    monkeypatch.setattr(limits, "MAX_TOTAL", 100)
    assert "解压后过大" in _refusal(data)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.xml", "word/../../x.xml", "C:/x.xml"])
def test_paths_that_leave_the_file_are_refused(name: str) -> None:
    assert "越界" in _refusal(zipped(parts("") | {name: b""}))


def test_names_that_occur_twice_are_refused() -> None:
    assert "重名" in _refusal(zipped(parts("") | {"WORD/document.xml": b""}))


def test_a_truncated_file_and_a_wrong_checksum_are_refused() -> None:
    data = zipped(parts(p("青川市数据资源局关于清查工作的报告")))
    assert "损坏" in _refusal(data[: len(data) // 2])
    at = data.index(b"word/document.xml") + 60
    assert "损坏" in _refusal(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])


def test_encrypted_members_are_refused() -> None:
    data = bytearray(zipped(parts("")))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    assert "加密" in _refusal(bytes(data))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "无.docx", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(UnreadableError, match=word):
            Package.open(path)
