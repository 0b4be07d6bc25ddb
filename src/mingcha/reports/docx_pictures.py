"""Charts as vector pictures, and pictures of evidence."""

from __future__ import annotations

import io
from typing import cast

from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.document import Figure, Picture
from mingcha.reports.emf import render_emf

_MAX_PICTURE_HEIGHT_MM = 110.0


def add_figure(paragraph: Paragraph, figure: Figure) -> None:
    """The chart as EMF in `paragraph`; its description is the alternative text."""
    story = paragraph.part
    package = story.package
    assert package is not None
    number = sum(str(part.partname).endswith(".emf") for part in package.iter_parts()) + 1
    name = f"chart{number}"
    content = render_emf(figure.drawing)
    part = Part(PackURI(f"/word/media/{name}.emf"), "image/x-emf", content, package)
    key = story.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    inline = _inline(key, number, name, Mm(figure.drawing.width_mm), Mm(figure.drawing.height_mm))
    described = inline.find("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert described is not None
    described.set("title", figure.title)
    described.set("descr", figure.description)
    drawing = paragraph.add_run()._r
    drawing.append(inline.getparent())


def add_picture(paragraph: Paragraph, picture: Picture) -> None:
    """A picture as wide as the text block or as high as half a page, whichever is less."""
    run = paragraph.add_run()
    try:
        shape = run.add_picture(io.BytesIO(picture.content))
    except UnrecognizedImageError as error:
        raise UsageError(
            f"图片“{picture.caption}”：不是 PNG 或 JPEG，不能放入文件，请转换格式后再试。"
        ) from error
    scale = min(
        1.0,
        Mm(layout.TEXT_WIDTH_MM) / shape.width,
        Mm(_MAX_PICTURE_HEIGHT_MM) / shape.height,
    )
    shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
    shape._inline.docPr.set("descr", picture.caption)


def _inline(key: str, number: int, name: str, width: Length, height: Length) -> BaseOxmlElement:
    """`wp:inline` inside its `w:drawing`; numbers of charts start above those of pictures."""
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'pic', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="{name}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}.emf"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return cast(BaseOxmlElement, drawing[0])
