"""What the record means: relations in SQL, one a file, and the registry that names, explains and bounds each metric."""
