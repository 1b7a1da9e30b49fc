"""Words: misspellings, preferred forms, confusable words, fixed expressions."""
