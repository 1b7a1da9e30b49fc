"""Special formats: 信函, 命令（令）, 纪要 (GB/T 9704-2012 chapter 10)."""
