"""Check results -> text. One file a format, each the owner of its shape."""
