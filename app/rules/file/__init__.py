"""The technical state of the file: marks that drafting left behind."""
