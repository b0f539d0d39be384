"""How fast pages are: server time against bare Streamlit, and SQL statements; run `python -m tests.bench`."""
