"""Translate what HTTP clients raise into sentences that name the list's source.

The wall between aiohttp's exceptions and ours.  Bugs are not translated: they keep their type.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp

from bot.errors import SourceError, SourceRefused, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.guard import PrivateAddress


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures of one source."""

    source: str

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn a failed request into a `SourceError`; the client's own exception stays as its cause."""
        try:
            yield
        except SourceError:
            raise
        except TimeoutError as error:  # aiohttp's time-outs are TimeoutErrors too
            raise self._passing(_("it took too long to answer"), error) from error
        except aiohttp.ClientConnectorDNSError as error:
            raise self._connect(error, _("its name was not found")) from error
        except aiohttp.ClientSSLError as error:
            raise self._certificate(error) from error
        except aiohttp.ClientConnectorError as error:
            raise self._connect(error, _("no connection could be made")) from error
        except aiohttp.ClientPayloadError as error:
            raise self._cut_short() from error
        except aiohttp.InvalidURL as error:
            sentence = _("{source} leads to an address that is not on the web.", source=self.source)
            raise SourceRefused(sentence, source=self.source) from error
        except (aiohttp.ClientError, OSError, ssl.SSLError) as error:
            raise self._passing(_("the connection broke"), error) from error

    def too_many_redirects(self, limit: int) -> SourceError:
        """Return the error for a chain of redirects that does not end."""
        sentence = _(
            "{source} was redirected more than {limit} times. Name its last address.", source=self.source, limit=limit
        )
        return SourceRefused(sentence, source=self.source)

    def _passing(self, reason: str, error: BaseException) -> SourceError:
        sentence = _(
            "{source} could not be reached: {reason}. The bot will try again.", source=self.source, reason=reason
        )
        return SourceUnreachable(sentence, source=self.source, reason=type(error).__name__)

    def _connect(self, error: aiohttp.ClientConnectorError, reason: str) -> SourceError:
        if not isinstance(error.os_error, PrivateAddress):
            return self._passing(reason, error.os_error)
        sentence = _(
            "{source} leads to an address inside a private network, where the bot does not go.", source=self.source
        )
        return SourceRefused(sentence, source=self.source)

    def _certificate(self, error: aiohttp.ClientSSLError) -> SourceError:
        sentence = _("{source} could not prove who it is: its certificate is not valid.", source=self.source)
        return SourceUnreachable(sentence, source=self.source, reason=type(error).__name__)

    def _cut_short(self) -> SourceError:
        sentence = _(
            "{source} was cut short on its way. The bot keeps what it had and will try again.", source=self.source
        )
        return SourceUnreachable(sentence, source=self.source, reason="incomplete")
