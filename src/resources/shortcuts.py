#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""shortcuts.py HELP-OVERLAY DIALOG: the keys of GTK's window, as libadwaita's dialog has them: one level of sections."""

import sys
import xml.etree.ElementTree
from xml.etree.ElementTree import SubElement

overlay = xml.etree.ElementTree.parse(sys.argv[1])
interface = xml.etree.ElementTree.Element('interface')
dialog = SubElement(interface, 'object', {'class': 'AdwShortcutsDialog', 'id': 'shortcuts_dialog'})


def add(parent, of, name):
    """What is like @of, with its properties, of another class."""
    made = SubElement(SubElement(parent, 'child'), 'object', {'class': name})
    made.extend(of.findall('property'))
    return made


for group in overlay.findall('.//object[@class="GtkShortcutsGroup"]'):
    section = add(dialog, group, 'AdwShortcutsSection')
    for shortcut in group.findall('./child/object'):
        add(section, shortcut, 'AdwShortcutsItem')
xml.etree.ElementTree.ElementTree(interface).write(sys.argv[2], encoding='UTF-8', xml_declaration=True)
