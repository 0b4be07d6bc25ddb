"""Word refuses a file whose elements stand in another order than the schema's (ECMA-376 part 1, annex A)."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from posixpath import normpath

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from tests.reports.test_format_check import paper
from tests.reports.test_slips import png

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.compose import compose
from mingcha.reports.document import Masthead, Picture
from mingcha.reports.docx import render_docx

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
    "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark",
    "tr": "tblPrEx trPr tc",
    "tbl": "tblPr tblGrid tr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "docDefaults": "rPrDefault pPrDefault",
    "font": "altName panose1 charset family notTrueType pitch sig",
}


def _parts(content: bytes) -> Iterator[tuple[str, BaseOxmlElement]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                yield name, parse_xml(archive.read(name))


@pytest.mark.parametrize("number", [None, "云政办字〔2018〕8号", "云政办函〔2018〕40号"])
def test_every_element_stands_in_the_order_of_the_schema(city: BulletinData, number: str | None) -> None:
    assert wrongly_ordered(render_docx(compose(replace(city, number=number, copies_to="市委办公室")))) == []


def wrongly_ordered(content: bytes) -> list[tuple[str, str, list[str]]]:
    """Part, parent and children of the first elements whose children stand in another order."""
    wrong = []
    for name, root in _parts(content):
        for parent, order in ORDERS.items():
            places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
            # References to headers and footers may be mixed.
            places[qn("w:footerReference")] = places.get(qn("w:headerReference"), -1)
            for element in root.iter(qn(f"w:{parent}")):
                found = [places.get(part.tag, -1) for part in element]
                if found != sorted(found) or -1 in found:
                    wrong.append((name, parent, [str(part.tag).split("}")[1] for part in element]))
    return wrong[:5]


@pytest.mark.parametrize("letter", [False, True])
def test_notices_signer_note_and_pictures_stand_in_the_order_of_the_schema_too(letter: bool) -> None:
    document = paper(letter=letter)
    head, *others = document.blocks
    assert isinstance(head, Masthead)
    signed = replace(document, blocks=(replace(head, signer="张喆"), Picture(png(40, 30), "截图"), *others))
    assert wrongly_ordered(render_docx(signed)) == []


def test_every_style_that_is_named_exists(city: BulletinData) -> None:
    parts = dict(_parts(render_docx(compose(city))))
    known = {style.get(qn("w:styleId")) for style in parts["word/styles.xml"].iter(qn("w:style"))}
    named = {
        element.get(qn("w:val"))
        for root in parts.values()
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for element in root.iter(qn(f"w:{kind}"))
    }
    assert named <= known


def test_every_relation_has_its_part(city: BulletinData) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(compose(city)))) as archive:
        names = set(archive.namelist())
        for rels in [name for name in names if name.endswith(".rels")]:
            folder = rels.split("_rels/")[0]
            for relation in parse_xml(archive.read(rels)):
                target = str(relation.get("Target"))
                if relation.get("TargetMode") != "External":
                    assert (
                        normpath(target.lstrip("/") if target.startswith("/") else folder + target) in names
                    )
