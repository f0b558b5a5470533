# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether all that is said can be said in another language."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

TOP = os.environ['TOP']
sys.path.insert(0, TOP + '/tests/support')
from rushes_test import Scratch, main  # noqa: E402

GETTEXT = {'_', 'N_', 'C_', 'NC_', 'ngettext'}
LOG = {'g_debug', 'g_warning', 'g_critical', 'g_message', 'g_error', 'g_assert', 'g_return_if_fail', 'g_return_val_if_fail'}
ERRORS = {'g_set_error', 'g_set_error_literal', 'g_error_new', 'g_error_new_literal', 'g_task_return_new_error'}

# What begins with a capital letter, has a blank, and is no sentence of ours.
NO_SENTENCE = re.compile(
    r'(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WITH|ALTER|DROP|BEGIN|REPLACE|UNION|AND|ORDER|WHERE|MAX) |'  # SQL
    r'FADE |TITLE: |FCM: |NON-DROP FRAME|AVI |Trash Info|CFG scale|Schedule type|Bearer |Basic |HTTP |INT |EXT |'  # formats and protocols
    r'Sans |Animated pictures|GIF and animated WebP|The Rushes authors|Scratch track|Rushes |'  # a font, a GStreamer element, a track's name in a file
    r'Job not found|Not Found|Unknown Error|Too (Early|Many)|Precondition|Request Header|Unavailable For|Loop Detected|Network Auth|'  # what servers say
    r'ComfyUI |Comfy Cloud|OpenAI Sora|Wan 2|NVIDIA Dynamo|Unsloth Studio|New API|Azure OpenAI|.*Everywhere|.*\(rgthree\)')  # names
# Prompts of the demo, for a model.
PROMPTS = re.compile('A lighthouse on a black cliff|A lone walker crosses')


def sources(ending):
    for folder, _, names in os.walk(TOP + '/src'):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(ending) and '/src/sample/' not in path:  # what the sample server says stands for what others say
                yield path


TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|^#[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|[(){};,]|\S', re.S | re.M)


def literals(text):
    """(literal, the calls it stands in from the outside in, the token after it), of C."""
    tokens = [token for token in TOKEN.findall(text) if not token.startswith(('/*', '//', '#'))]
    calls = []
    for number, token in enumerate(tokens):
        if token == '(':
            calls.append(tokens[number - 1])
        elif token == ')' and calls:
            calls.pop()
        elif token == ';':
            calls = []
        elif token.startswith('"'):
            yield token[1:-1], list(calls), tokens[number + 1]


def untranslated(text):
    """The sentences in a C file that no translator sees: those that begin like one, and all that an error of ours says."""
    found = []
    for literal, calls, _ in literals(text):
        if set(calls) & (GETTEXT | LOG):
            continue
        sentence = re.match(r'[A-Z“][^ ]* .*[a-z]{2}', literal) is not None and not NO_SENTENCE.match(literal) and not PROMPTS.match(literal)
        error = bool(calls) and calls[-1] in ERRORS and re.search('[A-Za-z]{2}.* .*[A-Za-z]{2}', literal) is not None
        if sentence or error:
            found.append((literal, calls[-1] if calls else None))
    return found


# Errors that are a signal to our own code and reach nobody: they end a task that somebody broke off, or have no picture to show.
SIGNALS = {'Above the limit', 'The program ends', 'No picture', 'No file is there'}


def test_what_is_said_can_be_translated():
    sample = 'g_set_error (e, D, 1, "it broke off: %s", x); t = "A sentence here"; u = _("Fine it is"); g_debug ("Not for users"); v = "SELECT all of it";'
    assert untranslated(sample) == [('it broke off: %s', 'g_set_error'), ('A sentence here', None)], untranslated(sample)
    found = [(os.path.relpath(path, TOP), *hit) for path in sources('.c') for hit in untranslated(open(path).read()) if hit[0] not in SIGNALS]
    assert found == [], found


def macros_in_messages(text):
    """Messages that go on with a macro: xgettext sees only what is before it. <inttypes.h> has those that it knows."""
    return [(literal, after) for literal, calls, after in literals(text)
            if set(calls[-1:]) & GETTEXT and re.match('[A-Z]', after) and not re.match('PRI[du]64$', after)]


def test_no_message_ends_at_a_macro():
    assert macros_in_messages('_("Shot %" G_GINT64_FORMAT " added")') == [('Shot %', 'G_GINT64_FORMAT')]
    assert macros_in_messages('_("Shot %" PRId64 " added"); f (_("A"), B)') == []
    found = [(os.path.relpath(path, TOP), *hit) for path in sources('.c') for hit in macros_in_messages(open(path).read())]
    assert found == [], found


NAMES = {'Rushes', 'ComfyUI', 'OpenAI Sora'}
SHOWN = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'heading', 'body', 'text', 'button-label', 'header'}


