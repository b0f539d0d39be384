"""`python -m salesops`: the command line."""

import sys

from salesops.cli import main

sys.exit(main())
