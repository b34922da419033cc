"""Upstander: from knowing that something is wrong to the next constructive act."""

__version__ = "0.1.0"
