"""The look of a Word document: page, styles, language, footer, properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth import design
from vnhealth.render.docx_runs import CITE_STYLE
from vnhealth.render.docx_tables import add_table_style
from vnhealth.render.docx_xml import add_field, element, safe_text
from vnhealth.render.moment import moment
from vnhealth.wording import ui

if TYPE_CHECKING:
    from vnhealth.render.notebook import Document

# The font that Decree 30/2020/NĐ-CP names and every office has: ours would not open there.
FONT: Final = "Times New Roman"
SIZES: Final = {"Normal": 12, "Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Caption": 11.5}
# After annex I of the decree: text and headings of 13 and 14 points.
LETTER_SIZES: Final = {"Normal": 13, "Title": 14, "Heading 1": 14, "Heading 2": 13, "Caption": 12}
TABLE: Final = 10
SMALL: Final = 9.5
# Millimetres, after annex I of the decree.
MARGINS: Final = {"top": 20, "bottom": 20, "left": 30, "right": 17}
PAGE: Final = (210, 297)
TEXT_WIDTH: Final = PAGE[0] - MARGINS["left"] - MARGINS["right"]
TAGS: Final = {"vi": "vi-VN", "en": "en-GB"}
_WORD_2013: Final = "15"
# What the text of blocks is in, and styles of our own, by the names used while writing.
TEXT_STYLE: Final = "Body Text"
CELL_STYLE: Final = "Table Text"
GRID_STYLE: Final = "Brief Table"
_SMALL_STYLE: Final = "Remark"
_INDENT_MM: Final = 10
# From the paper's edge to the page number, amid a top margin of 20 mm.
_NUMBER_MM: Final = 8


def small_style() -> str:
    """Return the name of the style of what stands below charts and tables."""
    return _SMALL_STYLE


def name_styles(made: Any, language: str) -> None:
    """Name our styles in the language of the brief, once everything refers to them.

    Paragraphs refer to the styles' ids, which stay.
    """
    names = {
        CELL_STYLE: "style_cell",
        _SMALL_STYLE: "style_remark",
        CITE_STYLE: "style_source",
        GRID_STYLE: "style_grid",
    }
    for name, key in names.items():
        made.styles[name].name = ui.word(key, language)


def set_look(made: Any, document: Document) -> None:
    """Set page, styles, language, footer and properties of an empty Word document."""
    letter = document.masthead is not None and document.masthead.letterhead is not None
    _set_page(made.sections[0])
    _set_styles(made, letter=letter)
    _set_language(made.styles, document.language)
    if letter:
        _number_above(made)
    else:
        _set_footer(made, document)
    _set_settings(made, document.language)
    _set_properties(made, document)


def _set_page(section: Any) -> None:
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])


def _set_styles(made: Any, *, letter: bool) -> None:
    """Set the styles of text, headings, captions, remarks and tables.

    A letterhead wants black text of 13 and 14 points, justified, its first lines set in.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    styles = made.styles
    for name, size in (LETTER_SIZES if letter else SIZES).items():
        raised = name.startswith(("Title", "Heading")) and not letter
        _set_font(styles[name], size, "brand" if raised else "ink", black=letter)
        styles[name].font.bold = name != "Normal"
    _space(styles["Caption"], 12, 3)
    styles["Caption"].paragraph_format.keep_with_next = True
    _space(styles["Normal"], 0, 6)
    _space(styles["Heading 1"], 16, 6)
    _space(styles["Heading 2"], 12, 4)
    _space(styles["Title"], 0, 4)
    _drop_borders(styles["Title"])
    body = styles[TEXT_STYLE]
    body.base_style = styles["Normal"]
    _space(body, 0, 6)
    _space(styles["List Bullet"], 0, 6 if letter else 4)
    if letter:
        body.paragraph_format.first_line_indent = Mm(_INDENT_MM)
        for style in (body, styles["List Bullet"]):
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    small = styles.add_style(_SMALL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    cell = styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    for style in (small, cell):
        style.base_style = styles["Normal"]
    _set_font(small, SMALL, "muted", black=letter)
    _set_font(cell, TABLE, "ink", black=letter)
    _space(small, 2, 2)
    _space(cell, 0, 0)
    cell.paragraph_format.line_spacing = small.paragraph_format.line_spacing = 1
    styles["Normal"].paragraph_format.line_spacing = 1.08
    cited = styles.add_style(CITE_STYLE, WD_STYLE_TYPE.CHARACTER)
    cited.font.color.rgb = _shade("link", black=letter)
    add_table_style(styles, GRID_STYLE, design.LIGHT["ink" if letter else "brand"])


def _space(style: Any, before: float, after: float) -> None:
    from docx.shared import Pt

    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _set_language(styles: Any, language: str) -> None:
    defaults = styles.element.find(".//{*}docDefaults//{*}rPr")
    for old in defaults.findall("{*}lang"):
        defaults.remove(old)
    tag = TAGS[language]
    defaults.append(element("lang", val=tag, eastAsia=tag, bidi="ar-SA"))


def _set_font(style: Any, size: float, colour: str, *, black: bool) -> None:
    from docx.shared import Pt

    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = _shade(colour, black=black)
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{fonts.nsmap['w']}}}{key}", FONT)


def _shade(colour: str, *, black: bool) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string("000000" if black else design.LIGHT[colour][1:].upper())


def _drop_borders(style: Any) -> None:
    for borders in style.element.findall(".//{*}pBdr"):
        borders.getparent().remove(borders)


def _set_footer(made: Any, document: Document) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    opening = document.masthead
    facts = (opening.issuer, opening.title, opening.edition) if opening else (document.title,)
    line = made.sections[0].footer.paragraphs[0]
    line.style = made.styles[_SMALL_STYLE]
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(safe_text(" · ".join(fact for fact in facts if fact)))
    line.add_run(f"\t{ui.word('page', document.language)} ")
    add_field(line, "PAGE", "1")
    line.add_run("/")
    add_field(line, "NUMPAGES", "1")


def _number_above(made: Any) -> None:
    """Put page numbers amid the top margin from page 2 on, as in administrative documents."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(_NUMBER_MM)
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(line, "PAGE", "2")


def _set_settings(made: Any, language: str) -> None:
    """Say the language of the text, and that nothing is to be shown as older versions did."""
    settings = made.settings.element
    spoken = settings.find("{*}themeFontLang")
    for key in list(spoken.attrib):
        spoken.set(key, TAGS[language])
    for setting in settings.findall(".//{*}compatSetting"):
        name, value = (f"{{{setting.nsmap['w']}}}{key}" for key in ("name", "val"))
        if setting.get(name) == "compatibilityMode":
            setting.set(value, _WORD_2013)


def _set_properties(made: Any, document: Document) -> None:
    opening = document.masthead
    when = moment(document).replace(tzinfo=None)
    facts = made.core_properties
    facts.title = safe_text(document.title)[:255]
    facts.subject = safe_text(opening.subtitle)[:255] if opening else ""
    facts.author = safe_text(opening.issuer)[:255] if opening and opening.issuer else "vnhealth"
    facts.last_modified_by = facts.author
    facts.comments = ""
    facts.keywords = ""
    facts.language = TAGS[document.language]
    facts.created = facts.modified = when
    facts.revision = 1
