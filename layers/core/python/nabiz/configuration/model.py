"""The whole configuration of a city, as the product sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from nabiz.configuration.branding import Branding
from nabiz.configuration.keywords import read_vocabulary
from nabiz.domain.calendar import ONE_FOR_ALL, DepartmentCalendars, WorkingCalendar
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.desk import WelcomeDesk
from nabiz.domain.field_teams import FieldWork
from nabiz.domain.ladder import Ladder
from nabiz.domain.open311 import Offer
from nabiz.domain.places import Location, Neighbourhood, find_neighbourhood, find_neighbourhood_in_text
from nabiz.domain.promises import Promise
from nabiz.domain.switchboard import Switchboard
from nabiz.domain.ticket import Rules
from nabiz.text.classification import Classifier
from nabiz.text.folding import fold


@dataclass(frozen=True, slots=True)
class City:
    """Who the municipality is. `phones` and `urls` are by purpose (`call_centre`, `home`, `privacy`, ...)."""

    name: str
    short_name: str
    timezone: ZoneInfo
    default_language: str
    languages: tuple[str, ...]
    phones: Mapping[str, str]
    urls: Mapping[str, str]
    email: str


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """When the satisfaction survey goes out and how long its answer counts.

    Attributes:
        delay: from the closing of a ticket to the question.
        valid_for: from the question to the last moment of an answer.
        ask_from, ask_until: the hours of the day, local, in which citizens are asked.
        code_length: characters of the short code in an SMS.
    """

    delay: timedelta
    valid_for: timedelta
    ask_from: time
    ask_until: time
    code_length: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long.

    Attributes:
        notifications_per_hour, notifications_per_day: what one citizen is sent at most.
        join_window: how long after the last message a further one belongs to the same ticket.
        close_after: from the resolution to the closing by itself.
        reopen_within: how long after the end a citizen may reopen.
        messages_per_hour: what a citizen may write to one ticket on the web.
        uploads_per_hour: how many files one address of the network may announce.
        mail_answers_per_hour, mail_answers_per_day: automatic answers that one mail address gets at most.
        message_costs: what one message costs by `channel` or `channel-form`, in any currency: they are compared.
    """

    notifications_per_hour: int
    notifications_per_day: int
    join_window: timedelta
    close_after: timedelta
    reopen_within: timedelta
    messages_per_hour: int
    uploads_per_hour: int
    mail_answers_per_hour: int
    mail_answers_per_day: int
    message_costs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Configuration:
    """One version of everything a city decides. Built once and shared; never changed.

    Attributes:
        version: short digest of all parts; the history keeps the one a decision was made under.
        keywords: the words that the classifier is built from, as they are written.
        messages: texts by language, as `nabiz.texts` reads them.
        calendars: of the departments that do not work by the city's own `calendar`.
        promises: clocks beside first answer and solution.
    """

    version: str
    city: City
    catalogue: Catalogue
    keywords: Mapping[str, object]
    calendar: WorkingCalendar
    neighbourhoods: tuple[Neighbourhood, ...]
    ladder: Ladder
    survey: SurveyRules
    limits: Limits
    branding: Branding
    switchboard: Switchboard
    desk: WelcomeDesk
    field: FieldWork
    offer: Offer
    messages: Mapping[str, object]
    calendars: DepartmentCalendars = ONE_FOR_ALL
    promises: tuple[Promise, ...] = ()

    @property
    def triage_department(self) -> str:
        """Code of the department that sorts what nobody could classify."""
        return self.catalogue.triage.department

    @cached_property
    def rules(self) -> Rules:
        """What the city decides about time, as a ticket wants it."""
        return Rules(
            self.version, self.calendar, self.ladder,
            close_after=self.limits.close_after, reopen_within=self.limits.reopen_within,
            survey_after=self.survey.delay, survey_valid_for=self.survey.valid_for, calendars=self.calendars,
            promises=self.promises,
        )  # fmt: skip

    @cached_property
    def classifier(self) -> Classifier:
        """Finds what a message is about; built at the first use, for most functions never classify.

        Raises:
            ConfigurationError: the keywords are wrong; found when the configuration is compiled.
        """
        return Classifier(read_vocabulary(self.keywords, self.catalogue))

    def locate(self, location: Location | None, text: str = "") -> str:
        """Code of the neighbourhood: the given one, else by position, else by the address or the text, else empty."""
        if location is not None:
            if any(place.code == location.neighbourhood for place in self.neighbourhoods):
                return location.neighbourhood
            around = find_neighbourhood(location.lat, location.lon, self.neighbourhoods)
            if around:
                return around
            for words in (location.neighbourhood and f"{location.neighbourhood} mahallesi", location.address):
                named = find_neighbourhood_in_text(words, self.neighbourhoods, fold)
                if named:
                    return named
        return find_neighbourhood_in_text(text, self.neighbourhoods, fold)
