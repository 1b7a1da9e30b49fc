"""The grid: characters → lines → pages. Pure Python; lengths in twips inside, millimetres in `app.core.pages`."""
