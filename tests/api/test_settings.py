"""Settings."""

import pytest

from api.settings import LOOPBACK, Settings, SettingsError, load_settings


def test_every_setting_says_what_it_is() -> None:
    """Each has words of its own."""
    said = [field.description for field in Settings.model_fields.values()]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("host", LOOPBACK)
def test_this_machine_may_be_served(host: str) -> None:
    """Only from itself."""
    Settings(host=host).check_host()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "aftercare.example", "", "127.0.0.1.example"])  # noqa: S104
def test_other_addresses_are_refused_with_what_to_do(host: str) -> None:
    """There is no sign-in yet."""
    with pytest.raises(SettingsError, match=r"no sign-in yet.*Serve on 127\.0\.0\.1"):
        Settings(host=host).check_host()


def test_what_is_chosen_on_the_command_line_goes_before_the_rest() -> None:
    """And what is not chosen does not."""
    assert load_settings(port=9000, host=None).port == 9000
    assert load_settings(port=9000, host=None).host == "127.0.0.1"


def test_a_setting_that_is_not_what_it_should_be_is_named() -> None:
    """One line each, without what was given."""
    with pytest.raises(SettingsError, match=r"^AFTERCARE_PORT: Input should be[^\n]*\nAFTERCARE_MESSAGES: [^\n]*$"):
        load_settings(port="http", messages=0)
