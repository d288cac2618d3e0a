# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""providers list, show, add, set, key, remove, test and validate."""
import json
import os
import pathlib
import re
import subprocess
import threading

import dbus
import dbusmock
from gi.repository import Gio, GLib

import media
import tap
from cli import KEY, Cli
from tap import case

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "profiles"
SHIPPED = sorted(set(FOLDER.glob("*.json")) - {FOLDER / "profile.schema.json"})


@case("list shows what ships")
def providers_list(cli):
    shown = {provider["id"]: provider for provider in cli.ok("providers", "list")["providers"]}
    assert shown["practice"]["builtin"] and "file" in shown["practice"]["sources"], shown
    assert shown["practice"]["added"] and shown["practice"]["default"] and shown["practice"]["enabled"], shown
    assert shown["chainhub"]["life"] == "closed" and shown["chainhub"]["span"]["max"] == 3, shown
    assert not shown["chainhub"]["added"] and not shown["chainhub"]["default"], shown


@case("list tells the accounts first, in their order")
def accounts(_cli):
    other = Cli()
    config = other.home / "config" / "troupe"
    config.mkdir(parents=True)
    (config / "providers.ini").write_text("[troupe]\ndefault=work\norder=work;practice;\n[provider work]\n"
                                          "profile=chainhub\nname=At Work\nlongest=2\n"
                                          "[provider chainhub]\nenabled=false\n")
    listed = other.ok("providers", "list")["providers"]
    assert [provider["id"] for provider in listed][:3] == ["work", "practice", "chainhub"], listed
    work, _practice, chainhub = listed[:3]
    assert work["name"] == "At Work" and work["default"] and work["span"]["max"] == 2, work
    assert work["profile_id"] == "chainhub", work
    assert chainhub["added"] and not chainhub["enabled"], chainhub
    assert len([provider for provider in listed if provider["id"] == "chainhub"]) == 1, listed


@case("list tells kind, span and life of all that ships")
def providers_all(cli):
    shown = {provider["id"]: provider for provider in cli.ok("providers", "list")["providers"]}
    for path in SHIPPED:
        provider = shown[path.stem]
        profile = json.loads(path.read_text())
        assert provider["name"] and provider["kind"] == profile.get("kind", "stored"), provider
        assert provider["span"] == profile["clip"]["span"], provider
        assert provider["life"] == profile["life"]["state"], provider


@case("show tells the whole profile")
def providers_show(cli):
    provider = cli.ok("providers", "show", "chainhub")["provider"]
    assert provider["base"] == "https://api.chainhub.tech", provider
    assert provider["profile"]["calls"]["create-character"]["path"] == "/sora/v1/characters", provider


@case("a file that cannot be used is told, and nothing is sent past a choice that cannot be read")
def unusable(_cli):
    other = Cli()
    config = other.home / "config" / "troupe"
    (config / "profiles").mkdir(parents=True)
    (config / "profiles" / "mine.json").write_text("{")
    listed = other.ok("providers", "list")
    assert len(listed["problems"]) == 1, listed
    assert "mine.json" in listed["problems"][0], listed
    assert "mine.json" in other.fail("provider.not-found", "providers", "show", "mine")
    other.ok("providers", "show", "chainhub")
    for text in ("[broken", "[provider chainhub]\nbase=http://example.org\n"):
        (config / "providers.ini").write_text(text)
        other.fail("provider.profile", "providers", "show", "chainhub")
        other.fail("provider.profile", "character", "create", media.make("h264.mp4"), "--range", "1,3", "--provider",
                   "chainhub", "--from-task", "video_1", TROUPE_KEY="sk-test")
        other.ok("providers", "show", "practice")


