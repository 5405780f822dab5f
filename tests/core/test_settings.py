"""The settings file: every key known, every value checked, errors that name the fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.settings import Settings, from_table, keys, load, parsed, value_of


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    """Without a file, everything is as it is documented."""
    assert load(tmp_path / "config.toml") == Settings()


def test_a_key_in_the_file_wins_over_the_default(tmp_path: Path) -> None:
    """What the file says holds, and the rest stays as it was."""
    file = tmp_path / "config.toml"
    file.write_text('[people]\nregion = "GB"\n[consent]\nallow = ["sid@example.com"]\n')
    settings = load(file)
    assert settings.people.region == "GB"
    assert settings.consent.allow == ("sid@example.com",)
    assert settings.planner == Settings().planner


def test_an_unknown_key_is_refused_with_the_nearest_name() -> None:
    """A typo is an error that names what was probably meant."""
    with pytest.raises(UsageError, match=r"did you mean planner\.name"):
        from_table({"planner": {"nme": "embedded"}})


@pytest.mark.parametrize(
    ("table", "wants"),
    [
        ({"calendar": {"minutes": "sixty"}}, "a number"),
        ({"calendar": {"minutes": True}}, "a number"),
        ({"history": {"keep": "yes"}}, "true or false"),
        ({"consent": {"allow": [1]}}, "a list of texts"),
        ({"repl": {"editing": "nano"}}, "emacs or vi"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(table: dict[str, object], wants: str) -> None:
    """A value that does not fit is an error that says what would."""
    with pytest.raises(UsageError, match=wants):
        from_table(table)


def test_broken_toml_names_the_file_and_the_command_that_mends_it(tmp_path: Path) -> None:
    """A file that cannot be read is one clear line."""
    file = tmp_path / "config.toml"
    file.write_text("[planner\n")
    with pytest.raises(UsageError, match="config edit") as caught:
        load(file)
    assert str(file) in str(caught.value)


def test_every_key_says_what_it_is_about_and_takes_its_own_default() -> None:
    """Documentation and defaults are complete and agree with the checks."""
    for key in keys():
        assert key.about
        section, _, item = key.name.partition(".")
        default = list(key.default) if isinstance(key.default, tuple) else key.default
        assert from_table({section: {item: default}}) == Settings()
        assert value_of(Settings(), key.name) == key.default


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("consent.allow", "sid@example.com, +15550100", ("sid@example.com", "+15550100")),
        ("history.keep", "off", False),
        ("calendar.minutes", "45", 45),
        ("planner.seconds", "30", 30.0),
        ("people.region", "GB", "GB"),
    ],
)
def test_values_are_typed_on_the_command_line_as_people_write_them(
    name: str, typed: str, value: object
) -> None:
    """A typed text becomes a value of the key's type."""
    key = next(key for key in keys() if key.name == name)
    assert parsed(key, typed) == value


def test_a_typed_value_that_does_not_fit_is_refused() -> None:
    """No word becomes a number by force."""
    key = next(key for key in keys() if key.name == "calendar.minutes")
    with pytest.raises(UsageError, match="a number"):
        parsed(key, "soon")


@pytest.mark.parametrize(
    ("table", "wants"),
    [
        ({"run": {"replans": 11}}, "a number from 0 to 10"),
        ({"calendar": {"minutes": 10**17}}, "a number from 1 to 10080"),
        ({"calendar": {"minutes": 30.5}}, "a number from 1 to 10080"),
        ({"planner": {"seconds": float("nan")}}, "a number from 0.01"),
        ({"voice": {"longest": 0.0}}, "a number from 1"),
        ({"voice": {"hush": -1.0}}, "a number from 0"),
        ({"consent": {"per_hour": False}}, "a number"),
    ],
)
def test_a_number_that_is_out_of_bounds_is_refused(table: dict[str, object], wants: str) -> None:
    """With the least and the most that it may be."""
    with pytest.raises(UsageError, match=wants):
        from_table(table)
