"""What is claimed about speed and memory, as commands: `python -m benchmarks.<name>`; see README.md."""