@case("test says in a word and a sentence what it found, and its exit code whether that is good")
def test_connection(_cli):
    other = Cli()
    good = other.ok("providers", "test", "practice")
    assert good["outcome"] == "good" and "accepts the key" in good["sentence"], good
    config = other.home / "config" / "troupe"
    config.mkdir(parents=True)
    (config / "providers.ini").write_text("[provider evolink]\nbase=http://127.0.0.1:1/v1\n")
    done = other.run("--json", "providers", "test", "evolink", TROUPE_KEY=KEY)
    found = json.loads(done.stdout)
    assert done.returncode == 1 and found["outcome"] == "refused", done
    assert found["sentence"] == "Nobody answers at http://127.0.0.1:1: the connection was refused.", found
    assert KEY not in done.stdout + done.stderr, done
    done = other.run("providers", "test", "evolink", TROUPE_KEY=KEY)
    assert "Nobody answers" in done.stdout and KEY not in done.stdout + done.stderr, done
    found = json.loads(other.run("--json", "providers", "test", "gateway-a").stdout)
    assert found["outcome"] == "no-address", found


@case("providers are added, changed, put in order and removed")
def edited(_cli):
    other = Cli()
    added = other.ok("providers", "add", "evolink", "--name", "Mine", "--base", "http://127.0.0.1:9/v1/",
                     "--longest", "1.5", "--step", "0.5")["provider"]
    assert (added["id"], added["name"], added["base"]) == ("evolink", "Mine", "http://127.0.0.1:9"), added
    assert added["added"] and added["enabled"] and not added["default"] and added["span"]["max"] == 1.5, added
    path = other.home / "own.json"
    path.write_text(json.dumps({**json.loads((FOLDER / "kkiai.json").read_text()), "id": "own"}))
    assert other.ok("providers", "add", path, "--default", "--position", "1")["provider"]["id"] == "own"
    assert other.ok("providers", "add", "own")["provider"]["id"] == "own-2"
    listed = other.ok("providers", "list")["providers"]
    assert [provider["id"] for provider in listed if provider["added"]] == ["own", "practice", "evolink", "own-2"]
    assert [provider["id"] for provider in listed if provider["default"]] == ["own"], listed
    changed = other.ok("providers", "set", "own", "--off", "--name", "", "--position", "9")["provider"]
    assert not changed["enabled"] and not changed["default"] and changed["name"] == "KKIAI", changed
    assert other.ok("providers", "set", "evolink", "--base", "", "--longest", "0")["provider"]["span"]["max"] == 2
    assert other.ok("providers", "remove", "evolink") == {"removed": "evolink"}
    listed = other.ok("providers", "list")["providers"]
    assert [provider["id"] for provider in listed if provider["added"]] == ["practice", "own-2", "own"], listed


@case("what cannot be added, changed or removed stays as it is")
def not_edited(_cli):
    other = Cli()
    other.fail("provider.not-found", "providers", "add", "nobody")
    other.fail("usage", "providers", "add", "practice")
    for words in (("--base", "http://example.org"), ("--longest", "601"), ("--step", "x"), ("--off", "--default")):
        other.fail("usage", "providers", "add", "evolink", *words)
    other.fail("usage", "providers", "set", "practice", "--name", "Other")
    other.fail("usage", "providers", "remove", "practice")
    for command in ("set", "remove", "key"):
        other.fail("provider.not-found", "providers", command, "evolink")
    assert not (other.home / "config" / "troupe" / "providers.ini").exists()


@case("a key comes by standard input, and is refused where nothing keeps it")
def keys(_cli):
    other = Cli()
    other.ok("providers", "add", "evolink")
    done = other.run("--json", "providers", "key", "evolink", text=KEY + "\n")
    assert done.returncode == 1 and json.loads(done.stdout) == {"provider": "evolink", "key": "no-keyring"}, done
    other.fail("usage", "providers", "key", "evolink", text=" \n")
    for path in (path for path in other.home.rglob("*") if path.is_file()):
        assert KEY.encode() not in path.read_bytes(), path


SECRETS = "org.freedesktop.Secret."
CLOSED_PROMPT = f'self.EmitSignal("{SECRETS}Prompt", "Completed", "bv", [True, dbus.Array([], signature="o", variant_level=1)])'
PLAIN_SESSION = f"""if args[0] != "plain":
    raise dbus.exceptions.DBusException("plain only", name="org.freedesktop.DBus.Error.NotSupported")
ret = (dbus.String("", variant_level=1), dbus.ObjectPath("/org/freedesktop/secrets/session/1"))"""
CRASH = "import os; os._exit(1)"
IS_LOCKED = f'raise dbus.exceptions.DBusException("locked", name="{SECRETS}Error.IsLocked")'


