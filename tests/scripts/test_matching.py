"""The device finds the asks that fit as the server does."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests import node
from upstander.give.matching import Choices, Need, match

TODAY = date(2026, 8, 5)
ROUNDS = 400
SKILLS = ("interpreting", "driving", "legal", "accounting", "design")
LANGUAGES = ("en", "es")
ANSWERS = """async (questions, on) => {
    const { match } = await import("#give/match.js");
    return questions.map(([choices, needs]) => match(choices, needs, on));
}"""


def some(random: Random, among: tuple[str, ...], chance: float) -> tuple[str, ...]:
    return tuple(one for one in among if random.random() < chance)


def chosen(random: Random) -> Choices:
    return Choices(
        minutes=random.choice([None, 5, 10, 30, 60, 180]),
        money=random.random() < 0.5,
        skills=frozenset(some(random, SKILLS, 0.3)),
        languages=frozenset(some(random, LANGUAGES, 0.8)),
        home_only=random.random() < 0.2,
        private_only=random.random() < 0.2,
    )


def needed(random: Random, number: int) -> Need:
    return Need(
        id=f"{random.choice('abz-')}{number}",
        minutes=random.choice([1, 2, 5, 5, 10, 15, 30, 31, 60, 90, 300, 900]),
        costs_money=random.random() < 0.2,
        skills=some(random, SKILLS, 0.1),
        languages=some(random, LANGUAGES, 0.2),
        presence=random.choice(["home", "home", "in_person"]),
        audiences=random.choice([("nobody",), ("nobody",), ("office", "phone"), ()]),
        until=random.choice([None, None, TODAY + timedelta(random.randint(-2, 2))]),
    )


def for_the_device(of: Choices, needs: list[Need]) -> list[Any]:
    """Returns the arguments of `match.js` for those of `match`."""
    choices = {
        "minutes": of.minutes,
        "money": of.money,
        "skills": sorted(of.skills),
        "languages": sorted(of.languages),
        "homeOnly": of.home_only,
        "privateOnly": of.private_only,
    }
    return [
        choices,
        [
            {
                "id": one.id,
                "minutes": one.minutes,
                "costsMoney": one.costs_money,
                "skills": one.skills,
                "languages": one.languages,
                "presence": one.presence,
                "audiences": one.audiences,
                "until": one.until.isoformat() if one.until else "",
            }
            for one in needs
        ],
    ]


def test_the_device_and_the_server_give_the_same_answers() -> None:
    random = Random(20180507)
    questions = [
        (chosen(random), [needed(random, number) for number in range(random.randint(0, 14))])
        for _round in range(ROUNDS)
    ]
    expected = [match(of, needs, on=TODAY) for of, needs in questions]
    sent = [for_the_device(of, needs) for of, needs in questions]
    given = node.run(ANSWERS, sent, TODAY.isoformat())

    assert given == [
        {
            "fits": [{"id": fit.id, "reasons": list(fit.reasons)} for fit in one.fits],
            "smallest": one.smallest,
        }
        for one in expected
    ]
    assert sum(len(one.fits) == 5 for one in expected) > 20
    assert sum(one.smallest is not None for one in expected) > 20
    seen = {reason for one in expected for fit in one.fits for reason in fit.reasons}
    assert len(seen) == len(SKILLS) + len(LANGUAGES) + 7
