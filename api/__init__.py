"""The doors: HTTP, pages for people, and the command line. Nothing below this floor knows of them."""
