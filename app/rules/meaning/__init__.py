"""What the text says: series, counts, dates, names, repetition."""
