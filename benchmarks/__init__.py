"""What `upstander bench` measures: each module has `measure()`, which yields rows of its table."""
