"""Run the command line as ``python -m reportlint``."""

from reportlint.cli.main import main

if __name__ == "__main__":
    main()
