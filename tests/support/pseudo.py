#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""pseudo.py TOP FOLDER: a language that nobody speaks, for tests: every letter with an accent, every word two fifths longer.

FOLDER/xx/LC_MESSAGES/rushes.mo is its translation, FOLDER/locales (LOCPATH) has xx_XX.UTF-8, a copy of C.UTF-8. 77: what that needs is not here."""

import os
import re
import shutil
import subprocess
import sys

ACCENTS = str.maketrans('aceginosuyACEGINOSUY', 'áçéĝíñöšüýÁÇÉĜÍÑÖŠÜÝ')
# What stays as it is: what printf, Pango, gettext and GDateTime read, addresses, options and their values, and a letter behind its underscore.
KEPT = re.compile(r"(%<PRI\w+>|%[-'0-9.*]*(?:ll|l|z)?[a-zA-Z%]|<[^>]*>|\\.|https?://\S*|--\S+|&\w+;)")


def lengthen(match):
    word = match.group()
    wanted, vowels = max(len(word) * 7 // 5, len(word) + 1), re.findall('[aeiouyAEIOUY]', word) or [word[-1]]
    extra = wanted - len(word)
    last = word.rfind(vowels[-1])
    return word[:last] + word[last] * extra + word[last:]


def change(text):
    """“_Find %u Files” becomes “_Fííñd %u Fíléééš”."""
    parts = KEPT.split(text)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r'[A-Za-z]{2,}', lengthen, parts[index]).translate(ACCENTS)
    return ''.join(parts)


def rewrite(template):
    """The template as a translation."""
    out, field, head = [], None, True
    lines = template.split('\n')
    texts = {}
    for line in lines + ['']:
        match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
        if line.startswith('#, '):
            out.append(line)  # a format: msgfmt translates its macros
        elif match:
            field = match.group(1)
            texts[field] = match.group(2)[1:-1]
        elif line.startswith('"'):
            texts[field] += line[1:-1]
        elif not line and texts:
            out += write(texts, head)
            texts, head = {}, False
    return '\n'.join(out)


def write(texts, head):
    lines = ['%s "%s"' % (name, texts[name]) for name in ('msgctxt', 'msgid', 'msgid_plural') if name in texts]
    if head:
        return lines + ['msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"', '']
    if 'msgid_plural' in texts:
        return lines + ['msgstr[0] "%s"' % change(texts['msgid']), 'msgstr[1] "%s"' % change(texts['msgid_plural']), '']
    return lines + ['msgstr "%s"' % change(texts['msgid']), '']


def main(top, folder):
    plain = next((path for path in ('/usr/lib/locale/C.utf8', '/usr/lib/locale/C.UTF-8') if os.path.isdir(path)), None)
    if plain is None or shutil.which('xgettext') is None or shutil.which('msgfmt') is None:
        return 77
    own = re.findall("'(--[^']+)'", open(top + '/po/meson.build').read())
    keywords = ['--keyword=' + word for word in ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2')]
    template = subprocess.run(['xgettext', '--from-code=UTF-8', '--directory=' + top, '--files-from=' + top + '/po/POTFILES', '--output=-', *keywords, *own],
                              stdout=subprocess.PIPE, check=True, text=True).stdout
    os.makedirs(folder + '/xx/LC_MESSAGES')
    subprocess.run(['msgfmt', '--output-file=' + folder + '/xx/LC_MESSAGES/rushes.mo', '-'], input=rewrite(template), check=True, text=True)
    shutil.copytree(plain, folder + '/locales/xx_XX.utf8')
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
