#!/usr/bin/python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The installed Flatpak, tried: try.py ID headless|window [PICTURE]|portals|version. HOME is the user's, with nothing else in it. build-aux/sandbox calls it."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ID, WHAT = sys.argv[1:3]
HOME = os.environ['HOME']
DATA = '%s/.var/app/%s' % (HOME, ID)
DEMO = DATA + '/data/rushes-demo'
CLIPS = DATA + '/data/rushes/clips'
# Without a portal for proxies GLib warns, and the whole run of a window has to be without a warning.
RUN = ['flatpak', 'run', '--die-with-parent', '--env=GIO_USE_PROXY_RESOLVER=dummy']
BUS = ['dbus-run-session', '--']


def wait_for(what, told):
    """Until @what gives something; that. Longer than the slowest machine needs: only a failure waits for the end."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError('It did not happen: ' + told)


def run(*args, options=(), bus=(), text=None):
    """The program, on a bus of its own if @bus is BUS."""
    return subprocess.run([*bus, *RUN, *options, ID, *args], capture_output=True, text=True, input=text or '', timeout=180)


def check(result, code=0):
    assert result.returncode == code, '%s\n%s\n%d' % (result.stdout, result.stderr, result.returncode)
    return result


def videos(folder):
    return sorted(glob.glob(folder + '/**/*.mp4', recursive=True))


def version():
    assert check(run('--version', bus=BUS)).stdout.startswith('Rushes ')


def headless():
    check(run('--demo', bus=BUS))
    clips = videos(DEMO + '/clips')
    assert len(clips) == 2 and all(os.path.getsize(clip) for clip in clips), clips
    for outside in ('/.local/share/rushes-demo', '/.cache/rushes-demo', '/.config/rushes-demo'):
        assert not os.path.exists(HOME + outside), outside + ' was written outside of the sandbox'


class Window:
    """The program in a window, within a session that has a display and a bus. What it warns of is a fault."""

    def __init__(self, *args, options=()):
        self.said = open(HOME + '/said', 'w+')
        self.process = subprocess.Popen([*RUN, *options, ID, *args], stdout=self.said, stderr=self.said)
        self.name = ID + ('.Demo' if '--demo' in args else '')
        self.path = '/' + self.name.replace('.', '/') + '/window/1'
        # It is there before the library, and has its actions when that is.
        wait_for(lambda: "'show-file'" in self.call('List', quiet=True), 'the window opens')

    def call(self, method, *args, quiet=False):
        result = subprocess.run(['gdbus', 'call', '--session', '--dest', self.name, '--object-path', self.path, '--method', 'org.gtk.Actions.' + method, *args],
                                capture_output=True, text=True)
        assert quiet or result.returncode == 0, result.stderr
        return result.stdout if result.returncode == 0 else ''

    def activate(self, action, *parameters):
        self.call('Activate', action, '[%s]' % ', '.join('<%s>' % json.dumps(parameter) for parameter in parameters), '{}')

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        subprocess.run(['flatpak', 'kill', ID], capture_output=True)
        self.process.terminate()
        self.process.wait(60)
        self.said.seek(0)
        said = self.said.read()
        # Ours alone: plug-ins that are looked through complain of a session without sound and without a system bus.
        assert kind is not None or not re.search(r'\(rushes:\d+\).*(WARNING|CRITICAL)', said), said
        if kind is not None:
            sys.stderr.write(said)


def window(picture=None):
    with Window('--demo'):
        posters = wait_for(lambda: [poster for poster in glob.glob(DATA + '/cache/rushes-demo/posters/*.jpg') if 'strip' not in poster][1:], 'H.264 has posters')
        assert all(os.path.getsize(poster) for poster in posters)
        if picture:
            time.sleep(3)  # for the picture's sake alone
            subprocess.run(['import', '-window', 'root', picture], check=True)


def told(method):
    """What the desktop was asked, the last first."""
    if not os.path.exists(HOME + '/log'):
        return []
    with open(HOME + '/log') as log:
        return [line['arguments'] for line in map(json.loads, reversed(log.read().splitlines())) if line['method'] == method]


def choose(*files):
    with open(HOME + '/answers', 'w') as answers:
        json.dump({'files': files}, answers)


class Desktop:
    """With @portals: the real ones, the desktop behind them, and a program for videos."""

    def __init__(self):
        folder = HOME + '/portals'
        os.makedirs(folder)
        with open(folder + '/rushes.portal', 'w') as portal:
            portal.write('[portal]\nDBusName=org.freedesktop.impl.portal.desktop.rushes\nUseIn=rushes\n'
                         'Interfaces=%s\n' % ''.join('org.freedesktop.impl.portal.%s;' % name for name in ('FileChooser', 'AppChooser', 'Secret', 'Notification')))
        self.shown = HOME + '/shown'
        script = HOME + '/show'
        with open(script, 'w') as program:
            program.write('#!/bin/sh\nprintf %%s "$1" >"%s.part" && mv "%s.part" "%s"\n' % (self.shown, self.shown, self.shown))
        os.chmod(script, 0o700)
        os.makedirs(HOME + '/.local/share/applications', exist_ok=True)
        with open(HOME + '/.local/share/applications/show.desktop', 'w') as entry:
            entry.write('[Desktop Entry]\nType=Application\nName=Shows\nExec=%s %%f\nMimeType=video/mp4;\n' % script)
        os.makedirs(HOME + '/.config', exist_ok=True)
        with open(HOME + '/.config/mimeapps.list', 'w') as associations:
            associations.write('[Added Associations]\nvideo/mp4=show.desktop\n')
        choose()
        self.process = subprocess.Popen([HERE + '/desktop.py', HOME + '/log', HOME + '/answers'], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == 'ready\n'
        os.environ.update(XDG_DESKTOP_PORTAL_DIR=folder, XDG_CURRENT_DESKTOP='rushes')
        subprocess.run(['dbus-update-activation-environment', '--all'], check=True)


def show_and_open(desktop, window, clip, path):
    window.activate('show-file', clip)
    # In a folder that was chosen it is named as the portal for documents has it.
    wait_for(lambda: told('ShowItems') and told('ShowItems')[0][0][0].endswith(path.replace(HOME, '')), 'the file manager points at ' + path)
    window.activate('open-with', clip)
    wait_for(lambda: told('ChooseApplication'), 'the user is asked which program')
    wait_for(lambda: os.path.exists(desktop.shown), 'that program starts')
    assert open(desktop.shown).read().endswith(path.replace(HOME, ''))


def import_by_portal(window, path):
    n = len(videos(CLIPS))
    choose(path)
    window.activate('import')
    wait_for(lambda: len(videos(CLIPS)) == n + 1, 'a file that the portal gives comes into the library')


def move_by_portal(window, folder):
    n = len(videos(CLIPS))
    os.makedirs(folder)
    choose(folder)
    window.activate('move-library')
    wait_for(lambda: len(videos(folder)) == n and not videos(CLIPS), 'the library moves into a folder that the portal gives')


def list_clips():
    return [entry['clip'] for entry in json.loads(check(run('clips', '--json')).stdout)]


def keep_key():
    """With the portal for secrets there is a keyring in the sandbox's own data."""
    check(run('connections', 'add', 'openai', 'Rack', 'http://127.0.0.1:9/v1', '--key-stdin', text='sesame\n'))
    assert os.path.exists(DATA + '/data/keyrings/default.keyring')
    for path in filter(os.path.isfile, glob.glob(DATA + '/**', recursive=True, include_hidden=True)):
        assert b'sesame' not in open(path, 'rb').read(), path


