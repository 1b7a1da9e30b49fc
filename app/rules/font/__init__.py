"""Fonts and sizes (GB/T 9704-2012 5.2.2, 7.3)."""
