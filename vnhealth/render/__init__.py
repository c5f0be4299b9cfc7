"""nbconvert exporters: an executed notebook's blocks and prose to HTML and to PDF."""
