"""What we write to authorities: templates, letters, their release by a second person, the mail, who is let in."""
