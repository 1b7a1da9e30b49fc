"""Builds and proves the packages: a Windows installer and ZIP, a Linux archive and .deb. `python3 build/dev.py package`."""
