"""What knows nothing of communities: text, dates, codes, files, jobs."""
