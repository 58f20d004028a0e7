"""How a message is typed."""

from eval.generated.chance import seeded
from eval.generated.style import hurried, mistyped, neat, of_a_woman, of_person, plain


def test_a_man_becomes_a_woman_whole() -> None:
    """Every pronoun of the person follows."""
    assert of_a_woman("He's on his ward, give him time himself") == "She's on her ward, give her time herself"


def test_who_is_told_of_is_named_once_at_the_start() -> None:
    """Staff say "pt" and go on with "he"."""
    assert of_person("he lives at home, he likes it", "pt") == "pt lives at home, he likes it"


def test_neat_sentences_have_capitals_and_stops() -> None:
    """A question keeps its mark and gets no stop."""
    assert neat(["he is home", "is he 117?"], seeded(1)) == "He is home. Is he 117?"


def test_nothing_follows_a_question_mark_but_a_space_or_a_line() -> None:
    """However the pieces are joined."""
    assert not [n for n in range(30) if "?." in plain(["is he 117?", "he is home"], seeded(n))]


def test_in_a_hurry_there_are_no_capitals_and_no_apostrophes() -> None:
    """Slips are made only in the words listed."""
    assert hurried(["He's on a CTO"], seeded(1)) == "hes on a cto"


def test_the_same_random_makes_the_same_slips() -> None:
    """A scenario can be made again."""
    text = "the council discharged him before the assessment because of funding " * 5
    assert mistyped(text, seeded(4)) == mistyped(text, seeded(4)) != text
