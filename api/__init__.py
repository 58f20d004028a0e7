"""The doors: HTTP, pages and the command line."""
