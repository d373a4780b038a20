"""E-mail by Amazon SES, in and out. Nothing is imported here: each module is imported where it is used.

In: SES puts a mail into the mail bucket; `splitting` makes an item for the queue `inbound` of the notification,
`reading` understands it (`walking` and `letters` its MIME, `charsets` and `headers` its letters, `trimming` its new
words, `guard` whom not to answer), `events` understands the reports of SES. Out: `sender`.
"""

from __future__ import annotations

MAIL, EVENT = "mail", "event"  # types of the items of the queue
