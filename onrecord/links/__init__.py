"""What belongs together across reports: copies and origins, stories, entities."""
