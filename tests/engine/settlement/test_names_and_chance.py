"""Party names, document numbers and the odds of a sum that fits by chance: each against its rule or a plain count."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations
from math import comb

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xl_addin.engine.settlement.chance import (
    crowd_allowed,
    distinctive,
    expected_hits,
    granularity,
    sizes_allowed,
    sum_is_particular,
)
from xl_addin.engine.settlement.names import document_token, one_edit_apart, party_words, same_party

Words = tuple[str, ...]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Ab Cd Co., Ltd.", ("AB", "CD"), id="legal forms at the end fall away, however many"),
        pytest.param("Kabushiki Mitsu K.K.", ("KABUSHIKI", "MITSU"), id="K.K. loses its dots, then falls away"),
        pytest.param("Co Op Traders Ltd", ("CO", "OP", "TRADERS"), id="a legal form in front is part of the name"),
        pytest.param("Ltd", ("LTD",), id="a name that is one legal form stays"),
        pytest.param("Pte Ltd", ("PTE",), id="of a name of legal forms only the first stays"),
        pytest.param("O'Neil`s D’Arc", ("ONEILS", "DARC"), id="no apostrophe parts a word"),
        pytest.param("Smith & Sons-Bro/2", ("SMITH", "SONS", "BRO", "2"), id="all other marks part words"),
        pytest.param("MÜLLER Söhne", ("MULLER", "SOHNE"), id="letters lose their marks"),
        pytest.param("Mueller Soehne", ("MULLER", "SOHNE"), id="two letters for a mark are the one letter"),
        pytest.param("Größing Ævar Łódź", ("GROSSING", "AVAR", "LODZ"), id="letters that are no letter with a mark"),
        pytest.param("Noe AE12 Aeon UE", ("NOE", "AE12", "AEON", "UE"), id="short words and codes keep their letters"),
        pytest.param("M/s. Acme Ltd", ("ACME",), id="M/s is a title"),
        pytest.param("MESSRS ACME", ("ACME",), id="Messrs is a title"),
        pytest.param("MS Acme", ("MS", "ACME"), id="MS without a stroke is a name"),
        pytest.param("M/s", (), id="a title alone is no name"),
        pytest.param("Acme Int'l", ("ACME", "INTERNATIONAL"), id="a word that is cut as one writes"),
        pytest.param("Valves and Pumps AG", ("VALVES", "PUMPS"), id="AND is as the sign for it"),
        pytest.param("A & B", ("A", "B"), id="the sign parts single letters"),
        pytest.param("Acme G m b H", ("ACME",), id="single letters in a row are one word"),
        pytest.param("Müller Gesellschaft mbH", ("MULLER",), id="a legal form in full"),
        pytest.param("", (), id="no name has no words"),
        pytest.param(" . ", (), id="marks alone are no name"),
    ],
)
def test_words_of_a_party(name: str, words: Words) -> None:
    """Upper case, without punctuation, without the legal form at the end."""
    assert party_words(name) == words


@pytest.mark.parametrize(
    ("number", "token"),
    [
        pytest.param("inv/26-27/08182", "INV262708182", id="letters and digits in upper case"),
        pytest.param("ab12", "AB12", id="lower case without marks"),
        pytest.param("00074693", "74693", id="digits only: leading zeros fall away"),
        pytest.param("00-740 030", "740030", id="digits only but for marks: leading zeros fall away, others stay"),
        pytest.param("007A", "007A", id="with a letter the zeros stay"),
        pytest.param("", "", id="no number"),
    ],
)
def test_token_of_a_document(number: str, token: str) -> None:
    """What is left of a number when marks and leading zeros do not count."""
    assert document_token(number) == token


def one_edit(word: str, letters: str) -> set[str]:
    """Every text that is the word, or has one letter changed, added, lost, or two neighbours swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    lost = [a + b[1:] for a, b in cuts if b]
    changed = [a + letter + b[1:] for a, b in cuts if b for letter in letters]
    added = [a + letter + b for a, b in cuts for letter in letters]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    return {word, *lost, *changed, *added, *swapped}


