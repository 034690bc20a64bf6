"""Every workbook of a folder → XForm XML, by pyxform; what it refuses → a file with its reason.

Usage: to_xforms.py FOLDER. The root element is named `data`, as ODK's own tools do.
"""

import sys
from pathlib import Path

from pyxform.xls2xform import convert

for book in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for old in (".xml", ".error"):
        book.with_suffix(old).unlink(missing_ok=True)
    try:
        xform = convert(xlsform=book, validate=False, form_name="data").xform
        book.with_suffix(".xml").write_text(xform, encoding="utf-8")
    except Exception as error:  # whatever it is, it is pyxform's word on this workbook
        book.with_suffix(".error").write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
