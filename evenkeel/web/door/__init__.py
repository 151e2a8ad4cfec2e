"""The door: whom the app is served to, how they sign in, and what every answer carries."""
