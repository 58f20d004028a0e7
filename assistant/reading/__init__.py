"""How staff's own words become facts of a case and topics of a question."""
