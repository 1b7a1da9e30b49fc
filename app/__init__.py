"""文衡: a desktop editor for Chinese official reports."""

__version__ = "0.1.0"
