"""Fixed words of page furniture in Vietnamese and English: labels, legends, skip link."""

from __future__ import annotations

import unicodedata
from typing import Final

from vnhealth.wording.numbers import MISSING, NO_BREAK_SPACE, NOT_APPLICABLE, SUPPRESSED

# Each word in Vietnamese, then in English.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "figure": ("Hình", "Figure"),
    "table": ("Bảng", "Table"),
    "source": ("Nguồn", "Source"),
    "sources": ("Nguồn", "Sources"),
    "contents": ("Nội dung", "Contents"),
    "skip": ("Đến nội dung chính", "Skip to the main content"),
    "page": ("Trang", "Page"),
    "year": ("Năm", "Year"),
    "edition": ("Ấn bản", "Edition"),
    "place": ("Địa bàn", "Place"),
    "key_messages": ("Thông điệp chính", "Key messages"),
    "key_figures": ("Số liệu chính", "Key figures"),
    "running_text": ("Lời văn", "Text"),
    "reading": ("Cách đọc", "How to read"),
    "signs": ("Ký hiệu", "Signs"),
    "notes": ("Ghi chú", "Notes"),
    "footnote": ("Chú thích", "Footnote"),
    "back": ("Về chỗ chú thích", "Back to the text"),
    "figure_cells": ("Số liệu vẽ trong hình", "Figures drawn in this chart"),
    "unit": ("Đơn vị", "Unit"),
    "cells": ("Các ô số liệu đã dùng", "Cells used"),
    "further_cells": ("Các ô đứng sau hình và bảng", "Cells behind charts and tables"),
    "grid": (
        "{what}: các ô của nguồn {source}, như in, theo hàng và cột của bảng gốc",
        "{what}: cells of source {source} as printed, by the rows and columns of its table",
    ),
    "cell": ("Số liệu", "Figure"),
    "printed": ("Như in trong nguồn", "As printed"),
    "locator": ("Vị trí", "Where"),
    "more_cells": (
        "… và {count} ô khác, liệt kê trong bản HTML.",
        "… and {count} more, listed in the HTML version.",
    ),
    "copy_picture": ("Chép hình", "Copy picture"),
    "copy_table": ("Chép bảng", "Copy table"),
    "sideways": ("Cuộn ngang để xem hết", "Scroll sideways to see all"),
    "copied_picture": ("Đã chép hình.", "The picture is copied."),
    "copied_table": ("Đã chép bảng.", "The table is copied."),
    "saved_picture": ("Đã lưu hình thành tệp PNG.", "The picture is saved as a PNG file."),
    "not_copied": (
        "Trình duyệt không cho chép. Hãy chọn vùng cần lấy rồi chép bằng bàn phím.",
        "The browser doesn't allow copying. Select the part and copy it with the keyboard.",
    ),
    "style_cell": ("Chữ trong bảng", "Table text"),
    "style_remark": ("Lời dưới hình và bảng", "Remark"),
    "style_source": ("Số thứ tự nguồn", "Source number"),
    "style_grid": ("Bảng của bản tin", "Brief table"),
    "own_place": ("địa bàn của bản tin", "the place of this brief"),
    "full_brief": (
        "Bản đầy đủ có mọi hình, bảng, ghi chú và vị trí của từng số liệu trong nguồn.",
        "The full brief has every chart, table and note, and where each figure stands in its "
        "source.",
    ),
    "made_by": ("Bản tin lập bằng vnhealth", "Brief made with vnhealth"),
    "output": ("Kết quả", "Output"),
    "notebook": ("Sổ tay phân tích", "Analysis notebook"),
    "status_good": ("Đạt", "Good"),
    "status_bad": ("Chưa đạt", "Falls short"),
    "status_warn": ("Cần chú ý", "Needs attention"),
    "all_figures": ("Mọi số liệu", "All figures"),
    "all_cells": ("Ô số liệu", "Cells"),
    "sheet": ("Trang tính", "Sheet"),
    "title": ("Tiêu đề", "Title"),
    "rows": ("Số hàng", "Rows"),
    "where": ("Ở đâu", "Where"),
    "row_of": ("Hàng hoặc câu", "Row or sentence"),
    "column_of": ("Cột", "Column"),
    "what_it_says": ("Nội dung số liệu", "What it says"),
    "value": ("Giá trị", "Value"),
    "as_shown": ("Như in trong bản tin", "As printed here"),
    "lower": ("Cận dưới", "Lower limit"),
    "upper": ("Cận trên", "Upper limit"),
    "worked_out": ("Cách tính", "Worked out as"),
    "marks": ("Ký hiệu", "Marks"),
    "evidence": ("Vị trí và số in trong nguồn", "Where and as printed in the source"),
    "cell_ids": ("Mã ô", "Cell ids"),
    "kind": ("Loại", "Kind"),
    "content": ("Nội dung", "Content"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "reference": ("Số, ngày ban hành", "Reference"),
    "caption": ("Chú giải", "Caption"),
    "topic": ("Chủ đề", "Topic"),
    "to_contents": ("Về mục lục", "Back to the contents"),
    "status": ("Đánh giá", "Assessment"),
    "terms": ("Thuật ngữ", "Terms"),
    "stamp": ("Làm lại", "Making it again"),
    "beside": ("Đặt cạnh", "Set against"),
    "exact_values": (
        "Ô số giữ giá trị đầy đủ; định dạng cho thấy số như in trong bản tin.",
        "Cells hold the exact values; their format shows them as printed in the brief.",
    ),
    "note_missing": ("Còn thiếu", "Missing"),
    "note_caveat": ("Lưu ý", "Caveat"),
    "note_finding": ("Kết quả kiểm tra", "Finding of the checks"),
    "note_method": ("Phương pháp", "Method"),
    "note_info": ("Thông tin", "Information"),
}
_MARKS: Final[dict[str, tuple[str, str]]] = {
    "preliminary": ("số sơ bộ", "preliminary"),
    "estimate": ("số ước tính", "estimate"),
    "target": ("chỉ tiêu", "target"),
    "plan": ("số kế hoạch", "planned"),
    "computed": ("số tính từ các số đã công bố", "computed from published figures"),
    "break": (
        "chuỗi số liệu bị ngắt (đổi nguồn, định nghĩa hoặc địa giới)",
        "break in the series (source, definition or boundary)",
    ),
    "caveat": ("xem ghi chú", "see the notes"),
}
_MEASURES: Final[dict[str, tuple[str, str]]] = {
    "rate": ("tử số chia mẫu số", "numerator by denominator"),
    "share": ("tỷ trọng", "share"),
    "difference": ("chênh lệch", "difference"),
    "sum": ("tổng", "sum"),
    "ratio": ("tỷ số", "ratio"),
    "residual": ("phần còn lại", "remainder"),
    "per_inhabitant": ("bình quân đầu người", "per inhabitant"),
    "headcount_missing": ("số người còn thiếu", "people still missing"),
    "gap_in_people": ("khoảng cách quy ra số người", "gap in people"),
    "implied_target": ("mục tiêu suy ra", "target implied"),
    "cost_per_person": ("bình quân một người được hỗ trợ", "per person supported"),
    "count": ("số lượng đếm được", "number counted"),
    "spreads": ("độ chênh", "spread"),
    "interval": ("khoảng tin cậy", "confidence interval"),
    "rank": ("thứ hạng", "rank"),
    "fifth": ("mốc chia năm nhóm", "bound of a fifth"),
    "trend": ("thay đổi bình quân mỗi năm", "mean change a year"),
    "trend_interval": ("khoảng tin cậy của xu hướng", "confidence interval of the trend"),
    "observed_per_year": ("mức thay đổi đã có mỗi năm", "change a year so far"),
    "required_per_year": ("mức thay đổi cần có mỗi năm", "change a year needed"),
    "pace": ("mức đã có so với mức cần", "pace so far by pace needed"),
    "missing_to_target": ("còn thiếu so với mục tiêu", "missing to the target"),
    "missing_range": ("khoảng số còn thiếu", "range of what is missing"),
    "projection": ("dự tính", "projection"),
    "implied_population": ("dân số suy ra", "population implied"),
    "index_of_disparity": ("chỉ số chênh lệch", "index of disparity"),
    "decomposition_total": ("tổng thay đổi", "whole change"),
    "decomposition_staff": ("phần do nhân lực", "part of staff"),
    "decomposition_population": ("phần do dân số", "part of population"),
}
_SIGNS: Final[dict[str, tuple[str, str]]] = {
    MISSING: ("không có số liệu", "no figure"),
    NOT_APPLICABLE: ("không áp dụng", "not applicable"),
    SUPPRESSED: ("số quá nhỏ, không công bố", "too small to be published"),
}
_TIGHT_UNITS: Final = ("%", "‰", "/")


