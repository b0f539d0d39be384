"""Changes that the morning meeting makes: decisions, lessons, key customers, briefing."""
