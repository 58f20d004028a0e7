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


OTHERS = ["0.0.0.0", "::", "192.168.1.4", "aftercare.example", "", "127.0.0.1.example"]  # noqa: S104


@pytest.mark.parametrize("host", OTHERS)
def test_other_addresses_are_refused_without_keys_with_what_to_do(host: str) -> None:
    """Whoever reaches it could use it."""
    with pytest.raises(SettingsError, match=r"AFTERCARE_AUTH is none.*aftercare keys add.*AFTERCARE_AUTH=keys.*127\.0\.0\.1"):
        Settings(host=host).check_host()


@pytest.mark.parametrize("host", OTHERS)
def test_other_addresses_may_be_served_with_keys_and_a_name(host: str) -> None:
    """The name is one that requests may address the server by."""
    Settings(host=host, auth="keys", allowed_hosts=("aftercare.example",)).check_host()


def test_an_address_that_no_request_could_name_is_refused() -> None:
    """With only this machine's own names allowed, every request from another machine would be refused."""
    with pytest.raises(SettingsError, match=r'AFTERCARE_ALLOWED_HOSTS=\'\["aftercare\.example"\]\''):
        Settings(host="0.0.0.0", auth="keys").check_host()  # noqa: S104


@pytest.mark.parametrize("name", ["origins", "frame_ancestors"])
@pytest.mark.parametrize(
    "given",
    [
        "*",
        "null",
        "intranet.example",
        "https://*.example",
        "https://intranet.example/",
        "https://a.example; script-src *",
        "https://a.example\nX: y",
        "HTTPS://intranet.example",
        "javascript://x",
        "https://intranet.example\n",
        "https://",
        "https://intranet.example:443",
        "http://intranet.example:80",
        "",
    ],
)
def test_only_whole_origins_are_allowed(name: str, given: str) -> None:
    """No wildcard, no path, and nothing that could end the header it is put into."""
    with pytest.raises(SettingsError, match=f"AFTERCARE_{name.upper()}"):
        load_settings(**{name: [given]})


def test_origins_come_from_the_environment_as_a_json_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without a port."""
    monkeypatch.setenv("AFTERCARE_ORIGINS", '["https://intranet.example", "http://10.0.0.4:8080", "https://[::1]:1"]')
    assert load_settings().origins == ("https://intranet.example", "http://10.0.0.4:8080", "https://[::1]:1")


def test_a_list_that_is_not_json_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named, with how a list is written; what was given is not repeated."""
    monkeypatch.setenv("AFTERCARE_ORIGINS", "https://intranet.example")
    with pytest.raises(SettingsError, match=r'^AFTERCARE_ORIGINS: it is not JSON\. A list is written \["one", "two"\]$'):
        load_settings()


@pytest.mark.parametrize("given", ["*", "proxy.example", "10.0.0.0/99", "0.0.0.0/0", "::/0", ""])
def test_a_proxy_that_is_trusted_is_an_address(given: str) -> None:
    """A name could be anybody's, and * is everybody."""
    with pytest.raises(SettingsError, match=r"AFTERCARE_TRUSTED_PROXIES.*10\.1\.2\.3"):
        load_settings(trusted_proxies=[given])


def test_what_is_chosen_on_the_command_line_goes_before_the_rest() -> None:
    """And what is not chosen does not."""
    assert load_settings(port=9000, host=None).port == 9000
    assert load_settings(port=9000, host=None).host == "127.0.0.1"


def test_a_setting_that_is_not_what_it_should_be_is_named() -> None:
    """One line each, without what was given."""
    with pytest.raises(SettingsError, match=r"^AFTERCARE_PORT: Input should be[^\n]*\nAFTERCARE_MESSAGES: [^\n]*$"):
        load_settings(port="http", messages=0)
