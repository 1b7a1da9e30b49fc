"""Units of measurement: GB/T 9704-2012 9, GB 3100-1993."""
