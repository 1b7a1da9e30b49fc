"""Lossless DOCX on lxml: package, reading, patching. No Qt."""