def refuse_key():
    """Nothing to keep a key in: a sentence says so, and nothing is half there."""
    result = run('connections', 'add', 'openai', 'Attic', 'http://127.0.0.1:9/v1', '--key-stdin', text='sesame\n', bus=BUS)
    assert result.returncode != 0 and 'Attic' not in run('connections', bus=BUS).stdout, result.stdout + result.stderr
    assert 'keyring' in result.stderr and 'OPENAI_API_KEY' in result.stderr, result.stderr


def remember(setting, value):
    folder = DATA + '/config/glib-2.0/settings'
    os.makedirs(folder, exist_ok=True)
    with open(folder + '/keyfile', 'a') as settings:
        settings.write('[io/github/rushes_app/Rushes]\n%s=%s\n' % (setting, value))


def trash(window, clip, folder):
    """A clip goes to the user's own trash, which cannot be seen from inside: that is said, not “0 bytes”."""
    n = len(videos(folder))
    window.activate('show-clip', clip)
    window.activate('trash')
    wait_for(lambda: len(videos(folder)) == n - 1 and videos(HOME + '/.local/share/Trash'), 'a clip goes to the trash by its portal')
    assert 'not to be seen' in check(run('disk')).stdout
    assert 'file manager' in check(run('disk', '--empty-trash'), 1).stderr


def portals():
    refuse_key()
    desktop = Desktop()
    clips = HOME + '/films'
    os.makedirs(clips)
    names = [shutil.copy(path, '%s/%d.mp4' % (clips, i)) for i, path in enumerate(videos(DEMO + '/clips'))]
    keep_key()
    check(run('import', '@@', names[0], '@@', options=['--file-forwarding']))
    path, clip = videos(CLIPS)[0], list_clips()[0]['id']
    remember('import', "'copy'")
    with Window() as window:
        show_and_open(desktop, window, clip, path)
        import_by_portal(window, names[1])
        trash(window, clip, CLIPS)
        import_by_portal(window, names[0])
        move_by_portal(window, HOME + '/elsewhere')
    assert len(list_clips()) == 2
    os.remove(desktop.shown)
    with Window() as window:
        moved = list_clips()[0]['id']
        show_and_open(desktop, window, moved, moved[:8] + '.mp4')


def in_session():
    """Starts itself again with a display and a bus, which end with it."""
    os.environ['RUSHES_SESSION'] = 'yes'
    os.execvp('timeout', ['timeout', '--kill-after=10', '600', 'xvfb-run', '-a', '-s', '-screen 0 1280x800x24 -nolisten tcp', *BUS, *sys.argv])


if WHAT in ('window', 'portals') and 'RUSHES_SESSION' not in os.environ:
    in_session()
{'headless': headless, 'window': window, 'portals': portals, 'version': version}[WHAT](*sys.argv[3:])
