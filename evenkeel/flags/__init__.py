"""What needs a look: rules decided without touching anything, and said as one would to the student's face."""
