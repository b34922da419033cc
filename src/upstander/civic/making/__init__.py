"""Making the tables: fetching the publishers' files, building from them, checking."""
