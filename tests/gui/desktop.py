# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop gives to a program on the session bus: notifications, a session that is kept awake, background."""
import threading

from gi.repository import Gio, GLib

FLAGS = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
REQUEST = "org.freedesktop.portal.Request"
SERVICES = {
    "org.freedesktop.Notifications": ("/org/freedesktop/Notifications", """
        <interface name="org.freedesktop.Notifications">
          <method name="GetCapabilities"><arg type="as" direction="out"/></method>
          <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
            <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
          <method name="Notify"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/>
            <arg type="as"/><arg type="a{sv}"/><arg type="i"/><arg type="u" direction="out"/></method>
          <method name="CloseNotification"><arg type="u"/></method>
        </interface>"""),
    "org.gnome.SessionManager": ("/org/gnome/SessionManager", """
        <interface name="org.gnome.SessionManager">
          <method name="Inhibit"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="u"/>
            <arg type="u" direction="out"/></method>
          <method name="Uninhibit"><arg type="u"/></method>
        </interface>"""),
    "org.freedesktop.portal.Desktop": ("/org/freedesktop/portal/desktop", """
        <interface name="org.freedesktop.portal.Background">
          <method name="RequestBackground"><arg type="s"/><arg type="a{sv}"/><arg type="o" direction="out"/></method>
        </interface>"""),
}


class Desktop:
    """Notes what is asked for, and answers; ends with the process."""

    def __init__(self, address):
        self.notices = {}              # id to (title, body) of those that are on show
        self.n_notices = 0             # that were ever shown
        self.inhibitors = {}           # cookie to reason
        self.n_inhibitors = 0
        self.allows_background = True
        self.asked_background = []     # the reasons that were given
        ready = threading.Event()
        threading.Thread(target=self.serve, args=(address, ready), daemon=True).start()
        assert ready.wait(20)

    def serve(self, address, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(address, FLAGS, None, None)
        for name, (path, text) in SERVICES.items():
            interface = Gio.DBusNodeInfo.new_for_xml(f"<node>{text}</node>").interfaces[0]
            self.bus.register_object(path, interface, self.call_cb, None, None)
            self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                               GLib.Variant("(su)", (name, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        ready.set()
        GLib.MainLoop(context).run()

    def call_cb(self, _bus, sender, _path, _interface, method, parameters, invocation):
        answer = getattr(self, method)(sender, *parameters.unpack())
        invocation.return_value(answer)

    def GetCapabilities(self, _sender):
        return GLib.Variant("(as)", (["actions", "body"],))

    def GetServerInformation(self, _sender):
        return GLib.Variant("(ssss)", ("Desktop", "Troupe", "1", "1.2"))

    def Notify(self, _sender, _app, replaces, _icon, title, body, *_):
        self.n_notices += 1
        number = replaces or self.n_notices
        self.notices[number] = (title, body)
        return GLib.Variant("(u)", (number,))

    def CloseNotification(self, _sender, number):
        self.notices.pop(number, None)

    def Inhibit(self, sender, _app, _window, reason, _flags):
        """Until it is taken back, or the program has ended."""
        self.n_inhibitors += 1
        cookie = self.n_inhibitors
        self.inhibitors[cookie] = reason
        Gio.bus_watch_name_on_connection(self.bus, sender, Gio.BusNameWatcherFlags.NONE, None,
                                         lambda *_: self.inhibitors.pop(cookie, None))
        return GLib.Variant("(u)", (cookie,))

    def Uninhibit(self, _sender, cookie):
        del self.inhibitors[cookie]

    def RequestBackground(self, sender, _window, options):
        self.asked_background.append(options["reason"])
        path = "/org/freedesktop/portal/desktop/request/" + sender[1:].replace(".", "_") + "/" + options["handle_token"]
        answer = {"background": GLib.Variant("b", self.allows_background), "autostart": GLib.Variant("b", False)}
        self.bus.emit_signal(sender, path, REQUEST, "Response",
                             GLib.Variant("(ua{sv})", (0 if self.allows_background else 1, answer)))
        return GLib.Variant("(o)", (path,))

    def click(self, number):
        """Acts as a click on a notice, which desktops then put away by themselves."""
        del self.notices[number]
        self.bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))