def word(key: str, language: str) -> str:
    """Return the fixed word `key` in `language`.

    >>> word("figure", "vi"), word("figure", "en")
    ('Hình', 'Figure')
    """
    vietnamese, english = _WORDS[key]
    return english if language == "en" else vietnamese


def mark_meaning(key: str, language: str) -> str:
    """Return what a mark of :data:`vnhealth.design.MARKS` says; empty for one it lacks.

    >>> mark_meaning("preliminary", "vi")
    'số sơ bộ'
    """
    vietnamese, english = _MARKS.get(key, ("", ""))
    return english if language == "en" else vietnamese


def measure_meaning(measure: str, language: str) -> str:
    """Return how a figure was worked out from its cells; empty for one that is printed there.

    >>> measure_meaning("share", "vi"), measure_meaning("", "vi"), measure_meaning("other", "en")
    ('tỷ trọng', '', 'computed from published figures')
    """
    if not measure:
        return ""
    vietnamese, english = _MEASURES.get(measure, _MARKS["computed"])
    return english if language == "en" else vietnamese


def sign_meaning(sign: str, language: str) -> str:
    """Return what a sign that stands for a figure says; empty for a figure.

    >>> sign_meaning("…", "en"), sign_meaning("14,5", "vi")
    ('no figure', '')
    """
    vietnamese, english = _SIGNS.get(sign, ("", ""))
    return english if language == "en" else vietnamese


