"""Records of the house's own bookkeeping: what was done already, counters, marks, the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from nabiz.storage.records.base import MomentAttribute, Record, Shape, StructAttribute

if TYPE_CHECKING:
    from nabiz.domain.dead_letters import Act
    from nabiz.ports.social import Position


class OnceRecord(Record, discriminator="once"):
    """A command that was carried out. Goes by itself once no repetition can come any more.

    pk  O#{hash of the command's key}
    sk  A
    """

    result = UnicodeAttribute()
    commit_id = UnicodeAttribute()


class SurveyCodeRecord(Record, discriminator="survey_code"):
    """The short code of a survey that went out by SMS.

    pk  Y#{code}
    sk  A
    """

    number = UnicodeAttribute()
    cycle = NumberAttribute()


class SentMailRecord(Record, discriminator="sent_mail"):
    """Which notification a mail of ours was: an answer names the mail alone.

    pk  J#{hash of SES's message id}
    sk  A
    """

    aggregate = UnicodeAttribute()
    key = UnicodeAttribute()


class SuppressionRecord(Record, discriminator="suppression"):
    """A mail address that is written to no more; the address itself is not in it.

    pk  X#{hash of the address}
    sk  A
    """

    reason = UnicodeAttribute()
    code = UnicodeAttribute()
    key = UnicodeAttribute()
    at = MomentAttribute()


class RateRecord(Record, discriminator="rate"):
    """How often something happened in one window: notifications to a citizen, words from one, files from an address.

    pk  P#{citizen, or network:digest}
    sk  R#{window}
    """

    told = NumberAttribute()


class UploadRecord(Record, discriminator="upload"):
    """A file that a browser sends in parts.

    pk  U#{id}
    sk  A
    """

    session = UnicodeAttribute()
    size = NumberAttribute()


class CounterRecord(Record, discriminator="counter"):
    """One measure: of one day in one dimension, or of what stands somewhere now (spread over shards to be added up).

    pk  K#{report}#{dimension}   K#standing#departments               K#standing#user:{name}
    sk  {day}#{measure}          {department}#{measure}#{shard}       {measure}#{shard}
    """

    total = NumberAttribute()


class MarkRecord(Record, discriminator="mark"):
    """Up to where a scheduled run has worked.

    pk  RUN#{run}
    sk  A
    """

    at = MomentAttribute()


class PositionRecord(Record, discriminator="position"):
    """How far a social network was read that is asked.

    pk  RUN#{run}
    sk  A
    """

    position: StructAttribute[Position] = StructAttribute(Shape("ports.social.Position"))
    at = MomentAttribute()


class ConfigurationRecord(Record, discriminator="configuration"):
    """One part of the city's configuration as it is now, as JSON text.

    pk  CONFIG
    sk  {part}
    """

    revision = NumberAttribute(null=True)
    at = MomentAttribute(null=True)
    by = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    applied = UnicodeAttribute(null=True)


class ConfigurationVersionRecord(Record, discriminator="configuration_version"):
    """One part as it was put once; never changed.

    pk  CONFIG#{part}
    sk  {revision}
    """

    revision = NumberAttribute()
    at = MomentAttribute()
    by = UnicodeAttribute()
    body = UnicodeAttribute()


class ActRecord(Record, discriminator="act"):
    """What was done with a dead letter; never changed.

    pk  LETTERS#ACTS
    sk  {time}#{random}
    """

    act: StructAttribute[Act] = StructAttribute(Shape("domain.dead_letters.Act"))


class ConfigurationChangeRecord(Record, discriminator="configuration_change"):
    """Who changed a part, and when; without the body, so that a page of changes is small.

    pk  CONFIG#CHANGES
    sk  {time}#{part}#{revision}
    """

    part = UnicodeAttribute()
    revision = NumberAttribute()
    at = MomentAttribute()
    by = UnicodeAttribute()
