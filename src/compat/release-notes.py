#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""release-notes.py METAINFO HEADER: what the newest release brings, as the dialog about the program takes it."""

import json
import re
import sys
import xml.etree.ElementTree

release = xml.etree.ElementTree.parse(sys.argv[1]).getroot().find('releases/release')
inside = ''.join(xml.etree.ElementTree.tostring(child, encoding='unicode').strip() for child in release.find('description'))
with open(sys.argv[2], 'w', encoding='utf-8') as out:
    out.write('#pragma once\n\n#define RUSHES_RELEASE_NOTES %s\n' % json.dumps(re.sub(r'\s+', ' ', inside), ensure_ascii=False))
