"""Ways in and out. No rule of the trade lives here."""
