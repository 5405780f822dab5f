"""Phone numbers in E.164, by the user's country; never a country code guessed.

What cannot be a number that a text reaches is refused with the reason, instead of being
sent somewhere.
"""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.core.errors import ToolError

_NUMBER: Final = re.compile(r"(?:tel:)?\s*[+(]?[\d\s().\-/–]{2,}(?:(?:ext\.?|x|#)\s*\d+)?")
_LONGEST_SAID: Final = 60  # characters; what is longer is no number, and takes long to match
_SHORT: Final = 6  # digits; what is no longer is a short code or an emergency number
_LONGEST: Final = 15  # digits, country code included (ITU-T E.164)


def is_number(text: str) -> bool:
    """Whether *text* is written like a phone number rather than like a name."""
    said = text.strip()
    if len(said) > _LONGEST_SAID:
        return False
    return bool(_NUMBER.fullmatch(said)) and any(map(str.isdigit, said))


def e164(text: str, region: str) -> str:
    """The number *text*, said in the country *region*, as ``+14155550132``.

    Raises ToolError, with the reason, for what is no number, a short code, a number
    without its area code, and one that is too long or too short for its country.
    """
    import phonenumbers

    said = text.strip().removeprefix("tel:")
    if ";" in said:  # RFC 3966: a context, which would make it another number
        raise _refused(said, "it holds more than a number")
    digits = sum(map(str.isdigit, said))
    if digits > _LONGEST:
        raise _refused(said, f"it has {digits} digits; {_LONGEST} are the most there are")
    if 0 < digits <= _SHORT:
        raise _refused(said, "it is a short code or an emergency number, which is never texted")
    try:
        number = phonenumbers.parse(said, region.upper())
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            hint = "write it with +, or: tinyagent config set people.region GB"
            raise _refused(said, "its country is not known", hint) from error
        raise _refused(said, "it does not read as one") from error
    reason = phonenumbers.is_possible_number_with_reason(number)
    why = {
        phonenumbers.ValidationResult.TOO_SHORT: "it is too short",
        phonenumbers.ValidationResult.TOO_LONG: "it is too long",
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "its area code is missing",
        phonenumbers.ValidationResult.INVALID_LENGTH: "it has a wrong number of digits",
        phonenumbers.ValidationResult.INVALID_COUNTRY_CODE: "its country is not known",
    }.get(reason)
    if why:
        raise _refused(said, why)
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        raise _refused(said, "it is a premium number, which costs extra", "text it yourself")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _refused(said: str, why: str, hint: str = "say it in full, with + and country") -> ToolError:
    return ToolError(f"“{said}” is no phone number to use: {why}", hint)
