"""What happens round every page: headers, who asks, kept text, refusals."""
