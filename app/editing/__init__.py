"""One open report: the only mutable core object, its history and its files."""
