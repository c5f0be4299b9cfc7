"""Numbers, dates, order and sentences in Vietnamese and English."""
