"""Text boxes, headers and footers stand on the page, are edited there, and what is saved is looked at."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from app.docx.opening import open_document
from app.editing.open_report import Checking, OpenReport
from app.layout.drawn import object_width, shown_size
from app.layout.stories import PageFacts
from app.ui.page.editor import PageEditor
from app.ui.page.images import MOST_PIXELS, Images
from app.ui.page.placed import Scene
from app.ui.page.spots import all_boxes, all_spots, running_spots
from tests.docx.make import p, parts, zipped
from tests.ui.test_page_cells import page as page
from tests.ui.test_page_cells import saved, small

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def anchored(inner: str, position: str = "", more: str = "<wp:wrapNone/>") -> str:
    """A run with an anchored drawing 100 pt wide and 50 pt high."""
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="0">{position}<wp:extent cx="1270000" cy="635000"/>{more}'
        f'<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="x">{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
    )


def box(text: str) -> str:
    return (
        '<wps:wsp><wps:spPr><a:ln><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )


def at_page(x: int, y: int) -> str:
    return (
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x * 635}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y * 635}</wp:posOffset></wp:positionV>'
    )


BOXED = f"<w:p><w:r><w:t>锚</w:t></w:r>{anchored(box('框中字'), at_page(3000, 5000))}</w:p>"


def references(*kinds: str) -> str:
    found = "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>' for kind in kinds)
    return f'<w:sectPr>{found}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def test_a_text_box_stands_where_the_file_puts_it_and_is_edited_by_a_click(page, qtbot):
    editor = page(BOXED + p("后"))
    (placed,) = Scene(editor.grid).floats(0)
    sheet, scale = editor.grid.sheets.rect(0), editor.grid.sheets.scale
    corner = placed.rect.topLeft() - sheet.topLeft()
    assert (round(corner.x() / scale), round(corner.y() / scale)) == (3000, 5000)
    (spot,) = all_boxes(editor.grid)
    point = spot.inside.center() - editor.visible_rect().topLeft()
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(point.x()), round(point.y())))
    small(editor).moveCursor(small(editor).textCursor().MoveOperation.End)
    qtbot.keyClicks(small(editor), "xy")
    assert saved(editor)["textbox:0"] == "框中字xy"
    editor.undo()
    assert editor.report.document.to_bytes() == editor.report.file.baseline
    assert small(editor).toPlainText() == "框中字"


def test_a_box_that_text_keeps_clear_of_pushes_the_text_down(page):
    wrapped = anchored(box("框"), "", "<wp:wrapTopAndBottom/>")
    editor = page(f"<w:p><w:r><w:t>锚</w:t></w:r>{wrapped}</w:p>" + p("后"))
    (placed,) = Scene(editor.grid).floats(0)
    first = editor.grid.blockBoundingRect(editor.document().begin())
    assert placed.rect.bottom() <= first.top() + 1


def test_headers_and_footers_stand_on_their_pages_with_live_numbers(page, qtbot):
    body = "".join(p(f"第{n}段") for n in range(120)) + references("header", "footer")
    editor = page(body, header1=p("页眉字"), footer1=f"<w:p>{FIELD}</w:p>")
    grid = editor.grid
    assert grid.pages.page_count >= 2
    shown = [[one.story.paragraphs[0].text for one in Scene(grid).running(n)] for n in (0, 1)]
    assert shown == [["页眉字", "1"], ["页眉字", "2"]]
    header = next(spot for spot in running_spots(grid, 0) if spot.words == "页眉")
    point = header.inside.center() - editor.visible_rect().topLeft()
    spot = QPoint(round(header.inside.left() - editor.visible_rect().left() + 5), round(point.y()))
    qtbot.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    small(editor).moveCursor(small(editor).textCursor().MoveOperation.End)
    qtbot.keyClicks(small(editor), "z")
    assert saved(editor)["header:0:default"] == "页眉字z"
    assert Scene(grid).stories.laid("header:0:default", 5000).paragraphs[0].text == "页眉字z"
    editor.edit_running("页脚")
    assert small(editor).toPlainText() == "9"  # as the file has it: the field is not turned into text
    assert small(editor).accessibleName() == "页脚"


def test_first_and_even_pages_have_their_own(page):
    first = '<w:headerReference w:type="first" r:id="header2"/><w:headerReference w:type="even" r:id="header3"/>'
    body = "".join(p(f"第{n}段") for n in range(160)) + references("header").replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    body = body.replace('<w:headerReference w:type="default"', f'{first}<w:headerReference w:type="default"')
    editor = page(body, header1=p("常"), header2=p("首"), header3=p("偶"), settings="<w:evenAndOddHeaders/>")
    shown = [next(iter(Scene(editor.grid).running(n))).story.paragraphs[0].text for n in range(3)]
    assert shown == ["首", "偶", "常"]


def test_an_equation_reads_as_a_line(page):
    root = "<m:rad><m:radPr/><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>n+1</m:t></m:r></m:den></m:f>"
    editor = page(f"<w:p><w:r><w:t>设</w:t></w:r><m:oMath>{power}<m:r><m:t>=</m:t></m:r>{root}{fraction}</m:oMath></w:p>")
    paragraph = editor.report.report.paragraphs[0]
    assert paragraph.drawings[0].words == "x^2=√(a+b)1/(n+1)"
    assert object_width(paragraph, 1, "equation") > 1000


def png(width: int, height: int, bits: int = 8) -> bytes:
    """A red picture; with one bit a pixel a black one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, bits, 2 if bits == 8 else 0, 0, 0, 0)
    line = b"\xff\x00\x00" * width if bits == 8 else b"\x00" * ((width + 7) // 8)
    rows = zlib.compress((b"\x00" + line) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="635000"/><wp:docPr id="1" name="x"/><a:graphic>'
    '<a:graphicData uri="x"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="{id}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def with_picture(tmp_path, qtbot, data: bytes, target: str = "media/image1.png", mode: str = "") -> PageEditor:
    members = parts(f"<w:p>{PICTURE.format(id='pic1')}</w:p>" + p("后"))
    members["word/media/image1.png"] = data
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="pic1" Type="{relation}" Target="{target}"{mode}/></Relationships>'.encode()
    )
    path = tmp_path / "图.docx"
    path.write_bytes(zipped(members))
    editor = PageEditor()
    qtbot.addWidget(editor)
    editor.resize(900, 700)
    editor.set_report(OpenReport(open_document(path), path, Checking(notes=False)))
    editor.show()
    return editor


def colour_of(editor: PageEditor) -> QColor:
    (placed,) = Scene(editor.grid).inline(0)
    assert shown_size(placed.drawing) == (2000, 1000)
    image: QImage = editor.viewport().grab().toImage()
    point = placed.rect.center() - editor.visible_rect().topLeft()
    return image.pixelColor(round(point.x() * image.devicePixelRatio()), round(point.y() * image.devicePixelRatio()))


def test_a_picture_is_drawn_at_its_size(tmp_path, qtbot):
    assert colour_of(with_picture(tmp_path, qtbot, png(4, 2))).name() == "#ff0000"


@pytest.mark.parametrize(
    ("data", "target", "mode"),
    [
        (b"no picture", "media/image1.png", ""),
        (png(4, 2), "http://example.invalid/x.png", ' TargetMode="External"'),
        (png(4, 2), "media/missing.png", ""),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_labelled_box_and_nothing_is_fetched(tmp_path, qtbot, data, target, mode):
    assert colour_of(with_picture(tmp_path, qtbot, data, target, mode)).name() != "#ff0000"


def test_a_picture_of_too_many_pixels_is_not_decoded(qapp):
    side = int(MOST_PIXELS**0.5) + 100
    assert Images(lambda _: png(side, side, bits=1)).get("x") is None
    assert Images(lambda _: png(side // 4, side // 4, bits=1)).get("x") is not None


def test_fields_show_the_page_they_stand_on_in_the_format_of_the_section(page):
    editor = page(
        p("一") + references("footer").replace("<w:pgSz", '<w:pgNumType w:fmt="upperRoman"/><w:pgSz'),
        footer1=f"<w:p>{FIELD}</w:p>",
    )
    (footer,) = Scene(editor.grid).running(0)
    assert footer.story.paragraphs[0].text == "I"
    assert PageFacts(1, 1, "upperRoman") == Scene(editor.grid)._facts(0)


def test_what_floats_is_asked_about_before_it_goes(page, qtbot):
    editor = page(BOXED + p("后"))
    asked: list[str] = []
    editor.ask = lambda question: bool(asked.append(question))
    cursor = editor.textCursor()
    cursor.setPosition(2)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert "1 个文本框" in asked[0]
    assert editor.report.document.to_bytes() == editor.report.file.baseline


def test_links_controls_and_rubies_are_known_with_their_places(page):
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    link = '<w:hyperlink w:anchor="a"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
    control = '<w:sdt><w:sdtPr><w:alias w:val="名"/></w:sdtPr><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>'
    editor = page(f"<w:p>{ruby}{link}{control}</w:p>")
    spans = [(s.start, s.end, s.kind, s.words) for s in editor.report.report.paragraphs[0].spans]
    assert spans == [(0, 1, "ruby", "hàn"), (1, 3, "link", "a"), (3, 4, "control", "名")]


def test_a_shaded_cell_is_drawn_shaded(page):
    shaded = '<w:tbl><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:shd w:fill="336699"/></w:tcPr>'
    editor = page(f"{shaded}{p('白')}</w:tc></w:tr></w:tbl>" + p("后"))
    (spot,) = list(all_spots(editor.grid))
    point = spot.frames[0].topRight() - editor.visible_rect().topLeft()
    image = editor.viewport().grab().toImage()
    assert image.pixelColor(round(point.x()) - 5, round(point.y()) + 5).name() == "#336699"


def test_embedded_content_of_another_format_shows_its_words(page, tmp_path, qtbot):
    members = parts('<w:altChunk r:id="chunk1"/>' + p("后"))
    members["word/chunk.html"] = "<html><style>x{}</style><body><p>嵌入&amp;文字</p></body></html>".encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="chunk1" Type="{kind}" Target="chunk.html"/></Relationships>'.encode()
    )
    path = tmp_path / "嵌.docx"
    path.write_bytes(zipped(members))
    editor = PageEditor()
    qtbot.addWidget(editor)
    editor.set_report(OpenReport(open_document(path), path, Checking(notes=False)))
    assert editor._pen.card().stories == {"chunk": ["嵌入&文字"]}
    assert editor.grid.sheets.card > 0
