"""The words of the index page, in both languages."""

from __future__ import annotations

from typing import Final

# Each in Vietnamese, then in English.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Bản tin số liệu y tế, ấn bản {year}", "Health planning briefs, edition {year}"),
    "intro": (
        "{briefs} bản tin đã lập. Mỗi bản tin là một tệp đầy đủ, mở được khi không có mạng; cả thư "
        "mục có thể chép sang USB.",
        "{briefs} briefs were made. Each is one whole file that opens without a network; the "
        "folder can be copied to a USB stick.",
    ),
    "intro_one": (
        "Một bản tin đã lập. Tệp mở được khi không có mạng; cả thư mục có thể chép sang USB.",
        "One brief was made. It opens without a network; the folder can be copied to a USB stick.",
    ),
    "intro_none": ("Chưa lập được bản tin nào.", "No brief could be made."),
    "without": (
        "{count} bản tin chưa làm được, lý do ghi ở cuối trang.",
        "{count} could not be made; the reasons are at the end of the page.",
    ),
    "comparisons": ("So sánh giữa các tỉnh, thành phố", "Comparisons of provinces"),
    "comparison_of": ("{indicator}, {count} tỉnh, thành phố", "{indicator}, {count} provinces"),
    "topic": ("Chủ đề", "Topic"),
    "language": ("Ngôn ngữ", "Language"),
    "vi": ("Tiếng Việt", "Vietnamese"),
    "en": ("Tiếng Anh", "English"),
    "year": ("Năm", "Year"),
    "to_read": ("Đọc trên màn hình", "To read"),
    "to_print": ("Để in", "To print"),
    "to_use": ("Để sửa, để tính", "To edit and reckon with"),
    "summary": ("Bản một trang", "One page"),
    "place": ("Địa bàn", "Place"),
    "of_34": ("{place} (từ 1/7/2025)", "{place} (since 1 July 2025)"),
    "filter": ("Lọc bản tin", "Filter the briefs"),
    "any": ("Tất cả", "All"),
    "reset": ("Bỏ lọc", "Show all"),
    "shown": ("Đang hiện {{shown}} trong {{all}} bản tin.", "Showing {{shown}} of {{all}} briefs."),
    "not_made": ("Chưa làm được", "Not made"),
    "not_made_intro": (
        "Những bản tin dưới đây chưa có tệp đúng với số liệu hiện nay.",
        "There is no file of the briefs below that holds today's figures.",
    ),
    "brief": ("Bản tin", "Brief"),
    "reason": ("Lý do", "Reason"),
    "no_figures": ("chưa có số liệu", "no data"),
    "no_data": ("Không có số liệu.", "No data."),
    "out_of_date": ("Cần lập lại.", "Out of date."),
    "failed": ("Lỗi khi chạy.", "Failed."),
    "kept": ("Sổ tay đã chạy", "Executed notebook"),
    "inputs": (
        "Số liệu gốc (SHA-256): {digest}. Danh mục tệp: manifest.json.",
        "Raw data (SHA-256): {digest}. List of files: manifest.json.",
    ),
}


def word(key: str, language: str, **values: object) -> str:
    """Return the word `key` of the index page in `language`.

    >>> word("not_made", "vi"), word("title", "en", year=2024)
    ('Chưa làm được', 'Health planning briefs, edition 2024')
    """
    vietnamese, english = _WORDS[key]
    return (english if language == "en" else vietnamese).format(**values)
