"""The two figures that the leak check is held to, on letters it was not made with."""

import pytest

from . import corpus, measuring


@pytest.fixture(scope="module", params=corpus.SEEDS)
def measured(request):
    return measuring.measure(request.param)


def test_at_least_95_of_100_disguises_are_stopped(measured):
    assert measured.tried.total() == 200
    assert measured.stopped >= 0.95, [one.letter[one.start : one.end] for one in measured.missed]


def test_at_most_1_of_100_innocent_letters_is_held(measured):
    assert measured.false_alarms <= 0.01, [said for _, said in measured.alarms]


def test_every_disguise_and_every_secret_is_in_the_measured_set():
    hidden = list(corpus.hidden(*corpus.SEEDS["held-out"], measuring.HIDDEN))
    assert {one.disguise for one in hidden} == {name for name, _, _ in corpus.DISGUISES}
    assert {one.secret for one in hidden} == set(corpus.SECRETS)
    assert len({one.provider for one in hidden}) >= 20


def test_a_letter_of_50_000_characters_takes_less_than_a_second():
    assert min(measuring.seconds(50_000)[0] for _ in range(3)) < 1


@pytest.mark.parametrize(
    "one", ["\u200b", "a", "<", "&", "%41", "=41", "QUJD", "A ", "£1,", "one ", "\u0301", "Lantern Harborne "]
)
def test_no_text_takes_long(one):
    """Eight times the text takes about eight times as long, whatever it is made of."""
    marks = measuring.identify([corpus.DEVELOPMENT[0].told()])
    took = []
    for size in (50_000, 400_000):
        began = measuring.time.process_time()
        measuring.check(one * (size // len(one)), marks)
        took.append(measuring.time.process_time() - began)
    assert took[1] < max(1, 24 * took[0])
