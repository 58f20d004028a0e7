"""What the service remembers.

`base` says what a store does; `memory` is the fake that ships, and `database` the real one: SQLAlchemy over SQLite or
PostgreSQL. `seal` makes the audit's records, each bound to the one before it, and `heads` keeps the last one's hash outside.
"""
