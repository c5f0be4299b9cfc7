"""The texts of the command line's help in Vietnamese, by their English text."""

from __future__ import annotations

import re
from typing import Final

TEXTS: Final = {
    "From printed health planning figures to committee briefs.": (
        "Từ số liệu kế hoạch y tế trên giấy đến bản tin cho lãnh đạo và hội đồng."
    ),
    "VNHEALTH_LANG=vi|en sets the language of messages; VNHEALTH_PROJECT names the project.": (
        "VNHEALTH_LANG=vi|en chọn ngôn ngữ của thông báo; VNHEALTH_PROJECT chỉ thư mục dự án."
    ),
    "Read every printed cell of data/raw into the store, and list what can't be read.": (
        "Đọc mọi ô số liệu in trong data/raw vào kho, và liệt kê những ô không đọc được."
    ),
    "Say what doesn't hold together in the cleaned data; exit code 1 for an error.": (
        "Nêu những số liệu đã làm sạch không khớp nhau; mã kết thúc 1 khi có lỗi."
    ),
    "Show which numbers, ranges, comparisons and units a printed text holds.\n\n"
    "With --json, one line a text: a list with a row a quantity.": (
        "Cho biết một đoạn chữ in nêu những số, khoảng, so sánh và đơn vị nào.\n\n"
        "Với --json, mỗi đoạn một dòng: danh sách các số đọc được."
    ),
    "Show which place a name means, and on which boundaries; it is never guessed.": (
        "Cho biết một tên gọi chỉ địa phương nào, theo địa giới nào; không bao giờ đoán."
    ),
    "Take candidate figures out of a document, as CSV for a person to review.\n\n"
    "With --out, the draft of a source.yml is put beside the CSV, to be filled in before accept.": (
        "Trích các số liệu trong một văn bản ra tệp CSV để người rà soát.\n\n"
        "Với --out, bản nháp source.yml được đặt cạnh tệp CSV, cần điền trước khi accept."
    ),
    "Add reviewed candidates to data/raw, as printed.": (
        "Đưa các số liệu đã rà soát vào data/raw, đúng như bản in."
    ),
    "Make one brief of a topic for a place and a year.": (
        "Lập một bản tin theo chủ đề, địa phương và năm."
    ),
    "Make an edition: the briefs that aren't up to date, its index page, its manifest.": (
        "Lập ấn bản: những bản tin chưa có hoặc cần lập lại, trang mục lục và tệp kê khai."
    ),
    "Put the shards of an edition together, with an index page of them all.": (
        "Ghép các phần của một ấn bản, kèm trang mục lục chung."
    ),
    "Show what changed between two editions; ends with 1 when something did.": (
        "Cho biết hai ấn bản khác nhau ở số liệu nào; mã kết thúc 1 khi có khác biệt."
    ),
    "Folder of an edition, or its manifest.": "Thư mục của một ấn bản, hoặc tệp kê khai của nó.",
    "The edition to hold against it.": "Ấn bản đem so với nó.",
    "How the answer is written.": "Cách viết câu trả lời.",
    "List the indicators, places, sources or topics there are.": (
        "Liệt kê các chỉ số, địa phương, nguồn hoặc chủ đề hiện có."
    ),
    "Look whether everything is in place to make briefs, and say what is missing.": (
        "Kiểm tra xem đã đủ mọi thứ để lập bản tin chưa, và nêu những gì còn thiếu."
    ),
    "Show the version.": "In số phiên bản.",
    "Say nothing but errors.": "Chỉ thông báo khi có lỗi.",
    "Answer in JSON.": "Trả lời bằng JSON.",
    "Printed texts to read.": "Đoạn chữ in cần đọc.",
    "Names of places.": "Tên địa phương.",
    "The day meant, as 2024-12-31.": "Ngày muốn hỏi, dạng 2024-12-31.",
    "Cells read at a time, into a store in parts; 0: all at once.": (
        "Số ô đọc mỗi lượt, ghi vào kho chia phần; 0: đọc tất cả cùng lúc."
    ),
    "txt, docx, pdf or html.": "txt, docx, pdf hoặc html.",
    "File instead of stdout.": "Ghi ra tệp thay vì in ra màn hình.",
    "Reviewed result of extract.": "Kết quả của extract đã rà soát.",
    "Instead of the draft beside it.": "Thay cho bản nháp đặt cạnh tệp.",
    "See: vnhealth list topics.": "Xem: vnhealth list topics.",
    "Figures up to this year count.": "Tính các số liệu đến hết năm này.",
    "Id or name of a place.": "Mã hoặc tên địa phương.",
    "Language of the brief.": "Ngôn ngữ của bản tin.",
    "Of html, pdf, summary, xlsx, docx, json, svg, png.": (
        "Trong các dạng html, pdf, summary, xlsx, docx, json, svg, png."
    ),
    "Folder instead of reports/<edition>.": "Thư mục thay cho reports/<ấn bản>.",
    "63 provinces to June 2025, 34 since.": "63 tỉnh đến tháng 6/2025, 34 tỉnh từ đó về sau.",
    "What a comparison is about.": "Chỉ số được so sánh.",
    "Places drawn beside it.": "Các địa phương vẽ cùng.",
    "What a quality brief is about; else all data.": (
        "Nguồn mà bản tin chất lượng xét; bỏ trống là toàn bộ số liệu."
    ),
    "nbclient: an ordinary kernel each.": "nbclient: mỗi bản tin một kernel thông thường.",
    "Edition of vnhealth.toml.": "Ấn bản trong vnhealth.toml.",
    "Instead of the edition's.": "Thay cho thiết lập của ấn bản.",
    "Of the quality briefs.": "Của các bản tin chất lượng.",
    "Make the briefs on a Dask cluster.": "Lập bản tin trên một cụm máy Dask.",
    "Notebooks run at a time.": "Số sổ tay chạy cùng lúc.",
    "Make every brief, up to date or not.": "Lập lại mọi bản tin, kể cả bản còn đúng.",
    "Say what would be made and why; write nothing.": (
        "Chỉ nêu những bản tin sẽ lập và lý do; không ghi gì."
    ),
    "When a brief fails: go on, or begin none.": (
        "Khi một bản tin bị lỗi: lập tiếp các bản khác, hoặc dừng."
    ),
    "When another build is at work: wait, or refuse.": (
        "Khi có lệnh build khác đang chạy: chờ, hoặc báo lỗi ngay."
    ),
    "Make one of N parts; then: vnhealth merge.": (
        "Lập một trong N phần; sau đó dùng: vnhealth merge."
    ),
    "Folders of all shards, each with its manifest.": (
        "Thư mục của mọi phần, mỗi thư mục có tệp kê khai."
    ),
}

FRAME: Final = tuple(
    (re.compile(pattern, re.MULTILINE), instead)
    for pattern, instead in (
        (r"^Usage:", "Cách dùng:"),
        (r"^Options:$", "Tùy chọn:"),
        (r"^Arguments:$", "Đối số:"),
        (r"^Commands:$", "Các lệnh:"),
        (r"\[OPTIONS\]", "[TÙY CHỌN]"),
        (r"\bCOMMAND \[ARGS\]\.\.\.", "LỆNH [ĐỐI SỐ]..."),
        (r"\[required\]", "[bắt buộc]"),
        (r"\[default: ", "[mặc định: "),
        (r"Show this message and exit\.", "In phần trợ giúp này."),
        (r"<int>", "<số> "),
        (r"<str>", "<chữ>"),
    )
)
"""What Typer itself writes on a page of help."""
