"""Makes weights.bin from the YAML files (`flask intents train`): which sentences are learned, and how sure a score is.

The files are read by wishes.py, slips of typing are added by slips.py, the learning itself is descent.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from math import exp, log
from pathlib import Path
from zlib import crc32

from intents.descent import Sentence, descend
from intents.features import features_of, vocabulary_of
from intents.model import WEIGHTS, Model, write_model
from intents.normalise import normalise
from intents.slips import slips
from intents.wishes import FIRE, Wishes, read_wishes

# How dear a mistake is (C of the support vector machine): a made-up slip is worth less than a sentence, a look-alike more.
# A fire that is missed is the dearest.
TRUST, TRUST_FIRE, TRUST_SLIP, TRUST_NEVER = 2.0, 6.0, 0.3, 4.0
FOLDS = 3
NO_FOLD = -1  # always learned, never asked about
TEMPERATURES = [quarter / 4 for quarter in range(8, 60)]


def sentences_of(wishes: Wishes, slip: Callable[[str], list[str]] = slips) -> list[Sentence]:
    """Everything that is learned, in a fixed order; `fold` keeps a sentence and its slips together."""
    vocabulary = vocabulary_of(wishes.terms)
    found: dict[tuple[frozenset[str], str, bool], Sentence] = {}

    def add(text: str, intent: str, trust: float, fold: int) -> None:
        features = frozenset(features_of(*vocabulary.read(text)))
        sentence = Sentence(features, intent, trust, fold, fold < 0, trust == TRUST_SLIP)
        found.setdefault((features, intent, sentence.wrong), sentence)

    for text, intent in (*wishes.phrases, *wishes.examples):
        plain = normalise(text.replace("*", " "))
        add(plain, intent, TRUST_FIRE if intent == FIRE else TRUST, fold_of(text))
        for slipped in slip(plain):
            add(normalise(slipped), intent, TRUST_SLIP, fold_of(text))
    for text, intent in wishes.never:
        add(normalise(text), intent, TRUST_NEVER, NO_FOLD)
    return list(found.values())


def fold_of(text: str) -> int:
    return crc32(text.encode()) % FOLDS


def fingerprint(sentences: Sequence[Sentence], wishes: Wishes) -> str:
    """Of all that the weights are made from: it changes with the YAML files and with how a text is read."""
    digest = sha256(repr((sorted(wishes.terms.items()), wishes.fire, wishes.phrases)).encode())
    for sentence in sentences:
        digest.update(repr((sorted(sentence.features), sentence.intent, sentence.trust)).encode())
    return digest.hexdigest()[:32]


def train(intents: Sequence[str], path: Path = WEIGHTS) -> Model:
    wishes = read_wishes(intents)
    sentences = sentences_of(wishes)
    model = learn(wishes, sentences, intents, temperature_of(held_out(sentences, intents)))
    write_model(path, model)
    return model


def learn(
    wishes: Wishes, sentences: Sequence[Sentence], intents: Sequence[str], temperature: float
) -> Model:
    never: dict[str, list[str]] = {}
    for text, intent in wishes.never:
        never.setdefault(normalise(text), []).append(intent)
    head = {
        "fingerprint": fingerprint(sentences, wishes),
        "temperature": temperature,
        "terms": wishes.terms,
        "known": wishes.known(),
        "never": never,
        "fire": wishes.fire,
    }
    return replace(descend(sentences, intents), head=head)


def held_out(
    sentences: Sequence[Sentence], intents: Sequence[str]
) -> list[tuple[list[float], int]]:
    """Scores of each sentence by a model that has not seen it, and which intent is right."""
    scored = []
    for fold in range(FOLDS):
        model = descend([each for each in sentences if each.fold != fold], intents)
        scored += [
            (model.scores(each.features), intents.index(each.intent))
            for each in sentences
            if each.fold == fold and not each.made
        ]
    return scored


def temperature_of(scored: Sequence[tuple[list[float], int]]) -> float:
    """The factor that makes scores likelihoods which hold on sentences not seen (least logarithmic loss)."""
    return min(TEMPERATURES, key=lambda factor: _loss(scored, factor))


def _loss(scored: Sequence[tuple[list[float], int]], factor: float) -> float:
    total = 0.0
    for scores, right in scored:
        top = max(scores)
        whole = sum(exp(factor * (score - top)) for score in scores)
        total += log(whole) - factor * (scores[right] - top)
    return round(total, 3)
