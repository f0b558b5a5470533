#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""page.py OUTPUT PAGE…: the help, written in Mallard, as one page of HTML that needs nothing beside it. The first page is its front."""

import html
import sys
import xml.etree.ElementTree

NAMESPACE = '{http://projectmallard.org/1.0/}'
# What becomes which element of HTML. An element that is not here ends the build.
ELEMENTS = {'p': 'p', 'list': 'ul', 'steps': 'ol', 'item': 'li', 'table': 'table', 'tr': 'tr', 'td': 'td', 'screen': 'pre', 'note': 'div',
            'gui': 'b', 'key': 'kbd', 'code': 'code', 'file': 'code'}
# How the parts of one of these are joined.
SEQUENCES = {'guiseq': ' ▸ ', 'keyseq': '+'}
STYLE = '''
:root { color-scheme: light dark; }
body { font: 16px/1.5 Cantarell, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #241f31; background: #fafafa; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5em; padding-top: .5em; border-top: 1px solid #8888; }
nav li { margin: .4em 0; } .desc { opacity: .8; }
kbd { border: 1px solid #8888; border-bottom-width: 2px; border-radius: 5px; padding: 0 .4em; font: inherit; font-size: .9em; }
pre, code { background: #8882; border-radius: 5px; } code { padding: 0 .2em; overflow-wrap: anywhere; } pre { padding: .6em 1em; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } td { border-bottom: 1px solid #8884; padding: .2em .6em .2em 0; vertical-align: top; }
td p, li p { margin: 0; } li { margin: .3em 0; }
.note { border-left: 4px solid #e5a50a; padding: .1em 1em; background: #e5a50a22; border-radius: 5px; }
a { color: #1c71d8; } a:focus-visible { outline: 2px solid; }
@media (prefers-color-scheme: dark) { body { color: #fff; background: #242424; } a { color: #78aeed; } }
'''


def inside(element, level, page):
    """What an element holds, as HTML."""
    out = html.escape(element.text or '', quote=False)
    for child in element:
        out += convert(child, level, page) + html.escape(child.tail or '', quote=False)
    return out


def convert(element, level, page):
    tag = element.tag.removeprefix(NAMESPACE)
    if tag == 'info':
        return ''
    if tag == 'title':
        return '<h%d>%s</h%d>' % (level, inside(element, level, page), level)
    if tag == 'section':
        return '<section id="%s-%s">%s</section>' % (page, element.get('id'), inside(element, level + 1, page))
    if tag == 'link':
        return '<a href="#%s">%s</a>' % (element.get('xref').replace('#', '-'), inside(element, level, page))
    if tag in SEQUENCES:
        return SEQUENCES[tag].join(convert(child, level, page) for child in element)
    name = ELEMENTS[tag]
    return '<%s%s>%s</%s>' % (name, ' class="note"' if tag == 'note' else '', inside(element, level, page), name)


def describe(root):
    return inside(root.find('%sinfo/%sdesc' % (NAMESPACE, NAMESPACE)), 0, '')


def main(output, *paths):
    roots = [xml.etree.ElementTree.parse(path).getroot() for path in paths]
    front, others = roots[0], roots[1:]
    language = front.get('{http://www.w3.org/XML/1998/namespace}lang', 'en')
    name = lambda root: inside(root.find(NAMESPACE + 'title'), 0, '')  # noqa: E731
    contents = ''.join('<li><a href="#%s">%s</a><br><span class="desc">%s</span></li>' % (root.get('id'), name(root), describe(root)) for root in others)
    parts = ['<!DOCTYPE html>', '<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' % language,
             '<title>%s</title><style>%s</style></head><body>' % (name(front), STYLE),
             '<header>%s</header><nav><ul>%s</ul></nav><main>' % (inside(front, 1, 'index'), contents)]
    parts += ['<article id="%s">%s</article>' % (root.get('id'), inside(root, 2, root.get('id'))) for root in others]
    with open(output, 'w', encoding='utf-8') as out:
        out.write('\n'.join(parts + ['</main></body></html>', '']))


main(*sys.argv[1:])
