"""Headings and their numerals (GB/T 9704-2012 7.3.3)."""
