"""What words find: one item for each word of each ticket, written together with the list of its words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nabiz.domain.citizen import Citizen
from nabiz.domain.errors import StorageConflict
from nabiz.ports import Page
from nabiz.ports.search import Hit, Indexed, IndexEntry, Searchable
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_position, write_position
from nabiz.storage.records import CitizenRecord, FoundRecord, IndexedRecord, MessageRecord, Record, TicketRecord
from nabiz.storage.transaction import LIMIT, Transaction

READ = 100  # items of a word that are read at once: as many as one BatchGetItem asks another word about
LOOKED_AT = 500  # where a department looks for its own among them: 50 kB, 7 capacity units
MOST_WORDS = 500  # of one ticket; who writes more is found by the first ones


class TableSearchIndex:
    """`nabiz.ports.SearchIndex` on the table."""

    def read(self, aggregate: str, messages: Sequence[str], citizen: str) -> Searchable:
        """See the port: one strongly consistent BatchGetItem."""
        wanted = [(aggregate, keys.SELF), (aggregate, keys.INDEXED)]
        wanted += [(aggregate, keys.MESSAGE + message) for message in messages]
        if citizen:
            wanted += [(keys.citizen(citizen), keys.SELF), (keys.citizen(citizen), keys.INDEXED)]
        ticket, person, said = None, None, []
        known: dict[str, Indexed] = {}
        for record in Record.batch_get(wanted, consistent_read=True):
            match record:
                case TicketRecord():
                    ticket = convert.to_ticket(record)
                case CitizenRecord():
                    person = convert.to_domain(record, Citizen)
                case MessageRecord():
                    said.append(convert.to_message(record))
                case IndexedRecord():
                    known[record.pk] = _indexed(record)
        return Searchable(
            ticket, tuple(sorted(said, key=lambda message: message.id)), person,
            known.get(aggregate, Indexed()), known.get(keys.citizen(citizen), Indexed()),
        )  # fmt: skip

    def write(self, entries: Sequence[IndexEntry]) -> int:
        """See the port: one TransactWriteItems for what fits into one; what does not follows in others."""
        pieces = [piece for entry in entries for piece in _pieces(entry)]
        while pieces:
            together = [pieces.pop(0)]
            while pieces and len(pieces[0]) + sum(map(len, together)) <= LIMIT and _differ(pieces[0], together):
                together.append(pieces.pop(0))
            transaction = Transaction(uuid.uuid4().hex)
            for piece in together:
                piece.put_into(transaction)
            transaction.commit(Record._get_connection().connection)
        return sum(len(list(_new_words(entry))) for entry in entries)

    def find(self, scope: str, words: Sequence[str], departments: frozenset[str] | None, limit: int,
             cursor: str = "") -> Page[Hit]:  # fmt: skip
        """See the port: a Query for each word, a BatchGetItem for each that was not read far enough."""
        if not words or departments == frozenset():
            return Page(())
        name = f"{scope}|{' '.join(words)}"
        position = read_position(cursor, keys.term(name)) if cursor else ""
        lists: list[_List] = []
        for word in words:
            found = _read(keys.found_by(scope, keys.term(word)), departments, position)
            if not found.hits and not found.reach:
                return Page(())
            lists.append(found)
        lists.sort(key=_List.rarity)
        rarest, others = lists[0], lists[1:]
        left = dict(rarest.hits)
        for other in others:
            left = _in_both(left, other)
        hits = sorted(left.items(), reverse=True)
        end = hits[limit - 1][0] if len(hits) > limit else rarest.reach
        shown = tuple(Hit(at.rpartition("#")[2], by_name) for at, by_name in hits[:limit])
        return Page(shown, write_position(keys.term(name), end))


# -- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _List:
    """What one word finds, newest first, down to `reach` (empty: everything): position -> by name."""

    partition: str
    hits: dict[str, bool]
    reach: str

    def rarity(self) -> tuple[bool, int, str]:
        """Sorts what was read to its end first, the shortest before the others; then what reaches back furthest."""
        return bool(self.reach), 0 if self.reach else len(self.hits), self.reach


def _read(partition: str, departments: frozenset[str] | None, position: str) -> _List:
    found = FoundRecord.query(
        partition,
        range_key_condition=FoundRecord.sk < position if position else None,
        filter_condition=None if departments is None else FoundRecord.department.is_in(*sorted(departments)),
        scan_index_forward=False, page_size=READ if departments is None else LOOKED_AT,
    )  # fmt: skip
    raw = next(found.page_iter)
    reach = raw.get("LastEvaluatedKey", {}).get("sk", {}).get("S", "")
    if len(raw["Items"]) > READ:
        reach = raw["Items"][READ - 1]["sk"]["S"]
    return _List(partition, {item["sk"]["S"]: item["by_name"]["BOOL"] for item in raw["Items"][:READ]}, reach)


def _in_both(hits: dict[str, bool], other: _List) -> dict[str, bool]:
    """Those hits that the other word finds too; where it was not read far enough, it is asked about each."""
    found = dict(other.hits)
    if unknown := [at for at in hits if other.reach and at < other.reach]:
        wanted = [(other.partition, at) for at in unknown]
        found |= {record.sk: bool(record.by_name) for record in FoundRecord.batch_get(wanted)}
    return {at: by_name or found[at] for at, by_name in hits.items() if at in found}


# -- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an entry that fits into one transaction: what is known afterwards, and the words that find it."""

    entry: IndexEntry
    before: Indexed
    after: Indexed
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words) + 1

    def put_into(self, transaction: Transaction) -> None:
        """The list of words under the condition that nobody wrote it meanwhile, and an item for each word."""
        entry, after = self.entry, self.after
        record = IndexedRecord(
            entry.owner, keys.INDEXED, version=after.version, revision=after.revision, department=after.department,
            words=set(after.words) or None, names=set(after.names) or None, commit_id=transaction.commit_id,
        )  # fmt: skip
        unchanged = IndexedRecord.revision == self.before.revision
        transaction.put("indexed", record, unchanged if self.before.revision else Record.pk.does_not_exist())
        for word in self.words:
            found = FoundRecord(keys.found_by(entry.scope, word), entry.position,
                                department=entry.department, by_name=word in after.names)  # fmt: skip
            transaction.put("found", found, None)


