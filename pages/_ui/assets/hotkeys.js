// A letter goes to a field; Escape leaves it again, so that the arrows turn the screens.
export default function ({ data }) {
  const typing = (where) => where && (/^(input|textarea|select)$/i.test(where.tagName) || where.isContentEditable);
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const where = document.activeElement;
    if (event.key === "Escape" && typing(where)) {
      where.blur();
      return;
    }
    const wanted = data.fields[event.key.toLowerCase()];
    if (!wanted || typing(where)) return;
    const field = document.querySelector(`.st-key-${CSS.escape(wanted)} :is(input, textarea)`);
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
