"""Tables and figures (GB/T 9704-2012 chapter 8)."""
