"""The command line: one command, one file; the only place that prints and exits."""
