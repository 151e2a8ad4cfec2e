"""What importers share: tables, JSON, XML, dates, and whose an address is."""
