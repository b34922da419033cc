"""The device judges a letter, and what carries it, as the server does."""

from tests import node
from upstander.campaigns.queries import own_words, sending


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