def unit_name(unit: str, language: str) -> str:
    """Return the short name of a unit of the catalogue; empty for one it lacks.

    >>> unit_name("per_10k", "vi"), unit_name("VND", "en"), unit_name("", "vi")
    ('/10.000 dân', 'VND', '')
    """
    from vnhealth import catalog

    known = catalog.units().get(unit)
    return known.short(language) if known else ""


def with_unit(printed: str, unit_text: str) -> str:
    r"""Return a figure and its unit as they stand together in a line.

    >>> with_unit("96", "%"), with_unit("14,5", "/vạn dân")
    ('96%', '14,5/vạn dân')
    >>> with_unit("529,7", "tỷ đồng") == "529,7\u00a0tỷ đồng"
    True
    """
    return printed + unit_gap(unit_text) + unit_text


def unit_gap(unit_text: str) -> str:
    """Return what stands between a figure and `unit_text`: nothing or a space that never breaks."""
    tight = not unit_text or unit_text[0].isspace() or unit_text.startswith(_TIGHT_UNITS)
    return "" if tight else NO_BREAK_SPACE


def written_language(text: str) -> str:
    """Return ``"vi"`` when the letters of `text` are mostly Vietnamese prose, else ``"en"``.

    Vietnamese prose carries a diacritic on about a third of its letters, an English brief only
    in some names.

    >>> written_language("Bác sĩ trên một vạn dân"), written_language("Doctors in Điện Biên")
    ('vi', 'en')
    """
    letters = [letter for letter in text if letter.isalpha()]
    marked = sum(not letter.isascii() for letter in unicodedata.normalize("NFC", "".join(letters)))
    return "vi" if marked > 0.2 * len(letters) else "en"