@pytest.mark.parametrize("word", ["", "A", "AA", "AB", "ABA", "AABB", "ABBAB"])
def test_one_edit_against_all_edits(word: str) -> None:
    """Of all texts of up to seven letters A and B those that one edit makes, and no other."""
    texts = {""}
    for _ in range(len(word) + 2):
        texts |= {text + letter for text in texts for letter in "AB"}
    assert {text for text in texts if one_edit_apart(word, text)} == one_edit(word, "AB")


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        pytest.param("ATLANTIQ", "ATLNATIQ", True, id="two neighbours swapped in the middle"),
        pytest.param("CABLES", "CABLSE", True, id="two neighbours swapped at the end"),
        pytest.param("CABLES", "SABLEC", False, id="two letters swapped that are not neighbours"),
        pytest.param("CABLES", "CABLSX", False, id="two letters changed at the end"),
        pytest.param("CABLES", "ACBLSE", False, id="two swaps"),
        pytest.param("CABLES", "CBLSE", False, id="a letter lost and two swapped"),
        pytest.param("CABLES", "CABL", False, id="two letters lost"),
        pytest.param("CABLES", "CABLESXY", False, id="two letters added"),
    ],
)
def test_one_edit(first: str, second: str, near: bool) -> None:
    """The nearness goes both ways."""
    assert one_edit_apart(first, second) is near
    assert one_edit_apart(second, first) is near


def parties(*names: str) -> set[frozenset[str]]:
    """The names that count as one party; the order in which the names come plays no part."""
    words = [tuple(name.split()) for name in names]
    found = same_party(words)
    assert set(found) == set(words)
    assert all(found[full] == full for full in found.values()), "a representative stands for itself"
    for order in permutations(words):
        assert same_party(order) == found
    return {frozenset(" ".join(name) for name in words if found[name] == full) for full in found.values()}


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        pytest.param(["TIGER FOODS", "TIGRE FOODS", "LION FOODS"], [1, 1, 2], id="two letters swapped"),
        pytest.param(["TIGER FOODS", "TIGER FODS"], [1, 1], id="a letter lost in the last word"),
        pytest.param(["TIGER FOODS", "TIGR FOODS"], [1, 1], id="a letter lost in a word of five"),
        pytest.param(["OLD TIGER FOODS", "OLD TIGXR FOODS"], [1, 1], id="a letter changed in the middle word"),
        pytest.param(["TIGER FOODS", "TIGRES FOODS"], [1, 2], id="two letters are another party"),
        pytest.param(["TIGER FOODS", "TIGAR FODS"], [1, 2], id="one letter in each of two words is another party"),
        pytest.param(["CAT FOODS", "CATS FOODS"], [1, 2], id="three letters and four are codes"),
        pytest.param(["KAVI AGRO FOODS", "KAVI GRO FOODS"], [1, 1], id="of three words one of four has lost a letter"),
        pytest.param(["KAVI AGRO FOODS", "KAVI ARGO FOODS"], [1, 2], id="but not two swapped"),
        pytest.param(["KAVI AGRO FOODS", "KAVI ACRO FOODS"], [1, 2], id="nor one changed"),
        pytest.param(["KAVI CAT FOODS", "KAVI AT FOODS"], [1, 2], id="nor has a word of three lost one"),
        pytest.param(["CAT FOODS", "CAR FOODS"], [1, 2], id="three letters are a code"),
        pytest.param(["ACME FOODS", "ACNE FOODS"], [1, 2], id="four letters and four are codes"),
        pytest.param(["ACME FOODS", "ACMES FOODS"], [1, 1], id="four letters beside five have lost one"),
        pytest.param(["UNIT12345 FOODS", "UNIT12346 FOODS"], [1, 2], id="a word with digits is a code"),
        pytest.param(["ATLANTIQ", "ATLNTIQ"], [1, 2], id="a name of one word says too little"),
        pytest.param(["TIGER FOODS", "FOODS TIGER", "FOODS LION"], [1, 1, 2], id="the same words in another order"),
        pytest.param(["TIGER FOODS", "TIGXR FOODS", "TIXXR FOODS"], [1, 1, 1], id="near to near is the same"),
        pytest.param(["TIGER FOODS", "TIGER FOODS EXPORT"], [1, 1], id="a name cut short is the only longer one"),
        pytest.param(["TIGER", "TIGER FOODS"], [1, 2], id="one word alone is not a name cut short"),
        pytest.param(["TIGER FOODS", "TIGER FOODS A", "TIGER FOODS B"], [1, 2, 3], id="two ways on: either party"),
        pytest.param(
            ["TIGER FOODS", "TIGER FOODS A", "TIGER FOODS B", "ZEBRA"], [1, 2, 3, 4], id="two ways on, others follow"
        ),
        pytest.param(["TIGER FOODS", "TIGER FOODS A", "TIGER FOODS A B"], [1, 1, 1], id="one way on, cut twice"),
        pytest.param(["A B", "A B C", "A B C D", "A B E"], [1, 2, 2, 3], id="two ways on, one of them further"),
        pytest.param(["TIGER FOODS", "TIGER FOODS A", "ZEBRA"], [1, 1, 2], id="cut short, others follow"),
        pytest.param(["A B", "A B C", "A D"], [1, 1, 2], id="what follows shares only the first word"),
        pytest.param(["TIGER FOODS X", "TIGER FOODS Y"], [1, 2], id="the rest of the name differs"),
        pytest.param(["BIRD SEED", "TIGER FOODS", "TIGXR FOODS", "TIGXR FOODS A"], [1, 2, 2, 2], id="both at once"),
        pytest.param([], [], id="no name"),
    ],
)
def test_same_party(names: list[str], apart: list[int]) -> None:
    """Names with the same number are one party."""
    numbered = [*zip(names, apart, strict=True)]
    assert parties(*names) == {frozenset(name for name, at in numbered if at == party) for party in apart}


