"""Numbers, dates and quantities: GB/T 15835-2011."""