def untranslatable(path):
    """What of an interface file has words that no translator sees."""
    for element in xml.etree.ElementTree.parse(path).iter():
        if element.tag in ('property', 'attribute') and element.get('name') in SHOWN and element.get('translatable') is None and \
                re.search('[A-Za-z]{2}', element.text or '') and element.text not in NAMES:
            yield element.get('name'), element.text


def test_interfaces_can_be_translated():
    scratch = Scratch()
    with open(scratch.name + '/x.ui', 'w') as out:
        out.write('<interface><property name="label">Play</property><property name="title" translatable="yes">Play</property></interface>')
    assert list(untranslatable(scratch.name + '/x.ui')) == [('label', 'Play')]
    found = [(os.path.relpath(path, TOP), *hit) for path in sources('.ui') for hit in untranslatable(path)]
    assert found == [], found


def make_template(path):
    """All messages of the program, as a template of translations. Returns: what xgettext says of it"""
    own = re.findall("'(--[^']+)'", open(TOP + '/po/meson.build').read())
    assert len(own) == 2, own
    keywords = ['--keyword=' + word for word in ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2')]
    flags = ['--flag=' + flag for flag in (
        'g_strdup_printf:1:c-format', 'g_string_printf:2:c-format', 'g_string_append_printf:2:c-format', 'g_error_new:3:c-format',
        'g_set_error:4:c-format', 'g_task_return_new_error:4:c-format', 'g_print:1:c-format', 'g_printerr:1:c-format',
        'rushes_board_add_problem:2:c-format', '_:1:pass-c-format', 'N_:1:pass-c-format', 'ngettext:1:pass-c-format', 'ngettext:2:pass-c-format')]
    return subprocess.run(['xgettext', '--from-code=UTF-8', '--directory=' + TOP, '--files-from=' + TOP + '/po/POTFILES', '--add-comments',
                           '--output=' + path, *keywords, *flags, *own], capture_output=True, text=True)


def test_xgettext_warns_about_nothing():
    scratch = Scratch()
    result = make_template(scratch.name + '/rushes.pot')
    assert result.returncode == 0 and result.stderr == '', result.stderr
    template = open(scratch.name + '/rushes.pot').read()
    assert template.count('\nmsgid ') > 1000 and 'msgid "write the clip"' in template and '%<PRId64>' in template
    checked = subprocess.run(['msgfmt', '--check-format', '--output-file=/dev/null', scratch.name + '/rushes.pot'], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def languages():
    return [line.strip() for line in open(TOP + '/po/LINGUAS') if line.strip() and not line.startswith('#')]


def lacking(translation, template):
    """What gettext's own tools find missing, unsure, or formatted in another way."""
    compared = subprocess.run(['msgcmp', translation, template], capture_output=True, text=True)
    checked = subprocess.run(['msgfmt', '--check', '--check-accelerators=_', '--output-file=/dev/null', translation], capture_output=True, text=True)
    return (compared.stderr if compared.returncode else '') + checked.stderr


def test_translations_are_complete():
    scratch = Scratch()
    template, broken = scratch.name + '/rushes.pot', scratch.name + '/broken.po'
    assert make_template(template).returncode == 0 and languages()
    for language in languages():
        path = '%s/po/%s.po' % (TOP, language)
        text = open(path).read()
        with open(broken, 'w') as out:
            out.write(text.replace('msgid "Newest first"', 'msgid "Newest of all first"'))
        assert 'Newest first' in text and 'untranslated' in lacking(broken, template) or 'used but not defined' in lacking(broken, template)
        assert lacking(path, template) == '' and '#, fuzzy' not in text, lacking(path, template)


def mnemonics(path, translated):
    """(menu, letter, labels) of an interface file, where several items of one menu have the same letter."""
    for menu in xml.etree.ElementTree.parse(path).iter('menu'):
        letters = {}
        for label in menu.iter('attribute'):
            text = translated.get(label.text, label.text) or ''
            if label.get('name') == 'label' and re.search('_.', text):
                letters.setdefault(re.search('_(.)', text).group(1).lower(), set()).add(text)
        yield from ((menu.get('id'), letter, sorted(labels)) for letter, labels in letters.items() if len(labels) > 1)


def test_a_letter_is_one_item_of_a_menu():
    for language in languages():
        text = open('%s/po/%s.po' % (TOP, language)).read()
        translated = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.M))
        assert translated['_Workflows']
        assert [hit for path in sources('.ui') for hit in mnemonics(path, {})] == []
        assert [hit for path in sources('.ui') for hit in mnemonics(path, translated)] == []


if shutil.which('xgettext') is None:
    print('1..0 # SKIP xgettext is not installed (gettext)')
    sys.exit(77)
main(sys.modules[__name__])
