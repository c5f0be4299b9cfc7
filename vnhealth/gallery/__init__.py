"""The gallery: one picture of every chart from the shipped data, for docs/gallery.md.

``python -m vnhealth.gallery`` draws all pictures anew and writes the page;
``python -m vnhealth.gallery reports/2024`` adds the first page of one brief a topic of that
edition.
"""
