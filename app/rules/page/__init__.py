"""Page geometry and the 22 by 28 grid (GB/T 9704-2012 5.1–5.2)."""
