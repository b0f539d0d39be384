"""Every text of the demo store, in Chinese and in English side by side."""
