"""Pure decisions of care: when somebody hears from the store, with which words, and whether it is allowed."""
