"""The addresses, one file a noun. `api/app.py` lists them."""
