"""The head of the first page (GB/T 9704-2012 7.2)."""
