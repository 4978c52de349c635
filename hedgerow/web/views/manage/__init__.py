"""The pages of the platform itself, for administrators alone: for everybody else they do not exist."""
