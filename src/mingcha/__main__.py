"""`python -m mingcha` is `mingcha`."""

import sys

from mingcha.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
