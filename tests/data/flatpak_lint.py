# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rules for a Flatpak manifest that concern us, of those that Flathub's linter and its guide have."""

import re

# In the order of Flathub's style guide. What is not in here flatpak-builder would only warn of.
MEMBERS = ('id', 'runtime', 'runtime-version', 'sdk', 'command', 'separate-locales', 'finish-args', 'cleanup', 'modules')
MODULE = ('name', 'buildsystem', 'config-opts', 'sources')

# What a video program needs. Files come by the portal and by drag, keys and notifications by portals: none of them is in here.
NEEDED = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--socket=pulseaudio', '--device=dri',
          '--system-talk-name=org.freedesktop.Avahi'}  # hears what announces itself on the network

FORBIDDEN = (
    (r'--filesystem=', 'a file system of the host: files come by portal'),
    (r'--socket=x11', 'X11 beside Wayland: it is fallback-x11'),
    (r'--socket=(session|system)-bus', 'a whole bus'),
    (r'--device=all', 'every device'),
    (r'--(talk|own)-name=org\.freedesktop\.(portal|DBus|Flatpak)', 'a name that leads out of the sandbox, or is there anyhow'),
    (r'--(talk|own)-name=.*\*', 'names by a pattern'),
    (r'--(talk|own)-name=org\.freedesktop\.(secrets|Notifications|FileManager1)', 'what a portal does'),
    (r'--(metadata|persist)', 'what no program of today needs'),
    (r'--(no|un)', 'taking away what was never given'),
)

# Since base 25.08 the runtime brings org.freedesktop.Platform.codecs-extra, with H.264, by itself; these are of before.
OLD_CODECS = ('ffmpeg-full', 'openh264', 'html5-codecs')


def id_complaints(identity):
    parts = identity.split('.')
    if not 3 <= len(parts) <= 5 or identity.startswith(('io.github.', 'io.gitlab.', 'page.codeberg.')) and len(parts) < 4:
        yield 'id: %d parts' % len(parts)
    if not all(re.fullmatch('[A-Za-z_][A-Za-z0-9_]*', part) for part in parts):
        yield 'id: characters'
    if [part for part in parts[:-1] if part != part.lower()] not in ([], [parts[-2]]):
        yield 'id: a domain is in lower case'
    if parts[-1].lower() in ('app', 'desktop', 'linux'):
        yield 'id: “%s” says nothing' % parts[-1]


def permission_complaints(args):
    for arg in args:
        reasons = [reason for pattern, reason in FORBIDDEN if re.match(pattern, arg)]
        if reasons:
            yield 'finish-args: %s: %s' % (arg, reasons[0])
        elif arg not in NEEDED:
            yield 'finish-args: %s: not known to be needed' % arg
    for arg in sorted(NEEDED - set(args)):
        yield 'finish-args: no ' + arg
    if len(set(args)) < len(args):
        yield 'finish-args: twice the same'


def source_complaints(source, ignored):
    if source.get('type') == 'dir':
        for name in sorted({'.git', '.flatpak-builder', *ignored} - set(source.get('skip', []))):
            yield 'sources: “%s” would be copied in' % name
    elif source.get('type') == 'git' and not (source.get('tag') and source.get('commit')):
        yield 'sources: a tag and a commit say which'
    elif source.get('type') in ('archive', 'file') and 'url' in source and not source.get('sha256'):
        yield 'sources: no sha256'


def order_complaints(what, members, known):
    unknown = [name for name in members if name not in known]
    if unknown:
        yield '%s: unknown %s' % (what, ', '.join(unknown))
    elif list(members) != [name for name in known if name in members]:
        yield '%s: the order is %s' % (what, ', '.join(known))


def complaints(manifest, name, ignored=()):
    """What is wrong with a manifest in the file `name`.json; `ignored`: folders of the source that are no source."""
    identity = manifest.get('id', '')
    found = [*order_complaints('manifest', manifest, MEMBERS), *id_complaints(identity)]
    if identity != name:
        found.append('id: the file is called ' + name)
    found += ['manifest: no ' + member for member in MEMBERS if member not in manifest or manifest[member] in ('', [])]
    if manifest.get('separate-locales') is not False:
        found.append('separate-locales: a bundle is one file, and has no translations otherwise')
    if '/' in manifest.get('command', ''):
        found.append('command: a name, no path')
    found += permission_complaints(manifest.get('finish-args', []))
    found += ['cleanup: debug information has an extension of its own' for path in manifest.get('cleanup', []) if path.startswith('/lib/debug')]
    found += ['codecs: %s is of a base that has ended' % old for old in OLD_CODECS if old in str(manifest)]
    for module in manifest.get('modules', []):
        found += order_complaints('module', module, MODULE)
        for source in module.get('sources', []):
            found += source_complaints(source, ignored)
    return found