ROUND = [
    (1, 1),
    (29_852_94, 1),
    (10, 10),
    (29_000_00, 100_000),
    (100_500, 100),
    (999, 1),
    (7 * 10**14, 10**14),
    (123 * 10**12, 10**12),
]


def test_granularity_counts_trailing_zeros() -> None:
    """One power of ten per zero at the end, each amount for itself; nothing is not round."""
    amounts = np.array([0, *(amount for amount, _ in ROUND)], dtype=np.int64)
    assert granularity(amounts).tolist() == [1, *(step for _, step in ROUND)]
    for amount, step in ROUND:
        assert granularity(np.array([amount], dtype=np.int64)).tolist() == [step]
    assert granularity(amounts[:0]).tolist() == []
    assert granularity(amounts).dtype == np.int64, "money is counted in whole units"


@pytest.mark.parametrize(
    ("hypotheses", "target", "hits"),
    [
        pytest.param(3, 1, 6.0, id="3 * 1 / 0.5"),
        pytest.param(5, 1_001, 10 / 1_001, id="5 * 1 / 500.5"),
        pytest.param(100, 29_000_00, 100 * 100_000 / 1_450_000, id="a round amount is hit by each hundred thousandth"),
        pytest.param(4, 0, 8.0, id="no amount counts as one unit"),
    ],
)
def test_expected_hits(hypotheses: int, target: int, hits: float) -> None:
    """Hypotheses times granularity over half the target, for one number of hypotheses and for one per target."""
    targets = np.array([target, 11], dtype=np.int64)
    assert expected_hits(hypotheses, targets).tolist() == pytest.approx([hits, hypotheses * 2 / 11])
    each = np.array([hypotheses, 22], dtype=np.int64)
    assert expected_hits(each, targets).tolist() == pytest.approx([hits, 4.0])


def test_distinctive_is_below_the_limit() -> None:
    """Of 7 hypotheses for 1,001 units 14 in 1,001 fit by chance: at the limit it is an accident, above it is none."""
    target = np.array([1_001], dtype=np.int64)
    assert distinctive(7, target, 14 / 1_001).tolist() == [False]
    assert distinctive(7, target, 15 / 1_001).tolist() == [True]
    assert distinctive(np.array([7, 8]), np.array([1_001, 1_001]), 15 / 1_001).tolist() == [True, False]


def sizes(candidates: int, target: int, size_max: int, per_mille: int) -> int:
    """Largest size up to which the choices, all sizes together, give fewer than the accidental fits allowed."""
    within = [0]
    for size in range(1, size_max + 1):
        choices = sum(comb(candidates, smaller) for smaller in range(1, size + 1))
        if Fraction(2 * choices, target) < Fraction(per_mille, 1000):
            within.append(size)
    return min(candidates, max(within))


@pytest.mark.parametrize(
    ("candidates", "target", "size"),
    [
        # 4 candidates: 4, then 4 + 6 = 10, then 14, then 15 choices; 2 * 10 / 1000 is the limit itself
        pytest.param(4, 1_000, 1, id="two of four for 1,000: exactly 0.02, too many"),
        pytest.param(4, 1_001, 2, id="two of four for 1,001"),
        pytest.param(4, 1_400, 2, id="three of four for 1,400: exactly 0.02, too many"),
        pytest.param(4, 1_401, 3, id="three of four for 1,401"),
        pytest.param(4, 100_000, 4, id="no more than there are"),
        pytest.param(1, 100_000, 1, id="one candidate"),
        pytest.param(0, 100_000, 0, id="no candidate"),
        pytest.param(4, 400, 0, id="one of four for 400: exactly 0.02, none"),
        # a crowd of more than 2,000 counts as 2,000
        pytest.param(2_000, 200_000, 0, id="one of 2,000 for 200,000: exactly 0.02"),
        pytest.param(2_000, 200_001, 1, id="one of 2,000 for 200,001"),
        pytest.param(9_000, 200_001, 1, id="one of 9,000 is counted as one of 2,000"),
        pytest.param(1_999, 199_901, 1, id="one of 1,999 for 199,901"),
    ],
)
def test_sizes_allowed(candidates: int, target: int, size: int) -> None:
    """At 0.02 accidental fits, sums of up to six."""
    found = sizes_allowed(np.array([candidates, 4]), np.array([target, 1_001]), 6, 0.02)
    assert found.tolist() == [size, 2]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10**9)), min_size=1, max_size=5),
    st.integers(1, 6),
    st.integers(1, 400),
)
@settings(max_examples=60, deadline=None)
def test_sizes_allowed_against_a_plain_count(items: list[tuple[int, int]], size_max: int, per_mille: int) -> None:
    """Every target for itself, in fractions."""
    crowds, targets = (np.array(column, dtype=np.int64) for column in zip(*items, strict=True))
    found = sizes_allowed(crowds, targets, size_max, per_mille / 1000)
    assert found.tolist() == [sizes(crowd, target, size_max, per_mille) for crowd, target in items]


