"""What a run found, as a page, as Markdown, as JSON and as JUnit. `findings` works it out; each form has a file of its own."""
