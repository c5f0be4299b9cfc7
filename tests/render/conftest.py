"""Two executed notebooks on made-up figures, one in each language, with every kind of block."""

from __future__ import annotations

import io
from typing import Any

import nbformat
import pytest

from vnhealth import design, fonts
from vnhealth.blocks import (
    CellRef,
    Column,
    Figure,
    Heading,
    Masthead,
    Note,
    Number,
    Row,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.charts.frame import NARROW_WIDTH_IN

REPORT, TABLE = "bao-cao-minh-hoa", "bang-minh-hoa"
UNITS = {"vi": "/vạn dân", "en": "per 10,000"}


def figure(language: str, vietnamese: str, value: float | None, cell: str, **more: Any) -> Number:
    """Return a made-up figure; English swaps the decimal comma and the dot."""
    swapped = vietnamese.translate(str.maketrans(",.", ".,"))
    source = 2 if cell.startswith("b") else 1
    name = f"{TABLE}#{cell}" if source == 2 else f"{REPORT}#{cell}"
    printed = swapped if language == "en" else vietnamese
    return Number(printed, value, cells=(name,), sources=(source,), **more)


def picture(language: str, width: float = design.CONTENT_WIDTH_IN) -> str:
    """Return a line chart in the design's colours, `width` inches wide, text kept as text."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    fonts.register_matplotlib()
    style = {"svg.fonttype": "none", "svg.hashsalt": "x", "font.family": design.TEXT_FONT}
    with mpl.rc_context({**style, "font.size": 8.5}):
        canvas = Canvas(figsize=(width, 2.7))
        canvas.patch.set_visible(False)
        axes = canvas.add_axes((0.4 / width, 0.1, 1 - 1.4 / width, 0.84))
        years = list(range(2010, 2025))
        own = [6.1 + 0.55 * i for i in range(15)]
        axes.set_xlim(2009.5, 2024.2)
        axes.plot(years, own, color=design.LIGHT["own"], linewidth=2.2)
        axes.axhline(11, color=design.LIGHT["target"], linestyle="--", linewidth=1)
        end = "Minh Họa 13,8" if language == "vi" else "Minh Hoa 13.8"
        axes.text(2024.3, 13.8, end, color=design.LIGHT["own"], weight="bold", va="center")
        goal = "Chỉ tiêu 11" if language == "vi" else "Target 11"
        axes.text(2024.3, 11, goal, color=design.LIGHT["target"], va="center")
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, colors=design.LIGHT["muted"])
        axes.spines["bottom"].set_color(design.LIGHT["rule"])
        axes.grid(axis="y", color=design.LIGHT["rule"], linewidth=0.5)
        axes.set_facecolor("none")
        written = io.StringIO()
        canvas.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()


def blocks(language: str) -> list[Any]:
    """Return one of every block, some twice, in the order of a brief."""
    vi = language == "vi"
    unit = UNITS[language]

    def say(vietnamese: str, english: str) -> str:
        return vietnamese if vi else english

    def num(vietnamese: str, value: float | None, cell: str, **more: Any) -> Number:
        return figure(language, vietnamese, value, cell, **more)

    doctors = num("13,8", 13.8, "001", unit="per_10k", unit_text=unit)
    country = num("12,5", 12.5, "002", unit="per_10k", unit_text=unit)
    short = num("92", 92.0, "003", unit="person", unit_text=say("bác sĩ", "doctors"))
    masthead = Masthead(
        title=say("Nhân lực y tế tỉnh Minh Họa năm 2024", "Health workforce of Minh Hoa, 2024"),
        place=say("tỉnh Minh Họa", "Minh Hoa province"),
        year=2024,
        edition=say("Ấn bản 2024 · số liệu minh họa", "Edition 2024 · made-up figures"),
        topic=say("Nhân lực y tế", "Health workforce"),
        language=language,
        issuer=say("Sở Y tế tỉnh Minh Họa", "Minh Hoa Department of Health"),
        subtitle=say(
            "Bác sĩ, điều dưỡng, dược sĩ và giường bệnh, so với cả nước và chỉ tiêu.",
            "Doctors, nurses, pharmacists and beds, against the country and the target.",
        ),
    )
    key = Text(
        (
            (
                say("Tỉnh có ", "The province has "),
                doctors,
                say(" bác sĩ, cao hơn cả nước (", " doctors, above the country ("),
                country,
                say(") và đã vượt chỉ tiêu 2025.", ") and past its target for 2025."),
            ),
            (
                say("Điều dưỡng còn thiếu: ", "Nurses fall short: "),
                num("17,1", 17.1, "004", unit="per_10k", unit_text=unit, marks=("estimate",)),
                say(" so với chỉ tiêu ", " against a target of "),
                num("25", 25.0, "005", unit="per_10k", unit_text=unit, marks=("target",)),
                say(
                    ". Muốn đạt phải tuyển thêm hằng năm, trước hết ở vùng sâu, vùng xa.",
                    ". To reach it the province must recruit every year, remote areas first.",
                ),
            ),
            (
                say("Để giữ tỷ lệ khi dân số tăng, cần thêm ", "To keep pace it needs another "),
                short,
                say(" trong năm năm tới.", " over the next five years."),
            ),
        ),
        role="key",
    )
    tiles = Tiles(
        (
            Tile(
                say("Bác sĩ trên một vạn dân", "Doctors per 10,000 people"),
                num("13,8", 13.8, "001", unit="per_10k"),
                (say("cả nước ", "country "), country),
                "good",
                say("vượt chỉ tiêu 11", "above the target of 11"),
            ),
            Tile(
                say("Điều dưỡng trên một vạn dân", "Nurses per 10,000 people"),
                num("17,1", 17.1, "004", unit="per_10k", marks=("estimate",)),
                (say("chỉ tiêu 25", "target 25"),),
                "bad",
                say("còn thiếu 7,9", "7.9 short"),
            ),
            Tile(
                say("Bảo hiểm y tế", "Health insurance"),
                num("< 95", None, "006", unit="%", unit_text="%"),
                (say("mục tiêu 95%", "goal 95%"),),
                "warn",
                say("sát mục tiêu", "close to the goal"),
            ),
            Tile(
                say("Kinh phí đào tạo", "Cost of training"),
                num("76,0", 76e9, "007", unit="VND", unit_text=say("tỷ đồng", "billion VND")),
                (say("cho 1.318 lượt người", "for 1,318 people"),),
            ),
        )
    )
    chart = Figure(
        title=say(
            "Bác sĩ tăng gấp đôi trong mười bốn năm và đã vượt chỉ tiêu",
            "Doctors have doubled in fourteen years and passed the target",
        ),
        subtitle=say(
            "Bác sĩ trên một vạn dân, tỉnh Minh Họa, 2010–2024",
            "Doctors per 10,000 people, Minh Hoa province, 2010–2024",
        ),
        svg=picture(language),
        alt=say(
            "Biểu đồ đường: từ 6,1 năm 2010 lên 13,8 năm 2024, trên chỉ tiêu 11.",
            "Line chart: from 6.1 in 2010 to 13.8 in 2024, above the target of 11.",
        ),
        caption=say("Số liệu minh họa, không có thật.", "Made-up figures, not real ones."),
        anchor="trend",
        numbers=(num("13,8", 13.8, "001", unit="per_10k"), num("6,1", 6.1, "b:r1c1")),
        sources=(1, 2),
        reading=say(
            "đường đậm là tỉnh, đường gạch là chỉ tiêu.",
            "the heavy line is the province, the dashed one the target.",
        ),
        marks=(("estimate", say("số ước tính của tỉnh", "the province's estimate")),),
        narrow=picture(language, NARROW_WIDTH_IN),
    )
    return [
        masthead,
        key,
        tiles,
        Heading(say("Xu hướng dài hạn", "The long run"), 2, "xu-huong"),
        Text(((say("Số bác sĩ tăng đều qua các năm.", "Doctors grew steadily."),),)),
        chart,
        Heading(say("So với các tỉnh trong vùng", "Against the region"), 3, ""),
        comparison(language),
        Heading(say("Điều cần lưu ý", "What to bear in mind"), 2, ""),
        Note(
            "missing",
            say("Còn thiếu", "What is missing"),
            ((say("Chưa có số liệu hộ sinh năm 2024.", "No figure of midwives in 2024."),),),
        ),
        Note(
            "finding",
            "",
            (
                (
                    say("Ba dự án cộng lại là ", "The three projects add up to "),
                    num("526,7", 526.7e9, "007", unit="VND", marks=("computed",), measure="sum"),
                    say(" tỷ đồng, thiếu 3,0 tỷ.", " billion, 3.0 billion short."),
                ),
            ),
        ),
        Note("method", "", ((say("Làm tròn nửa lên.", "Rounded half up."),),)),
        chart,
        sources(language),
        Stamp(
            say("Dấu tái lập", "Reproducibility stamp"),
            (
                (say("Phiên bản", "Version"), "vnhealth 0.1.0"),
                ("SHA-256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                (say("Ngày lập", "Made on"), "2024-12-31"),
            ),
        ),
    ]


def comparison(language: str) -> Table:
    """Return a table long enough to cross a page, with marks, missing signs and two sources."""
    vi = language == "vi"
    names = ["Minh Họa", "Đắk Thử", "Đồng Mẫu", "Thừa Thiên – Mẫu", "Bà Rịa – Minh Họa"]
    rows = []
    for index in range(24):
        rate = 8.25 + index / 4
        name = names[index % 5] + ("" if index < 5 else f" {index}")
        preliminary = ("preliminary",) if index % 7 == 3 else ()
        beds = "…" if index == 6 else f"{1092 + 37 * index:,}".replace(",", ".")
        rows.append(
            Row(
                (
                    name,
                    figure(
                        language,
                        f"{rate:.2f}".rstrip("0").rstrip(".").replace(".", ","),
                        rate,
                        f"b:r{index}c1",
                        unit="per_10k",
                        marks=preliminary,
                    ),
                    figure(language, beds, None if beds == "…" else 1092.0 + 37 * index, "008"),
                    ("tăng " if vi else "up ", figure(language, "0,5", 0.5, f"b:r{index}c2")),
                ),
                lit=index == 0,
            )
        )
    return Table(
        title="Bác sĩ và giường bệnh theo tỉnh" if vi else "Doctors and beds by province",
        columns=(
            Column("Tỉnh" if vi else "Province"),
            Column("Bác sĩ" if vi else "Doctors", "number", UNITS[language]),
            Column("Giường bệnh" if vi else "Beds", "number", "giường" if vi else "beds"),
            Column("Thay đổi" if vi else "Change", "text"),
        ),
        rows=tuple(rows),
        anchor="table",
        caption="Số liệu minh họa." if vi else "Made-up figures.",
        notes=((("Giường kế hoạch." if vi else "Planned beds."),),),
        sources=(1, 2),
    )


def sources(language: str) -> Sources:
    """Return two made-up sources, with the cells behind the figures."""
    vi = language == "vi"
    report = tuple(
        CellRef(f"{REPORT}#{n:03}", f"Số liệu {n}" if vi else f"Figure {n}", f"II.{n}", f"{n},5")
        for n in range(1, 9)
    )
    table = tuple(
        CellRef(
            f"{TABLE}#b:r{row}c{column}",
            f"Tỉnh {row}, cột {column}" if vi else f"Province {row}, column {column}",
            f"hàng {row}" if vi else f"row {row}",
            "8,25",
        )
        for row in range(24)
        for column in (1, 2)
    )
    title = "Báo cáo minh họa về nhân lực" if vi else "A made-up report on the workforce"
    return Sources(
        "Nguồn số liệu" if vi else "Sources",
        (
            SourceEntry(1, REPORT, title, "Sở Y tế Minh Họa", "Số 01/BC-MH; 2024.", report),
            SourceEntry(2, TABLE, "Bảng minh họa" if vi else "A made-up table", "", "", table),
        ),
        "Mỗi số dẫn về ô đã in." if vi else "Each figure leads to its printed cell.",
    )


def notebook_of(shown: list[Any], **metadata: Any) -> nbformat.NotebookNode:
    """Return an executed notebook whose cells showed `shown`; a string is a markdown cell."""
    cells = []
    for index, item in enumerate(shown):
        if isinstance(item, str):
            cells.append(nbformat.v4.new_markdown_cell(item, id=f"m{index}"))
            continue
        output = nbformat.v4.new_output("display_data", data=item._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("show(...)", outputs=[output], id=f"c{index}"))
    return nbformat.v4.new_notebook(cells=cells, metadata={"vnhealth": metadata})


PROSE = {
    "vi": (
        "## Bối cảnh\n\nTheo **quy định**, *mỗi trạm* có `bác sĩ`.[^1] Xem [nơi này]"
        "(https://example.org).\n\n- một\n- hai\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "[^1]: Chú thích minh họa."
    ),
    "en": "## Background\n\nEvery *station* has a **doctor**.[^1]\n\n[^1]: A made-up footnote.",
}


@pytest.fixture(scope="session", params=["vi", "en"])
def demo(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    """Return the made-up brief, in Vietnamese and then in English."""
    language = request.param
    shown = blocks(language)
    return notebook_of([*shown[:3], PROSE[language], *shown[3:]], language=language)


@pytest.fixture(scope="session", name="notebook_of")
def notebook_of_fixture() -> Any:
    """Return the function that makes an executed notebook of blocks and markdown."""
    return notebook_of


@pytest.fixture(scope="session")
def render_of() -> Any:
    """Return a function that writes blocks and markdown as an HTML page."""
    from vnhealth.render import html

    return lambda *shown: html.render(notebook_of(list(shown)))
