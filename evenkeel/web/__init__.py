"""Streamlit begins here: who may look, cached reads, session keys and the looks, each named once."""