def _indexed(record: IndexedRecord) -> Indexed:
    return Indexed(int(record.version), int(record.revision), record.department,
                   frozenset(record.words or ()), frozenset(record.names or ()))  # fmt: skip


def _hashed(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(keys.term, words))


def _new_words(entry: IndexEntry) -> Iterator[str]:
    """The hashes whose items are to be written: new ones, parts of a name, all where the department is another one."""
    known = entry.indexed
    room = max(MOST_WORDS - len(known.words), 0)
    new = sorted(_hashed(entry.words) - known.words)[:room]
    if known.revision and known.department != entry.department:
        yield from sorted(known.words)
    else:
        yield from sorted(known.words & _hashed(entry.names) - known.names)
    yield from new


def _pieces(entry: IndexEntry) -> Iterator[_Piece]:
    """Each leaves the list of words true, so that whoever fails in between is taken up again from there.

    The department stands in the list when its last item is written: until then the next one writes them all again.

    Raises:
        StorageConflict: what is known was made from a newer version.
    """
    words = tuple(_new_words(entry))
    if not words:
        return
    known = entry.indexed
    if known.version > entry.version:
        raise StorageConflict("It was indexed from a newer version; read again.")
    names = known.names | _hashed(entry.names)
    for start in range(0, len(words), LIMIT - 1):
        piece = words[start : start + LIMIT - 1]
        last = start + LIMIT - 1 >= len(words)
        after = replace(
            known, version=entry.version, revision=known.revision + 1, words=known.words | set(piece),
            names=(known.words | set(piece)) & names,
            department=entry.department if last or not known.revision else known.department,
        )  # fmt: skip
        yield _Piece(entry, known, after, piece)
        known = after


def _differ(piece: _Piece, others: list[_Piece]) -> bool:
    """Two pieces of one entry never share a transaction: it may write the list of words once."""
    return all(piece.entry.owner != other.entry.owner for other in others)
