#!/usr/bin/python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A desktop behind its portals: desktop.py LOG ANSWERS. Who asks is answered at once, by the file ANSWERS (a JSON object), and each question is a line of
JSON in LOG. The portals themselves are the real ones; a file manager is in here, too."""

import json
import os
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

LOG, ANSWERS = sys.argv[1:3]
NAME = 'org.freedesktop.impl.portal.desktop.rushes'
REQUEST = '<arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>'
RESULTS = '<arg type="u" direction="out"/><arg type="a{sv}" direction="out"/>'
PORTALS = """<node>
<interface name="org.freedesktop.impl.portal.FileChooser">
  <method name="OpenFile">%(request)s<arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>%(results)s</method>
  <method name="SaveFile">%(request)s<arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>%(results)s</method>
</interface>
<interface name="org.freedesktop.impl.portal.AppChooser">
  <method name="ChooseApplication">%(request)s<arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>%(results)s</method>
</interface>
<interface name="org.freedesktop.impl.portal.Secret">
  <method name="RetrieveSecret"><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="in"/>
    <arg type="a{sv}" direction="in"/>%(results)s</method>
</interface>
<interface name="org.freedesktop.impl.portal.Notification">
  <method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/></method>
  <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface>
</node>""" % {'request': REQUEST, 'results': RESULTS}
FILE_MANAGER = """<node><interface name="org.freedesktop.FileManager1">
  <method name="ShowItems"><arg type="as" direction="in"/><arg type="s" direction="in"/></method>
  <method name="ShowFolders"><arg type="as" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>"""


def tell(method, arguments):
    with open(LOG, 'a') as log:
        log.write(json.dumps({'method': method, 'arguments': arguments.unpack()}, default=str) + '\n')


def answer(member):
    """What the user chooses; nothing: the question is closed."""
    with open(ANSWERS) as answers:
        return json.load(answers).get(member)


def choose_files(invocation, arguments):
    chosen = answer('files')
    results = {'uris': GLib.Variant('as', ['file://' + path for path in chosen or []]), 'writable': GLib.Variant('b', True)}
    invocation.return_value(GLib.Variant('(ua{sv})', (0 if chosen else 1, results if chosen else {})))


def choose_program(invocation, arguments):
    choices = arguments.unpack()[3]
    results = {'choice': GLib.Variant('s', choices[0])} if choices else {}
    invocation.return_value(GLib.Variant('(ua{sv})', (0 if choices else 1, results)))


def give_secret(invocation, arguments):
    pipe = invocation.get_message().get_unix_fd_list().get(arguments.unpack()[2])
    os.write(pipe, b'the same sixty-four bytes for whoever asks, it is only a test !!')
    os.close(pipe)
    invocation.return_value(GLib.Variant('(ua{sv})', (0, {})))


ANSWERED = {'OpenFile': choose_files, 'SaveFile': choose_files, 'ChooseApplication': choose_program, 'RetrieveSecret': give_secret}


def on_call(connection, sender, path, interface, method, arguments, invocation):
    tell(method, arguments)
    ANSWERED.get(method, lambda *_: invocation.return_value(None))(invocation, arguments)


def on_bus(connection, name):
    for node, path in ((PORTALS, '/org/freedesktop/portal/desktop'), (FILE_MANAGER, '/org/freedesktop/FileManager1')):
        for interface in Gio.DBusNodeInfo.new_for_xml(node).interfaces:
            connection.register_object(path, interface, on_call, None, None)


owned = set()


def on_name(connection, name):
    owned.add(name)
    if len(owned) == 2:
        print('ready', flush=True)


for name in (NAME, 'org.freedesktop.FileManager1'):
    Gio.bus_own_name(Gio.BusType.SESSION, name, Gio.BusNameOwnerFlags.NONE, on_bus if name == NAME else None, on_name, None)
GLib.MainLoop().run()
