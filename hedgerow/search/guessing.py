""" "Did you mean": a word near the mistyped one, and only when the viewer would find something by it."""

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from hedgerow.access.viewer import Viewer
from hedgerow.search.finding import Filters, find
from hedgerow.search.models import Word
from hedgerow.search.words import asked

#: How many near words are tried for each mistyped one.
TRIED = 5


def did_you_mean(viewer: Viewer, query: str, filters: Filters) -> str:
    """The question with one word mended, or "". SECURITY: near words are ordered by nearness alone, and each is asked of
    what the viewer sees, so that nothing is learned of other people's words."""
    words = asked(query)
    typed = [word for term in words.terms if len(term[0]) == 1 for word in term[0]]
    for word in typed:
        if len(word) < 4 or find(viewer, word, filters._replace(group="")).total:
            continue
        for near in _near(word):
            mended = " ".join(near if one == word else one for one in typed)
            if find(viewer, mended, filters._replace(group="")).total:
                return mended
    return ""


def _near(word: str) -> list[str]:
    length = len(word)
    most = 1 if length < 6 else 2
    known = Word.objects.filter(letters__gte=length - most, letters__lte=length + most)
    found = process.extract(
        word,
        known.values_list("word", flat=True).iterator(5000),
        scorer=DamerauLevenshtein.distance,  # type: ignore[arg-type]  # whole numbers are numbers: its stubs differ
        score_cutoff=most,
        limit=TRIED * 4,
    )
    ordered = sorted(found, key=lambda match: (match[1], match[0][0] != word[0], match[0]))
    return [match[0] for match in ordered if match[0] != word][:TRIED]
