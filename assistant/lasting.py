"""What a server made ready is there for good: Python need not go through it whenever it looks for what can be thrown away."""

import gc


def set_apart() -> None:
    """Leaves all that is there now out of later collections, each of which else takes a tenth of a second from whoever waits.

    What was set apart before is looked through again first, so that an old rulebook goes once a new one is made ready.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
