"""Who wrote an article: `claims` gathers whom its lines name, `choice` decides who is believed."""
