"""Readers of the publishers' files, one module for each table that they become."""
