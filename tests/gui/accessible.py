# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs tell assistive technology.

libatspi asks one question at a time, and each takes four changes of process: half the time of a test went
there. Here all of one level of a tree is asked at once. The interfaces are those of at-spi2-core's xml folder.
"""
import collections
import functools
import subprocess

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
REGISTRY = "org.a11y.atspi.Registry"
ROOT, CACHE = "/org/a11y/atspi/accessible/root", "/org/a11y/atspi/cache"
PROPERTIES = "org.freedesktop.DBus.Properties"
NULL = "/org/a11y/atspi/null"
WINDOW_COORDINATES = 1
PATIENCE = 20000    # milliseconds, for an answer


@functools.cache
def role_name(role):
    return Atspi.role_get_name(Atspi.Role(role))


def is_set(states, name):
    return bool(states >> int(getattr(Atspi.StateType, name.upper())) & 1)


def read_addresses(children):
    """The pairs of an answer, of which unpack() would take ten times as long; none without an answer."""
    return [tuple(child.get_child_value(i).get_string() for i in range(2))
            for child in (children.get_child_value(i) for i in range(children.n_children() if children else 0))]


class Bus:
    """The accessibility bus that belongs to a session bus."""

    def __init__(self, session):
        client = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.session = Gio.DBusConnection.new_for_address_sync(session, client, None, None)
        address = self.session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                         None, Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(address, client, None, None)

    def ask(self, questions):
        """The answers to (name, path, interface, method, arguments), in their order; None where it is gone."""
        answers = [None] * len(questions)
        unanswered = set(range(len(questions)))

        def take(connection, result, index):
            unanswered.discard(index)
            try:
                answers[index] = connection.call_finish(result).get_child_value(0)
            except GLib.Error:
                pass

        for index, (name, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE,
                                 None, take, index)
        while unanswered:
            GLib.MainContext.default().iteration(True)
        return answers

    def call(self, name, path, interface, method, arguments=None):
        """One answer; fails with GLib.Error where there is none."""
        return self.connection.call_sync(name, path, interface, method, arguments, None,
                                         Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()

    def find_program(self, process):
        """The name on the bus of the process with that id, or None."""
        for name, _path in self.call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")[0]:
            found = self.ask([("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                               "GetConnectionUnixProcessID", GLib.Variant("(s)", [name]))])[0]
            if found and found.get_uint32() == process:
                return name
        return None

    def listen(self, detail, heard):
        """Calls heard(name, path, value) whenever a state of that name changes anywhere."""
        self.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent",
                  GLib.Variant("(sass)", (f"object:state-changed:{detail}", [], "")))

        def take(_connection, name, path, _interface, _signal, values):
            if values.unpack()[0] == detail:
                heard(name, path, values.unpack()[1])
        self.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, None,
                                         Gio.DBusSignalFlags.NONE, take)


class Node:
    """A widget as assistive technology sees it. One that is gone meanwhile has no name, role or state."""
    roles = {}    # of (bus, path), which no two widgets ever share

    def __init__(self, gui, name, path, above=None):
        """above and states, where they are known: the node it was seen below, and what the program told of it then."""
        self.gui, self.address, self.above, self.states = gui, (name, path), above, None

    def __eq__(self, other):
        return isinstance(other, Node) and self.address == other.address

    def __hash__(self):
        return hash(self.address)

    def question(self, method, arguments=None, interface=ACCESSIBLE):
        return (*self.address, interface, method, arguments)

    def ask(self, method, arguments=None, interface=ACCESSIBLE):
        """The answer, or None when the widget is gone."""
        answer = self.gui.bus.ask([self.question(method, arguments, interface)])[0]
        return answer and answer.unpack()

    def call(self, interface, method, signature="()", *arguments):
        """The answer; fails with GLib.Error where there is none."""
        return self.gui.bus.call(*self.address, f"org.a11y.atspi.{interface}", method,
                                 GLib.Variant(signature, arguments))

    @property
    def name(self):
        return self.ask("Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")), PROPERTIES) or ""

    @property
    def role(self):
        if self.address not in self.roles:
            role = self.ask("GetRole")
            if role is None:
                return ""
            self.roles[self.address] = role_name(role)
        return self.roles[self.address]

    def has(self, state):
        """Whether it has a state, of which there are two words of bits."""
        low, high = self.ask("GetState") or (0, 0)
        return is_set(low | high << 32, state)

    def had(self, state):
        """Whether it had a state when it was seen."""
        return self.has(state) if self.states is None else is_set(self.states, state)

    def is_in_place(self):
        """Whether all that it was seen below still show it."""
        line = [self]
        while line[-1].above:
            line.append(line[-1].above)
        answers = self.gui.bus.ask([node.question("GetChildren") for node in line[1:]])
        return all(node.address in read_addresses(answer) for node, answer in zip(line, answers))

    def get(self, interface, name):
        return self.call_properties("Get", "(ss)", f"org.a11y.atspi.{interface}", name)[0]

    def call_properties(self, method, signature, *arguments):
        return self.gui.bus.call(*self.address, PROPERTIES, method, GLib.Variant(signature, arguments))

    @property
    def value(self):
        return self.get("Value", "CurrentValue")

    @value.setter
    def value(self, value):
        self.call_properties("Set", "(ssv)", "org.a11y.atspi.Value", "CurrentValue", GLib.Variant("d", value))

    @property
    def text(self):
        return self.call("Text", "GetText", "(ii)", 0, self.get("Text", "CharacterCount"))[0]

    @text.setter
    def text(self, text):
        self.call("EditableText", "SetTextContents", "(s)", text)

    def press(self):
        """The widget's own action where it has one (buttons, switches), else a click."""
        action = self.ask("GetName", GLib.Variant("(i)", [0]), "org.a11y.atspi.Action")
        if action in ("click", "toggle", "activate"):
            self.call("Action", "DoAction", "(i)", 0)
        else:
            self.click()

    def extents(self):
        """x, y, width and height in the window."""
        return self.call("Component", "GetExtents", "(u)", WINDOW_COORDINATES)[0]

    def size(self):
        return self.extents()[2:]

    def window(self):
        """The window it is in."""
        node, parent = self, self.parent()
        while parent and parent.address[1] != ROOT:
            node, parent = parent, parent.parent()
        return node

    def parent(self):
        if self.above:
            return self.above
        name, path = self.get("Accessible", "Parent")
        return Node(self.gui, name, path) if path != NULL else None

    def box(self):
        """x, y, width and height on the screen."""
        inside = self.extents()
        geometry = self.gui.xdo("search", "--onlyvisible", "--name", f"^{self.window().name}$",
                                "getwindowgeometry", "--shell", "%@")
        at = dict(line.split("=") for line in geometry.split())    # of the last one
        return int(at["X"]) + inside[0], int(at["Y"]) + inside[1], *inside[2:]

    def click(self, button=1):
        """Clicks where it is once it stays there: on a page that is new it has no place yet, or not its last one."""
        def is_under_pointer():
            try:
                x, y, width, height = box = self.box()
                self.gui.xdo("mousemove", x + width // 2, y + height // 2, "sleep", 0.05)
                return width > 0 and self.box() == box
            except subprocess.CalledProcessError:
                return False    # A window went away while xdotool looked through all of them.
        self.gui.wait(is_under_pointer, what=f"place of {self.name!r}")
        self.gui.xdo("click", button)


Told = collections.namedtuple("Told", "parent place n_children name states")


def read_told(gui):
    """By path: what the program says by itself of each widget that somebody has asked for by now, in one answer."""
    name = gui.root.address[0]
    items = gui.bus.ask([(name, CACHE, "org.a11y.atspi.Cache", "GetItems", None)])[0]
    told = {}
    for i in range(items.n_children() if items else 0):
        part = items.get_child_value(i).get_child_value
        path, states = part(0).get_child_value(1).get_string(), part(9)
        Node.roles[name, path] = role_name(part(7).get_uint32())
        told[path] = Told(part(2).get_child_value(1).get_string(), part(3).get_int32(), part(4).get_int32(),
                          part(6).get_string(),
                          states.get_child_value(0).get_uint32() | states.get_child_value(1).get_uint32() << 32)
    return told


def find_families(told):
    """By path: the children of each widget of which all have been asked for, in their order.

    Another one that was never on show may have taken the place of one that is hidden now: the program does not tell.
    """
    families = {path: {} for path in told if path != ROOT}
    n_members = collections.Counter()
    for path, widget in told.items():
        if widget.parent in families:
            families[widget.parent][widget.place] = path
            n_members[widget.parent] += 1
    return {path: [places[place] for place in range(len(places))] for path, places in families.items()
            if told[path].n_children == len(places) == n_members[path] and -1 not in places and
            max(places, default=-1) < len(places)}


def survey(gui, top, depth=99, quick=False):
    """Pairs of a node and its name: all below one, in the order of reading; also what does not show.

    Quick: asks fewer widgets for their children; see find_families.
    """
    def gather(node):
        for child in below.get(node, []):
            if child in names:
                yield child, names[child]
                yield from gather(child)

    everything = GLib.Variant("(s)", [ACCESSIBLE])
    below, names, level = {}, {}, [top]
    told = read_told(gui) if depth > 0 else {}
    families = find_families(told) if quick else {}
    while level and depth >= 0:
        depth -= 1
        known = [node for node in level if node.address[1] in families]
        below |= {node: [(node.address[0], path) for path in families[node.address[1]]] for node in known}
        asked = [node for node in level if node.address[1] not in families]
        for node, children in zip(asked, gui.bus.ask([node.question("GetChildren") for node in asked])):
            below[node] = [address for address in read_addresses(children) if address[1] != NULL]
        below |= {node: [Node(gui, *address, node) for address in below[node]] for node in level}
        children = [child for node in level for child in below[node]]
        new = [child for child in children if child.address[1] not in told]
        for node, properties in zip(new, gui.bus.ask([node.question("GetAll", everything, PROPERTIES) for node in new])):
            if properties:
                told[node.address[1]] = Told(None, None, properties.lookup_value("ChildCount").get_int32(),
                                             properties.lookup_value("Name").get_string(), None)
        children = [child for child in children if child.address[1] in told]
        for child in children:
            names[child], child.states = told[child.address[1]].name, told[child.address[1]].states
        level = [child for child in children if told[child.address[1]].n_children]
    return list(gather(top))
