"""The script that the server runs for every session. It stands away from pages/, so that no page runs without it."""

from pages._ui import shell

shell.run()
