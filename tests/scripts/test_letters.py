"""The device judges a letter, and what carries it, as the server does."""

from tests import node
from upstander.campaigns.queries import constituents, own_words, sending


def test_the_device_and_the_server_judge_words_and_lengths_alike() -> None:
    form = "I ask you to vote for the bill that pays for new pipes on every street of our town."
    texts = [
        "", "— … !", "Mi hija, ¿la bebe?", "I ASK YOU to vote — for the “bill” that pays!",
        f"{form} Please.", "İstanbul ΣΑΣ " * 20, "a\tb\nc " * 12, "日本 niño “no” …",
        f"@rep@mastodon.social https://hub.example/{'x' * 80} y http://b.example", "ñ\n" * 200,
    ]  # fmt: skip
    rules = {"enough": own_words.ENOUGH, "run": own_words.RUN, "marks": own_words.MARKS}
    levels, lengths, mails = node.run(
        """async (texts, form, rules, networks) => {
            const { level } = await import("#campaigns/own-words.js");
            const { email, lengthOf } = await import("#campaigns/sending.js");
            return [
                texts.map((text) => level(text, form, rules)),
                texts.map((text) => networks.map((network) => lengthOf(text, network))),
                texts.map((text) => email("o'a+b@x.example", "¿Qué? & (no)", text)),
            ];
        }""",
        texts,
        form,
        rules,
        list(sending.networks().values()),
    )
    assert levels == [own_words.level(text, theirs=form) for text in texts]
    assert lengths == [
        [sending.length(text, network) for network in sending.networks().values()] for text in texts
    ]
    expected = [
        sending.email("o'a+b@x.example", subject="¿Qué? & (no)", text=text) for text in texts
    ]
    assert mails == [{"href": one.href, "whole": one.whole} for one in expected]
    assert {one.whole for one in expected} == {True, False}


def test_the_device_and_the_server_claim_alike_that_an_official_represents_the_writer() -> None:
    texts = [
        "Dear {title} {name}:\n\nI live in {place}, and you represent me.\n\nI ask. {request}",
        "A {name}:\n\nVivo en {place}. Usted me representa.\n\nLe pido: {request}",
        "As your constituent in {place}, i ask you for one thing. I am your constituent.",
        "Como su electora, ésta es mi petición. {request}\n\nNos representa desde 2020; ¡gracias!",
        "I am calling my Senator to say: {request} I live in your district and I vote",
        "As someone you represent, I ask: {request}, {claims}\n\nYou represent us. {own_words}.",
        "To whom it may concern. We represent nobody.\n\n\nYours,",
    ]
    made = node.run(
        """async (texts) => {
            const { addressed } = await import("#campaigns/constituents.js");
            return texts.map((one) => ["yes", "no", "unsure"].map((who) => addressed(one, who)));
        }""",
        texts,
    )
    everyone: tuple[constituents.Represents, ...] = ("yes", "no", "unsure")

    assert made == [[constituents.addressed(one, who) for who in everyone] for one in texts]
    assert [one[0] for one in made] == texts
    assert made[-1] == [texts[-1]] * 3
