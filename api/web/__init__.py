"""Pages for people: server-rendered, no scripts."""
