"""Page numbers (GB/T 9704-2012 7.5)."""
