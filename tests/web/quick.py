"""Compression that does not take its time, for tests that publish."""

import gzip

import brotli

QUICK = {
    ".gz": lambda data: gzip.compress(data, 1),
    ".br": lambda data: brotli.compress(data, 0, 1),
}
