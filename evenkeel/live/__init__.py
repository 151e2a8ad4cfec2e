"""Live feeds: which addresses an account publishes at, where a fetch may go, and how it is made politely."""
