"""The tables, the lines and the index, read with the standard library; batches with numpy."""
