"""Server entry: the Streamlit script, the HTTP routes and what happens at start. No rules here."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # an ASGI server may start us from another folder
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from streamlit.runtime.pages_manager import PagesManager  # noqa: E402

from pages._ui import assets  # noqa: E402
from pages._ui.failure import show_calm_page  # noqa: E402
from pages._ui.start import lifespan  # noqa: E402
from salesops.http import middleware_with, routes  # noqa: E402

PagesManager.uses_pages_directory = False  # pages run through st.navigation only, behind sign-in and roles

app = st.App(
    ROOT / "pages" / "_ui" / "main.py",
    routes=routes,
    middleware=middleware_with(assets.text("screens.css")),
    lifespan=lifespan,
    on_script_error=show_calm_page,
)
