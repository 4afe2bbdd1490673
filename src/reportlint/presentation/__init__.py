"""What a report looks like as a document: its title, headings, dates, sentences and marks."""
