"""Caps on what is opened: a report is small, so what is far beyond one is an attack or a mistake."""

MB = 1024 * 1024

MAX_FILE = 256 * MB  # scans pasted by the hundred stay below; the whole file is held in memory
MAX_MEMBERS = 10_000  # a report with a picture on each of 600 pages has about 1,300 parts
MAX_TOTAL = 512 * MB  # unpacked; held in memory next to the file itself
MAX_PART = 64 * MB  # one XML part that is parsed: a tree takes about ten times its bytes
RATIO_FLOOR = 4 * MB  # below this unpacked size the ratio says nothing (an empty bitmap packs 1,000 to 1)
MAX_RATIO = 200  # XML of real reports packs 10 to 40 to 1; deflate at its limit gives 1,030 to 1
MAX_DEPTH = 256  # nesting of elements: tables five deep stay below 80, and Python recurses 1,000 calls
MAX_NAME = 1024  # characters of a member's name