class LockedKeyring(dbusmock.DBusTestCase):
    """A Secret Service that holds a key and is locked, on a bus of its own, and what becomes of its prompt."""

    def __init__(self, prompt):
        super().__init__()
        self.prompt = prompt

    def __enter__(self):
        self.setUpClass()
        self.start_session_bus()
        top = "/org/freedesktop/secrets"
        self.server = self.spawn_server("org.freedesktop.secrets", top, SECRETS + "Service",
                                        stdout=subprocess.DEVNULL)
        mock = self.get_dbus().get_object("org.freedesktop.secrets", top)
        mock.AddMethods(SECRETS + "Service", [
            ("OpenSession", "sv", "vo", PLAIN_SESSION), ("SearchItems", "a{ss}", "aoao", f'ret = ([], ["{top}/item"])'),
            ("Unlock", "ao", "aoo", f'ret = ([], dbus.ObjectPath("{top}/prompt"))')])
        nothing = dbus.Dictionary({}, signature="sv")
        mock.AddObject(top + "/prompt", SECRETS + "Prompt", nothing, [("Prompt", "s", "", self.prompt)])
        mock.AddObject(top + "/aliases/default", SECRETS + "Collection", nothing,
                       [("CreateItem", "a{sv}(oayays)b", "oo", IS_LOCKED)])
        return {"DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}

    def __exit__(self, *_error):
        self.server.terminate()
        self.server.wait()
        self.tearDownClass()


@case("a keyring that stays locked is left alone, and nothing waits for it")
def locked(_cli):
    other = Cli()
    other.ok("providers", "add", "evolink")
    for prompt in (CLOSED_PROMPT, CRASH):
        with LockedKeyring(prompt) as env:
            done = other.run("--json", "providers", "key", "evolink", text=KEY, **env)
            assert done.returncode == 1 and json.loads(done.stdout)["key"] == "no-keyring", done
            done = other.run("--json", "providers", "test", "evolink", **env)
            assert done.returncode == 1 and json.loads(done.stdout)["outcome"] == "no-key", done
    for path in (path for path in other.home.rglob("*") if path.is_file()):
        assert KEY.encode() not in path.read_bytes(), path


class SecretPortal:
    """The portal that gives a program in a sandbox a secret of its own, on a bus where no Secret Service is.

    To libsecret a Snap, which its environment tells, is a sandbox like that of Flatpak, which a file in / tells."""

    NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
    INTERFACE = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.freedesktop.portal.Secret">
        <method name="RetrieveSecret"><arg type="h"/><arg type="a{sv}"/><arg type="o" direction="out"/></method>
        <property name="version" type="u" access="read"/></interface></node>""").interfaces[0]

    def __init__(self, secret):
        self.secret = secret
        self.n_asked = 0

    def __enter__(self):
        self.daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        address = self.daemon.stdout.readline().strip()
        self.context = GLib.MainContext()
        ready = threading.Event()
        threading.Thread(target=self.serve, args=(address, ready), daemon=True).start()
        assert ready.wait(20)
        return {"DBUS_SESSION_BUS_ADDRESS": address, "SNAP_NAME": "troupe"}

    def __exit__(self, *_error):
        self.context.invoke_full(GLib.PRIORITY_DEFAULT, lambda: self.bus.close_sync() and self.loop.quit())
        self.daemon.terminate()
        self.daemon.wait()
        self.daemon.stdout.close()

    def serve(self, address, ready):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.bus.register_object(self.PATH, self.INTERFACE, self.called_cb, lambda *_: GLib.Variant("u", 1), None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (self.NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        self.loop = GLib.MainLoop(self.context)
        ready.set()
        self.loop.run()

    def called_cb(self, bus, sender, _path, _interface, _method, parameters, invocation):
        self.n_asked += 1
        _number, options = parameters.unpack()
        descriptor = invocation.get_message().get_unix_fd_list().get(0)
        os.write(descriptor, self.secret)
        os.close(descriptor)
        request = f"{self.PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant("(o)", (request,)))
        bus.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response", GLib.Variant("(ua{sv})", (0, {})))


@case("in a sandbox the portal keeps a key, also after a restart, and no file shows it")
def sandbox(_cli):
    other = Cli()
    other.ok("providers", "add", "evolink", "--base", "http://127.0.0.1:1")
    portal = SecretPortal(b"a secret of the portal of sixty-four letters, for this test only")
    with portal as env:
        done = other.run("--json", "providers", "key", "evolink", text=KEY, **env)
        assert json.loads(done.stdout) == {"provider": "evolink", "key": "stored"}, done
        kept, = other.home.rglob("*.keyring")
        assert KEY.encode() not in kept.read_bytes() and portal.n_asked == 1
        found = other.run("--json", "providers", "test", "evolink", **env)
        assert json.loads(found.stdout)["outcome"] == "refused", found    # nobody is there; a key is
    other_portal = SecretPortal(b"a secret of another program, which has sixty-four letters as well")
    with other_portal as env:
        found = other.run("--json", "providers", "test", "evolink", **env)
        assert json.loads(found.stdout)["outcome"] == "no-key", found
    for path in (path for path in other.home.rglob("*") if path.is_file()):
        assert KEY.encode() not in path.read_bytes(), path


@case("show refuses a provider that is not there")
def show_refuses(cli):
    cli.fail("provider.not-found", "providers", "show", "nobody")


@case("validate accepts what ships")
def validate(cli):
    for path in SHIPPED:
        if path.stem != "practice":
            assert cli.ok("providers", "validate", path)["id"] == path.stem, path
    message = cli.fail("provider.profile", "providers", "validate", FOLDER / "practice.json")
    assert message.endswith("practice.json: $.builtin: only for profiles that Troupe ships"), message


@case("the example of CONTRIBUTING.md is a profile, and its tables name what there is")
def contributing(cli):
    page = (FOLDER.parents[1] / "CONTRIBUTING.md").read_text()
    path = cli.home / "clipstage.json"
    path.write_text(page.split("```json\n")[1].split("```")[0])
    assert cli.ok("providers", "validate", path)["id"] == "clipstage"
    profile = json.loads(path.read_text())
    profile["calls"]["test"]["path"] = "/{nothing}"
    path.write_text(json.dumps(profile))
    message = cli.fail("provider.profile", "providers", "validate", path)
    for variable in re.findall(r"{[a-z.]+}", message.split("there are ")[1]):
        assert f"`{variable}`" in page, variable
    schema = json.loads((FOLDER / "profile.schema.json").read_text())
    for call in schema["properties"]["calls"]["properties"]:
        assert f"`{call}`" in page, call


@case("validate names file, path and rule")
def validate_refuses(cli):
    path = cli.home / "broken.json"
    profile = cli.ok("providers", "show", "chainhub")["provider"]["profile"]
    profile["clip"]["span"]["min"] = "one"
    path.write_text(json.dumps(profile))
    message = cli.fail("provider.profile", "providers", "validate", path)
    assert "broken.json" in message and "$.clip.span.min" in message, message
    profile["clip"]["span"]["min"] = 1
    profile["calls"]["create-character"]["headers"] = {"X\r\nHost": "evil.example"}
    path.write_text(json.dumps(profile))
    message = cli.fail("provider.profile", "providers", "validate", path)
    assert '$.calls.create-character.headers["X\\r\\nHost"]: does not match' in message, message
    for text in ("{", "[" * 100000, " " * 300000 + "{}"):
        path.write_text(text)
        assert "broken.json: $: " in cli.fail("provider.profile", "providers", "validate", path)
    cli.fail("io.not-found", "providers", "validate", cli.home / "missing.json")
    os.mkfifo(cli.home / "pipe")
    for odd in ("/dev/zero", cli.home, "pipe", "broken.json/x"):
        assert str(odd) in cli.fail("io.not-directory" if "json" in str(odd) else "provider.profile",
                                    "providers", "validate", odd)
    cli.fail("io.not-supported", "providers", "validate", "https://127.0.0.1/a.json")


tap.run(Cli())
