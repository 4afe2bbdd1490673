"""Draft + form -> report: the only code that knows headings, labels and numerals."""
