"""Words as a search finds them: folded, without endings, so that every form of a word gives one stem."""

from __future__ import annotations

from nabiz.text.folding import words

# What is left after the endings is cut: the first five letters find Turkish words about as well as a lemmatiser does
# (Can et al. 2008, "Information retrieval on Turkish texts", JASIST 59:3).
STEM_LENGTH = 5
SHORTEST = 2  # letters of a word that is worth finding
LONGEST_NUMBER = 20  # characters; a longer run of letters and digits is no word that anybody searches

# Endings of nouns and verbs after folding, which has made ı, i, u and ü two letters and let k soften to g. Citizens
# write with and without diacritics, so vowel harmony, by which the Snowball stemmer recognises endings, is gone.
_ENDINGS = """
    larindan lerinden larinda lerinde larini lerini larina lerine larin lerin lari leri lar ler
    imizden imizdan umuzden umuzdan imizde imizda umuzde umuzda imizin umuzun imiz umuz miz muz
    sindan sinden sundan sunden sinda sinde sunda sunde indan inden undan unden inda inde unda unde
    sini sunu sina sine suna sune sinin sunun nin nun yi yu ya ye si su
    daki deki taki teki dan den tan ten da de ta te yla yle la le
    miyor muyor iyor uyor yor mistir misti mis mus di du ti tu mak mek
    in un im um i u a e
"""
_LONGEST_FIRST = sorted(_ENDINGS.split(), key=len, reverse=True)
# Three letters stay before these, two before the others: "evde" is "ev", but "kedi" is not "ke".
_THREE_STAY = "mak mek mis mus yor di du ti tu si su le la in un im um i u a e"
_KEEP_THREE = frozenset(_THREE_STAY.split())
_SOFTENED = {"g": "k", "d": "t", "b": "p"}  # köpeği, kanadı, kitabı; ç and c fold alike
_VOWELS = frozenset("aeiou")

# Folded. "su" stays: it is şu, but water too.
_SAY_NOTHING = """
    acaba ama artik bana bazi belki ben beni benim beri bey bir biraz biri biz bize bizi bizim bu buna bunu bunun
    burada burasi cok cunku da daha de degil diye en fakat gibi gore hala hanim hani hem hep her hic iki icin ile ise
    iyi kadar karsi ki kim lutfen madem merhaba mi mu nasil ne neden nerede niye o olan olarak oldu olmus olsun olur
    ona onu onun oradaki orada sadece selam siz size sizi sizin son sonra sey tum var ve veya ya yine yok zaten
    a an and are be for from has have i in it no of on or our please that the there this to was we with you
"""
STOP_WORDS = frozenset(_SAY_NOTHING.split())


def stem(word: str) -> str:
    """The stem of one folded word; numbers and words with digits stay whole.

    It errs on the side of finding too much: `kazan` and `kaza` may meet, `köpekler` and `köpeği` must.
    """
    if any(letter.isdigit() for letter in word):
        return word
    while shorter := _without_ending(word):
        word = shorter
    cut = word[:STEM_LENGTH]
    # "otobüs" and "otobüs|ü" meet only where a vowel that the cut has left at the end goes from both.
    while len(cut) > SHORTEST + 1 and cut[-1] in _VOWELS:
        cut = cut[:-1]
    return cut[:-1] + _SOFTENED.get(cut[-1], cut[-1]) if len(cut) > SHORTEST else cut


def terms(text: str) -> list[str]:
    """The stems of a text that a search may ask for, each once, in order; words that say nothing are left out."""
    found = (stem(word) for word in words(text) if word not in STOP_WORDS and SHORTEST <= len(word) <= _limit(word))
    return list(dict.fromkeys(found))


SHORTEST_BEGINNING, LONGEST_BEGINNING = 3, 5


def beginnings(name: str) -> list[str]:
    """How the words of a name begin, from three letters to five, so that a name is found while it is being typed."""
    found: dict[str, None] = {}
    for word in words(name):
        lengths = range(min(SHORTEST_BEGINNING, len(word)), min(LONGEST_BEGINNING, len(word)) + 1)
        found |= dict.fromkeys(word[:length] for length in lengths)
    return list(found)


def beginning(word: str) -> str:
    """Which of the `beginnings` of a name finds a folded word."""
    return word[:LONGEST_BEGINNING]


def _limit(word: str) -> int:
    return LONGEST_NUMBER if any(letter.isdigit() for letter in word) else 60


def _without_ending(word: str) -> str:
    """The word without its longest ending, or nothing where it has none or too little would be left."""
    for ending in _LONGEST_FIRST:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if len(left) >= (3 if ending in _KEEP_THREE else 2) and _VOWELS & set(left):
                return left
    return ""
