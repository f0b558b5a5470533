# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Flatpak manifests, and what a build for each of them exports."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

TOP, BUILD = os.environ['TOP'], os.environ['BUILD']
sys.path[:0] = [TOP + '/tests/support', TOP + '/tests/data']
from flatpak_lint import complaints  # noqa: E402
from rushes_test import Scratch, main  # noqa: E402

ID = 'io.github.rushes_app.Rushes'
DEVEL = ID + '.Devel'


def run(*args, **options):
    return subprocess.run(args, capture_output=True, text=True, **options)


def manifest_path(name):
    return '%s/flatpak/%s.json' % (TOP, name)


def load(name):
    return json.load(open(manifest_path(name)))


def ignored():
    """The folders that git ignores at the top: what scripts build there."""
    return [line.strip().strip('/') for line in open(TOP + '/.gitignore') if line.startswith('/') and line.strip().endswith('/')]


def test_manifests():
    assert 'build' in ignored(), ignored()
    for name in (ID, DEVEL):
        assert complaints(load(name), name, ignored()) == [], complaints(load(name), name, ignored())
        text = open(manifest_path(name)).read()
        assert text == json.dumps(load(name), indent=4) + '\n', 'four spaces, and nothing that is no JSON'


def test_both_manifests_are_alike():
    ours, devel = load(ID), load(DEVEL)
    assert devel.pop('id') == ours.pop('id') + '.Devel'
    options = [manifest['modules'][0].pop('config-opts') for manifest in (ours, devel)]
    assert ours == devel
    assert '-Dprofile=development' in options[1] and '-Dprofile=development' not in options[0], options


def test_the_lint_finds_what_is_wrong():
    def wrong(change):
        manifest = copy.deepcopy(load(ID))
        change(manifest)
        return '\n'.join(complaints(manifest, ID, ['build', 'build-else']))
    clean = load(ID)
    clean['modules'][0]['sources'][0]['skip'].append('build-else')
    assert complaints(clean, ID, ['build', 'build-else']) == []
    for change, expected in (
            (lambda m: m.update(id=ID.lower()), 'the file is called'),
            (lambda m: m.update(id='io.github.Rushes'), '3 parts'),
            (lambda m: m.update(id='io.GitHub.rushes_app.Rushes'), 'lower case'),
            (lambda m: m.update(id='io.github.rushes-app.App'), 'characters'),
            (lambda m: m.update(id='io.github.rushes_app.App'), 'says nothing'),
            (lambda m: m.update(branch='stable'), 'unknown branch'),
            (lambda m: m.update(command='/app/bin/rushes'), 'no path'),
            (lambda m: m.pop('sdk'), 'no sdk'),
            (lambda m: m.update({'separate-locales': True}), 'no translations otherwise'),
            (lambda m: m.update(id=m.pop('id')), 'the order is'),
            (lambda m: m['finish-args'].append('--filesystem=xdg-videos:ro'), 'a file system of the host'),
            (lambda m: m['finish-args'].append('--socket=x11'), 'fallback-x11'),
            (lambda m: m['finish-args'].append('--talk-name=org.freedesktop.Flatpak'), 'leads out'),
            (lambda m: m['finish-args'].append('--talk-name=org.freedesktop.secrets'), 'a portal does'),
            (lambda m: m['finish-args'].append('--talk-name=org.gnome.Shell'), 'not known to be needed'),
            (lambda m: m['finish-args'].append('--share=ipc'), 'twice'),
            (lambda m: m['finish-args'].remove('--socket=wayland'), 'no --socket=wayland'),
            (lambda m: m['cleanup'].append('/lib/debug'), 'debug information'),
            (lambda m: m['modules'][0].update({'build-commands': []}), 'unknown build-commands'),
            (lambda m: m.update({'add-extensions': {'org.freedesktop.Platform.ffmpeg-full': {}}}), 'ffmpeg-full'),
            (lambda m: None, '“build-else” would be copied'),
            (lambda m: m['modules'][0]['sources'][0].pop('skip'), '“.git” would be copied'),
            (lambda m: m['modules'][0].update(sources=[{'type': 'git', 'url': 'https://x', 'tag': '1'}]), 'a commit'),
            (lambda m: m['modules'][0].update(sources=[{'type': 'archive', 'url': 'https://x'}]), 'sha256')):
        assert expected in wrong(change), (expected, wrong(change))


def test_flatpak_builder_knows_every_member():
    if shutil.which('flatpak-builder') is None:
        return  # the rules above name the members that there are
    for name in (ID, DEVEL):
        result = run('flatpak-builder', '--show-manifest', manifest_path(name))
        assert result.returncode == 0 and 'Unknown' not in result.stderr, result.stderr


def exported(build):
    """What Flatpak takes out of the sandbox: path → the file in the build, or None where it was never built."""
    plan = json.loads(run('meson', 'introspect', '--install-plan', build).stdout)
    shown = ('applications', 'icons', 'metainfo', 'dbus-1', 'gnome-shell', 'mime')
    return {path: source for group in plan.values() for source, facts in group.items()
            if re.search('/share/(%s)/' % '|'.join(shown), path := facts['destination'].replace('{datadir}', '/usr/share'))}


def check_exports(build, identity):
    found = exported(build)
    assert len(found) >= 5, found
    for path in found:
        assert os.path.basename(path).startswith(identity + '.') or os.path.basename(path) == identity + '-symbolic.svg', path
    others = [path for path in found if DEVEL in path] if identity == ID else []
    assert others == [], others
    read = lambda ending: open('%s/data/%s.%s' % (build, identity, ending)).read()  # noqa: E731
    assert '\nIcon=%s\n' % identity in read('desktop')
    assert '\nName=%s\n' % identity in read('service')
    root = xml.etree.ElementTree.fromstring(read('metainfo.xml').encode())
    assert root.findtext('id') == identity and root.findtext('launchable') == identity + '.desktop'


def test_exports():
    check_exports(BUILD, ID)


def test_exports_of_the_development_version():
    scratch = Scratch()
    made = run('meson', 'setup', scratch.name + '/b', TOP, '-Dprofile=development', '-Dtests=false')
    assert made.returncode == 0, made.stdout + made.stderr
    made = run('ninja', '-C', scratch.name + '/b', 'data/%s.desktop' % DEVEL, 'data/%s.metainfo.xml' % DEVEL)
    assert made.returncode == 0, made.stdout
    check_exports(scratch.name + '/b', DEVEL)
    assert '#define RUSHES_APP_ID "%s"' % DEVEL in open(scratch.name + '/b/src/config.h').read()


main(sys.modules[__name__])
