"""Zoom meetings by its REST interface.

Credentials come from the environment: ``ZOOM_TOKEN``, or those of a server-to-server OAuth
app (``ZOOM_ACCOUNT_ID``, ``ZOOM_CLIENT_ID``, ``ZOOM_CLIENT_SECRET``).  Two small requests do
not earn a dependency, hence urllib in a thread, with a time limit on each.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from tinyagent_cli.core.errors import HalfDone, NotFound, NotReady, ToolError

SECONDS: Final = 15.0

_CREDENTIALS: Final = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET")
SET: Final = "set ZOOM_TOKEN, or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET"


@dataclass(frozen=True, slots=True)
class Zoom:
    """A Zoom account; *variables* hold its credentials."""

    variables: Mapping[str, str]
    oauth: str = "https://zoom.us/oauth/token"
    api: str = "https://api.zoom.us/v2"

    def create(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """Create a meeting, *start* being local time; answers ``{"id", "join_url", "stands"}``.

        Blocks.  Raises NotReady without credentials or with refused ones, ToolError where
        Zoom says no, HalfDone where it may have said yes.
        """
        meeting = self.meeting(topic, start, minutes, invitees)
        answer = self._asked("POST", self.meetings, meeting, begun=True)
        stands = as_it_stands(answer)
        return {"id": str(answer["id"]), "join_url": str(answer["join_url"]), "stands": stands}

    def look(self, id: str, stands: Any) -> None:
        """See whether the meeting *id* is as it *stands*.

        Raises NotFound where it is gone, ToolError where it was changed, and as `create`.
        """
        found = self._asked("GET", f"{self.api}/meetings/{quote(id, safe='')}")
        check_meeting(as_it_stands(found), stands)

    def cancel(self, id: str, stands: Any) -> None:
        """Delete the meeting *id*, if it is as it *stands*; raises as `look`."""
        self.look(id, stands)
        self._asked("DELETE", f"{self.api}/meetings/{quote(id, safe='')}", begun=True)

    def _asked(
        self, method: str, url: str, told: Mapping[str, Any] | None = None, *, begun: bool = False
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {self._token()}", "Content-Type": "application/json"}
        body = json.dumps(told).encode() if told is not None else None
        return _answered(method, url, body, headers, begun=begun)

    @property
    def meetings(self) -> str:
        """Where meetings are asked for."""
        return f"{self.api}/users/me/meetings"

    def meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """What Zoom is told of a meeting, *start* being local time."""
        meeting: dict[str, Any] = {"topic": topic, "type": 1, "duration": minutes}
        if start is not None:
            meeting["type"] = 2
            # With a Z the time is UTC whatever the account's own zone is.
            meeting["start_time"] = f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            if zone := zone_name():
                meeting["timezone"] = zone
        if invitees:
            meeting["settings"] = {"meeting_invitees": [{"email": email} for email in invitees]}
        return meeting

    def check(self) -> None:
        """Raise NotReady where no account is set up; nobody is asked."""
        if not is_set_up(self.variables):
            raise NotReady("no Zoom account is set up", SET)

    def _credentials(self) -> tuple[str, str, str]:
        account, client, secret = (self.variables.get(name, "") for name in _CREDENTIALS)
        return account, client, secret

    def _token(self) -> str:
        self.check()
        if token := self.variables.get("ZOOM_TOKEN"):
            return token
        account, client, secret = self._credentials()
        query = urlencode({"grant_type": "account_credentials", "account_id": account})
        basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        answer = _answered("POST", f"{self.oauth}?{query}", b"", headers)
        return str(answer["access_token"])


def is_set_up(variables: Mapping[str, str]) -> bool:
    """Whether *variables* hold credentials; whether they are right, only Zoom can say."""
    return bool(variables.get("ZOOM_TOKEN")) or all(variables.get(name) for name in _CREDENTIALS)


def zone_name() -> str:
    """The IANA name of the local time zone, ``Europe/Berlin``; empty where it cannot be told."""
    target = os.path.realpath("/etc/localtime")
    _, found, name = target.partition("/zoneinfo/")
    return name.removeprefix("posix/") if found else ""


def as_it_stands(meeting: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody may change of *meeting*, to be compared later."""
    kept = ("topic", "start_time", "duration")
    return {name: meeting[name] for name in kept if name in meeting}


def check_meeting(found: Mapping[str, Any] | None, stands: Any) -> None:
    """Raise NotFound where there is no meeting any more, ToolError where it was changed."""
    if found is None:
        raise NotFound("the Zoom meeting is gone already")
    if isinstance(stands, Mapping) and any(found.get(k) != v for k, v in stands.items()):
        raise ToolError("the Zoom meeting was changed since; it is left as it is")


def _answered(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], *, begun: bool = False
) -> Mapping[str, Any]:
    """What Zoom answers to *body*; *begun*: a broken connection leaves it open what happened."""
    request = urllib.request.Request(url, body, dict(headers), method=method)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            text = answer.read()
            found: Mapping[str, Any] = json.loads(text) if text or method != "DELETE" else {}
            return found
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404 and method != "POST":
                raise NotFound("the Zoom meeting is gone already") from error
            if error.code in (400, 401, 403):
                raise NotReady(f"Zoom refused the credentials ({error.code})", SET) from error
            # A gateway that gave up (502, 504) does not know what went on behind it.
            kind = HalfDone if begun and error.code >= 500 else ToolError
            raise kind(f"Zoom refused ({error.code} {error.reason})") from error
    except urllib.error.URLError as error:
        raise ToolError(f"Zoom cannot be reached: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        kind = HalfDone if begun else ToolError
        raise kind("Zoom broke off before it answered") from error
