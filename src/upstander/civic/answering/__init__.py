"""From what is asked to who represents it: by ZIP, by words, by point; names, notices, JSON."""