@pytest.mark.parametrize(
    ("size", "target", "crowd"),
    [
        # at 0.02 a target of 100 * c allows fewer than c choices
        pytest.param(2, 100, 0, id="one choice is one too many"),
        pytest.param(2, 200, 2, id="two of two is one choice, fewer than 2; two of three are three"),
        pytest.param(2, 300, 2, id="two of three is three choices, not fewer than 3"),
        pytest.param(2, 400, 3, id="two of three is three choices, fewer than 4"),
        pytest.param(2, 1_500, 5, id="two of six are 15 choices, not fewer than 15"),
        pytest.param(2, 1_600, 6, id="two of six are 15 choices, fewer than 16"),
        pytest.param(3, 8_400, 8, id="three of nine are 84 choices, not fewer than 84"),
        pytest.param(3, 8_500, 9, id="three of nine are 84 choices, fewer than 85"),
        pytest.param(3, 99_00, 9, id="three of ten are 120 choices, not fewer than 99"),
        pytest.param(1, 10**9, 2_000, id="a crowd is never counted beyond 2,000"),
        pytest.param(3, 1, 0, id="one unit allows nothing"),
    ],
)
def test_crowd_allowed(size: int, target: int, crowd: int) -> None:
    """Number of candidates among which a sum of this size is no accident at 0.02."""
    assert crowd_allowed(size, target, 0.02) == crowd


@example(2, 199_00)
@given(st.integers(2, 6), st.integers(1, 10**13))
@settings(max_examples=100, deadline=None)
def test_crowd_allowed_is_on_the_safe_side(size: int, target: int) -> None:
    """It never allows an accident, and one candidate more would come within a tenth of one."""
    crowd = crowd_allowed(size, target, 0.02)
    choices = target // 100
    if crowd == 0:
        assert choices <= 1
    elif crowd < 2_000:
        assert comb(crowd, size) < choices
        assert 10 * comb(crowd + 1, size) > 9 * (choices - 1)


@given(st.integers(2, 4), st.lists(st.integers(1, 10**10), min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_crowd_allowed_grows_with_the_target(size: int, targets: list[int]) -> None:
    """A larger target is hit by chance no more often than a smaller one."""
    crowds = [crowd_allowed(size, target, 0.02) for target in sorted(targets)]
    assert all(a <= b for a, b in pairwise(crowds))


@pytest.mark.parametrize(
    ("amounts", "chosen", "target", "particular"),
    [
        # 4 amounts, 2 chosen: 6 choices, a fit at every unit: 6 / (target / 2) against 0.02
        pytest.param([299, 301, 5, 7], [299, 301], 600, False, id="6 choices for 600 are exactly 0.02"),
        pytest.param([300, 301, 5, 7], [300, 301], 601, True, id="6 choices for 601 are less"),
        # whole tens, 2 of them among 4: one choice, a fit at every tenth unit: 10 / (target / 2)
        pytest.param([490, 510, 5, 7], [490, 510], 1_000, False, id="one choice of whole tens for 1,000 is 0.02"),
        pytest.param([500, 510, 5, 7], [500, 510], 1_010, True, id="one choice of whole tens for 1,010 is less"),
        pytest.param([500, 510, 40, 7], [500, 510], 1_010, False, id="a third amount of whole tens: three choices"),
        pytest.param(
            [2_000_00, 4_000_00, 7_000_00, 8_000_00], [4_000_00, 7_000_00], 11_000_00, False, id="whole thousands"
        ),
        # the roundness is what all chosen share: 1,000 and 55 are hit at every fifth unit, counted as every unit
        pytest.param([1_000, 55, 3, 7], [1_000, 55], 1_055, True, id="6 choices for 1,055, a fit at every unit"),
    ],
)
def test_a_sum_is_particular(amounts: list[int], chosen: list[int], target: int, particular: bool) -> None:
    """Only amounts as round as the chosen ones count as rivals."""
    rivals, ours = (np.array(side, dtype=np.int64) for side in (amounts, chosen))
    assert sum_is_particular(rivals, ours, target, 0.02) is particular
