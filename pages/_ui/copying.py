"""A button that copies a text in the browser, with one tap and without running the page again."""

from __future__ import annotations

import streamlit as st

from salesops.core.i18n import _

_CSS = """
button { font: inherit; font-size: 0.93rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.45rem);
  padding: 0.25rem 0.75rem; min-height: 2.5rem; cursor: pointer; white-space: nowrap; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button.done { border-color: var(--st-green-color, #17795E); color: var(--st-green-text-color, #0F634C); }
@media (pointer: coarse) { button { min-height: 44px; } }
"""

# A page without https has no clipboard: there a text field is selected and copied as of old.
_JS = """
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.appendChild(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("not copied");
}

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  let back;
  const rest = () => { button.textContent = data.label; button.className = ""; };
  rest();
  button.setAttribute("aria-live", "polite");
  button.onclick = async () => {
    clearTimeout(back);
    try {
      await copy(data.text);
      button.textContent = data.done;
      button.className = "done";
    } catch (error) {
      button.textContent = data.failed;
    }
    back = setTimeout(rest, 2500);
  };
  return () => clearTimeout(back);
}
"""


def _lean(source: str) -> str:
    """Without indentation: it goes with every button, and Streamlit hands over the interpreter beyond 2 kB."""
    return "\n".join(line.strip() for line in source.strip().splitlines())


_BUTTON = st.components.v2.component(
    "salesops_copy", html="<button type='button'></button>", css=_lean(_CSS), js=_lean(_JS)
)


def copy_button(text: str, *, key: str, label: str = "") -> None:
    """Draw the button; what it copies is `text` as it is."""
    words = {
        "text": text,
        "label": label or _("Copy"),
        "done": _("Copied"),
        "failed": _("Mark the text and copy it"),
    }
    _BUTTON(key=key, data=words, width="content")
