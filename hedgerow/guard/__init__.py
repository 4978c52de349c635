"""Rules of confidentiality applied to text."""
