"""`aftercare keys`: make, list and remove the keys that people and pages ask with."""

import typer

from api.commands.paper import say, say_json
from api.keys import Key, Role, changing_keys, new_key, read_keys
from api.settings import Settings, SettingsError

LONGEST = 80  # letters of a name
NONE_YET = "There is no key yet. Make one: aftercare keys add --role reader"


def role_of(word: str) -> Role:
    """The role of this name; SettingsError for any other."""
    try:
        return Role(word)
    except ValueError:
        raise SettingsError(f"--role: it is one of {', '.join(Role)}") from None


def add(role: Role, name: str, json: bool, settings: Settings) -> None:
    """Makes a key and prints it, this once. SettingsError for a name that cannot be kept, or a file not to be relied on."""
    if len(name) > LONGEST or not name.isprintable():
        raise SettingsError(f"--name: it has at most {LONGEST} letters, on one line. Say what the key is for, not who uses it")
    key, kept = new_key(role, name)
    with changing_keys(settings.keys) as keys:
        keys[kept.id] = kept
    if json:
        say_json({"key": key, **_shown(kept)})
        return
    say(key)
    typer.echo(f"Key {kept.id}, {role}. It is shown this once and kept nowhere: put it where it is used now.", err=True)


def list_all(json: bool, settings: Settings) -> None:
    """Prints every key by its name; what opens a door is not kept, so it cannot be shown."""
    keys = read_keys(settings.keys)
    if json:
        say_json([_shown(key) for key in keys.values()])
        return
    say("\n".join(f"{key.id}  {key.role:<8}{key.made:%Y-%m-%d}  {key.name}".rstrip() for key in keys.values()) or NONE_YET)


def remove(id: str, settings: Settings) -> None:
    """Takes a key out; it opens nothing from the next request on. SettingsError where there is no such key."""
    with changing_keys(settings.keys) as keys:
        if keys.pop(id, None) is None:
            raise SettingsError("There is no key with this id. `aftercare keys list` shows them")
    say(f"Key {id} is removed: it opens nothing any more. A server that runs need not be restarted")


def _shown(key: Key) -> dict[str, object]:
    return key.model_dump(mode="json", include={"id", "name", "role", "made"})
