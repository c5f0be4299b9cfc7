"""Charts, one a file: a tidy frame and frozen settings in, a figure and its alt text out.

Each module has a settings class, ``draw(frame, settings)`` and ``alt_text(frame, settings)``;
:func:`vnhealth.charts.frame.to_svg` writes the figure for HTML and PDF. Nothing is imported
here, so that matplotlib is loaded by the chart that needs it.
"""
