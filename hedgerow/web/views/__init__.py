"""Views: fetch through the viewer, check a form, act, answer."""
