"""Measures the pages against an empty view in the same run; see `bin/bench --help`."""
