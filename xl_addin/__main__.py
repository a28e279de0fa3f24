"""`python -m xl_addin`: the command line."""

from xl_addin.cli.main import main

main()
