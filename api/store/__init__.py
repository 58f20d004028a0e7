"""What the service remembers. `base` says what a store does; `memory` keeps it until the process ends."""
