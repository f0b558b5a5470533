# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The help: whole, with links that lead somewhere, and true: what it calls by name is called so in the program."""

import glob
import html.parser
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

TOP, BUILD = os.environ['TOP'], os.environ['BUILD']
sys.path.insert(0, TOP + '/tests/support')
from rushes_test import Skipped, main  # noqa: E402

NAMESPACE = '{http://projectmallard.org/1.0/}'
LANGUAGES = ['C'] + [line.strip() for line in open(TOP + '/po/LINGUAS') if re.match('[a-z]', line)]
BUILT = {'C': 'help.html'} | {language: 'help.%s.html' % language for language in LANGUAGES[1:]}


def read(language):
    return {path: xml.etree.ElementTree.parse(path).getroot() for path in sorted(glob.glob('%s/help/%s/*.page' % (TOP, language)))}


PAGES = {language: read(language) for language in LANGUAGES}


def test_pages_are_mallard():
    for path, root in (pair for pages in PAGES.values() for pair in pages.items()):
        name = os.path.basename(path)[:-5]
        assert root.tag == NAMESPACE + 'page' and root.get('id') == name and root.get('type') == ('guide' if name == 'index' else 'topic'), path
        assert root.find(NAMESPACE + 'title') is not None and root.find('%sinfo/%sdesc' % (NAMESPACE, NAMESPACE)) is not None, path


def test_yelp_finds_nothing_wrong():
    if not shutil.which('yelp-check'):
        raise Skipped('yelp-check is not installed')
    for language, pages in PAGES.items():
        for check in 'validate', 'ids', 'links', 'media', 'orphans':
            said = subprocess.run(['yelp-check', check, *pages], capture_output=True, text=True)
            assert (said.returncode, said.stdout + said.stderr) == (0, ''), (language, check, said.stdout + said.stderr)


def shape(root):
    """What a translation keeps: sections, and what stands in them."""
    return [(element.tag, element.get('id'), element.get('xref')) for element in root.iter() if element.tag[len(NAMESPACE):] not in ('gui', 'guiseq', 'key', 'keyseq', 'code')]


def test_translations_are_whole():
    shapes = {language: [shape(root) for root in pages.values()] for language, pages in PAGES.items()}
    assert len(shapes) == len(LANGUAGES) and len(shapes['C']) == 10
    for language in LANGUAGES[1:]:
        different = [root.get('id') for root, own, wanted in zip(PAGES[language].values(), shapes[language], shapes['C']) if own != wanted]
        assert len(shapes[language]) == 10 and different == [], (language, different)
        assert 'msgid "help.html"\nmsgstr "%s"\n' % BUILT[language] in open('%s/po/%s.po' % (TOP, language)).read(), language


def test_all_pages_are_built():
    listed = re.search(r'foreach name : \[(.*)\]', open(TOP + '/help/meson.build').read()).group(1)
    assert set(re.findall("'([^']+)'", listed)) == {root.get('id') for root in PAGES['C'].values()}
    assert all("'%s': '%s'" % pair in open(TOP + '/help/meson.build').read() for pair in BUILT.items())


def words_of_the_program():
    """What stands in sources and interfaces, without the underscores of mnemonics."""
    words = set()
    for folder, _, names in os.walk(TOP + '/src'):
        for name in names:
            if name.endswith(('.c', '.ui')):
                text = open(os.path.join(folder, name)).read()
                found = re.findall(r'"((?:[^"\\\n]|\\.)*)"', text) if name.endswith('.c') else re.findall('>([^<>]+)<', text)
                words |= {word.replace('_', '') for word in found}
    return words


def words_of(language):
    """What a language calls them."""
    return {word.replace('_', '') for word in re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', open('%s/po/%s.po' % (TOP, language)).read(), re.M)}


def test_what_it_names_is_there():
    for language in LANGUAGES:
        words = words_of_the_program() if language == 'C' else words_of(language) | {'ComfyUI', 'OpenAI Sora'}
        assert 'Workflows' in words and 'No Such Button' not in words
        missing = [(root.get('id'), gui.text) for root in PAGES[language].values() for gui in root.iter(NAMESPACE + 'gui') if gui.text not in words]
        assert missing == [], (language, missing)


def test_keys_are_those_of_the_shortcuts():
    overlay = open(TOP + '/src/resources/help-overlay.ui').read().replace('&lt;Control&gt;', 'Ctrl+').replace('&lt;Shift&gt;', 'Shift+').replace('&lt;Alt&gt;', 'Alt+')
    accelerators = {key.lower() for line in re.findall('accelerator">([^<]+)<', overlay) for key in re.split(r'[ &;]+|amp;', line)}
    for word, key in (('return', 'enter'), ('comma', ','), ('period', '.'), ('bracketleft', '['), ('bracketright', ']'), ('0...5', '0'), ('0...5', '5'),
                      ('6...9', '6'), ('6...9', '9'), ('1...9', '1'), ('1...9', '9')):
        assert word in accelerators, word
        accelerators.add(key)
    accelerators |= {'shift', 'ctrl+enter'}  # with a key beside it
    told = set()
    for root in PAGES['C'].values():
        if root.get('id') == 'command-line':
            continue
        inner = {id(key) for sequence in root.iter(NAMESPACE + 'keyseq') for key in sequence}
        told |= {'+'.join(key.text for key in sequence).lower() for sequence in root.iter(NAMESPACE + 'keyseq')}
        told |= {key.text.lower() for key in root.iter(NAMESPACE + 'key') if id(key) not in inner}
    assert len(told) > 30 and told <= accelerators, told - accelerators


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.outside, self.open = set(), set(), [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.add(values.get('id'))
        if tag == 'a':
            self.links.add(values['href'])
        if values.keys() & {'src', 'srcset'} or tag == 'link':
            self.outside.append(tag)
        if tag not in ('meta', 'br'):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


def test_the_page_is_whole():
    for name in BUILT.values():
        reader = Reader()
        reader.feed(open(BUILD + '/help/' + name, encoding='utf-8').read())
        assert reader.open == [] and reader.outside == []
        assert len(reader.links) >= 9 and all(link[0] == '#' and link[1:] in reader.ids for link in reader.links), reader.links


main(sys.modules[__name__])
