"""Every way that running a quiz can go wrong, as a problem. None of them repeats what was sent.

Problem
├── NoSession          404  no quiz has this code or id
├── Closed             410  its code has expired
├── NotJoined          403  this browser has not joined
├── NicknameTaken      409  another learner has the name
├── BadNickname        422  it is none: empty, too long, or it identifies a person
├── RoomFull           409  a session has its most learners
├── TooManyPages       429  one learner listens on more pages than a person opens
├── NothingChosen      422  no option was chosen
└── CannotMake         422  no such quiz can be made
"""

from api.problems import Problem


class NoSession(Problem):
    """No quiz has this code or id, or it is no longer kept."""

    type, status, title = "no-quiz", 404, "No such quiz"

    def __init__(self) -> None:
        super().__init__("No quiz has that code. Look at it again: it has six letters and figures. Or ask your trainer for it")


class Closed(Problem):
    """Nobody can join any more."""

    type, status, title = "quiz-closed", 410, "This quiz is closed"

    def __init__(self) -> None:
        super().__init__("Its code has expired, so nobody new can join. Ask your trainer for a new one")


class NotJoined(Problem):
    """This browser has not joined the quiz."""

    type, status, title = "not-joined", 403, "Join the quiz first"

    def __init__(self) -> None:
        super().__init__(
            "This browser has not joined this quiz, or has forgotten that it did: it has to keep the cookie of this site. "
            "Join with the code and a nickname"
        )


class NicknameTaken(Problem):
    """Another learner has the name."""

    type, status, title = "nickname-taken", 409, "That nickname is taken"

    def __init__(self) -> None:
        super().__init__("Somebody in this quiz has that nickname already. Choose another")


class BadNickname(Problem):
    """It is no nickname, or it identifies a person; nothing of it is kept."""

    type, status, title = "bad-nickname", 422, "That nickname cannot be used"


class RoomFull(Problem):
    """A session has its most learners."""

    type, status, title = "quiz-full", 409, "This quiz is full"

    def __init__(self, most: int) -> None:
        super().__init__(f"A quiz takes at most {most:,} learners. Ask your trainer to share it once more, with another code")


class TooManyPages(Problem):
    """One learner listens on more pages than a person opens."""

    type, status, title = "too-many-pages", 429, "This quiz is open in too many windows"

    def __init__(self) -> None:
        super().__init__("Close some of them. Those that are open go on")


class NothingChosen(Problem):
    """No option was chosen, or one that the question does not have."""

    type, status, title = "nothing-chosen", 422, "Choose an answer first"

    def __init__(self) -> None:
        super().__init__("Nothing has been sent yet. Choose an answer and press the button again")


class CannotMake(Problem):
    """No such quiz can be made."""

    type, status, title = "cannot-make", 422, "That quiz cannot be made"
