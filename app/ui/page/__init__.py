"""The page editor: A4 pages with the grid, edited in place."""
