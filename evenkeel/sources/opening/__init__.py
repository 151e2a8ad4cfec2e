"""Files as they come: folders and archives looked into, nothing unpacked to disk."""
