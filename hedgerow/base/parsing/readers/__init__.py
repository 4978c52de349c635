"""The readers that run inside the confined process, one module per family of files, each imported when needed."""
