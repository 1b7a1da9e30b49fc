"""The pure core: frozen values in, values out; standard library (and msgspec) only."""
