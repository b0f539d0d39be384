"""The demo store: its story, its coherence, its present moment, and how it lives on."""
