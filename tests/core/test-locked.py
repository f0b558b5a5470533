# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A keyring that is locked, and nobody who unlocks it: nothing is sent without its key, and what waited goes on when it is unlocked."""

import contextlib
import http.client
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import urllib.parse

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from desktop import Desktop  # noqa: E402
from rushes_test import Home, HTTPServer, Scratch, Server, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
KINDS = ('comfyui', 'openai')
LOCKED = 'The keyring is locked. Unlock it'
HIDDEN = 'The keyring does not show the key'
KEY = 'of-the-locked-keyring'


class Keyring:
    """tests/support/keyring.c on a bus."""

    def __init__(self, bus):
        self.process = subprocess.Popen([os.environ['KEYRING']], env=dict(os.environ, DBUS_SESSION_BUS_ADDRESS=bus), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == 'here\n'

    def say(self, line):
        """How often somebody was asked, how often it was searched, how many keys it has."""
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        return [int(word) for word in self.process.stdout.readline().split()]

    def stop(self):
        self.process.communicate()


class Handler(http.server.BaseHTTPRequestHandler):
    """Before the sample server: writes down who comes with which key."""

    protocol_version = 'HTTP/1.1'
    upstream, seen = None, None

    def log_message(self, *_):
        pass

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.seen.append((self.command, self.path, self.headers.get('Authorization')))
        upstream = http.client.HTTPConnection(self.upstream)
        upstream.request(self.command, self.path, body, {name: value for name, value in self.headers.items() if name.lower() in ('content-type', 'range', 'accept')})
        reply = upstream.getresponse()
        data = reply.read()
        self.send_response(reply.status)
        self.send_header('Content-Type', reply.getheader('Content-Type', 'text/plain'))
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = handle_one


@contextlib.contextmanager
def make_world(kind):
    """A keyring with the key of the one connection, and who hears all that comes to its server."""
    folder, seen = Scratch(), []
    with Desktop(folder.name) as desktop, Server() as sample:
        keyring = Keyring(desktop.bus)
        handler = type('Mine', (Handler,), {'upstream': urllib.parse.urlsplit(sample.comfy).netloc, 'seen': seen})
        front = HTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=front.serve_forever, daemon=True).start()
        home = Home(RUSHES_PACE='0.02', DISPLAY=desktop.display, DBUS_SESSION_BUS_ADDRESS=desktop.bus, GSETTINGS_BACKEND='memory')
        url = 'http://127.0.0.1:%d%s' % (front.server_address[1], '/v1' if kind == 'openai' else '')
        added = home.run('connections', 'add', kind, 'Behind', url, '--key-stdin', '--auth', 'bearer', '--default', text=KEY + '\n')
        assert added.returncode == 0, added.stderr
        assert keyring.say('lock') == [0, 0, 1]
        try:
            yield home, keyring, seen, desktop
        finally:
            keyring.stop()
            front.shutdown()
            front.server_close()


def generate(home, name='Behind', count=1):
    return home.run('generate', '--connection', name, '--count', str(count), *SMALL, 'A request')


def forget_marks(home):
    """The settings are as an older version left them: they do not say who has a key."""
    path = home.path + '/config/rushes/connections.ini'
    with open(path) as file:
        text = file.read()
    assert 'has-key' in text
    with open(path, 'w') as file:
        file.write(re.sub(r"(, )?'has-key': <(true|false)>", '', text))


@contextlib.contextmanager
def open_window(home):
    window = subprocess.Popen([os.environ['RUSHES']], env=home.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: os.path.exists(home.data('queue.address')))
        yield
        assert window.poll() is None
    finally:
        window.terminate()
        window.wait()


def only_with_the_key(seen):
    assert seen and all(key == 'Bearer ' + KEY for _, _, key in seen), seen


def test_nothing_is_sent_without_the_key():
    for kind in KINDS:
        with make_world(kind) as (home, keyring, seen, _):
            for words, how in ((LOCKED, 'dismiss'), ('The disk of the keyring is gone', 'fail')):
                keyring.say(how)
                result = generate(home)
                assert result.returncode == 1 and words in result.stderr, (kind, result.stderr)
                tested = home.run('connections', 'test', 'Behind')
                assert tested.returncode == 1 and words in tested.stderr, (kind, tested.stderr)
                assert home.run('models', 'Behind').returncode == 1 and home.run('remote', 'list', 'Behind').returncode != 0
                assert seen == [], (kind, how, seen)
            assert [job['state'] for job in home.jobs()] == ['waiting', 'waiting'], home.jobs()
            keyring.say('work')
            keyring.say('agree')
            resumed = home.run('resume')
            assert resumed.returncode == 0, (kind, resumed.stderr)
            assert [job['state'] for job in home.jobs()] == ['done', 'done'], home.jobs()
            only_with_the_key(seen)


def test_what_waits_goes_on_without_a_restart():
    """In a window, to which another process hands the job."""
    for kind in KINDS:
        with make_world(kind) as (home, keyring, seen, desktop):
            with open_window(home):
                other = home.start('generate', '--connection', 'Behind', *SMALL, 'A request')
                wait_for(lambda: [job['state'] for job in home.jobs()] == ['waiting'])
                wait_for(lambda: keyring.say('count')[0] >= 2)  # both have asked for themselves
                asked, searched, _ = keyring.say('count')
                wait_for(lambda: keyring.say('count')[1] > searched + 20)
                assert seen == [], (kind, seen)
                assert keyring.say('count')[0] == asked, 'who did not unlock it is asked again and again'
                assert [job['state'] for job in home.jobs()] == ['waiting']
                keyring.say('unlock')
                assert other.wait(120) == 0, other.communicate()
                only_with_the_key(seen)


def test_what_a_keyring_does_not_tell_is_not_guessed():
    """A file of settings says which connections had a key; a key whose connection is gone nobody finds."""
    with make_world('openai') as (home, keyring, _, _):
        path = home.path + '/settings.rushes'
        exported = home.run('settings', 'export', path)
        assert exported.returncode == 0, exported.stderr
        with open(path) as file:  # the connection itself says it
            text = file.read()
        assert [connection['needs_key'] for connection in json.loads(text)['connections']] == [True] and 'has-key' not in text, text
        os.unlink(path)
        forget_marks(home)
        exported = home.run('settings', 'export', path)
        assert exported.returncode == 1 and LOCKED in exported.stderr and not os.path.exists(path), exported.stderr
        removed = home.run('connections', 'remove', 'Behind')
        assert removed.returncode == 1 and LOCKED in removed.stderr, removed.stderr
        assert 'Behind' in home.run('connections', 'list').stdout and keyring.say('count')[2] == 1
        keyring.say('unlock')
        assert home.run('settings', 'export', path).returncode == 0
        with open(path) as file:
            assert [connection['needs_key'] for connection in json.load(file)['connections']] == [True]
        assert home.run('connections', 'remove', 'Behind').returncode == 0 and keyring.say('count')[2] == 0


def test_a_key_that_stays_keeps_its_connection():
    """Nobody would find it again."""
    with make_world('openai') as (home, keyring, _, _):
        for command in (('settings', 'reset', 'connections'), ('connections', 'remove', 'Behind')):
            result = home.run(*command)
            assert result.returncode == 1 and LOCKED in result.stderr, (command, result.stderr)
            assert ('out of the keyring: Behind' in result.stderr) == (command[0] == 'settings'), result.stderr
            assert 'Behind' in home.run('connections', 'list').stdout and keyring.say('count')[2] == 1
        keyring.say('unlock')
        assert home.run('settings', 'reset', 'connections').returncode == 0
        assert home.run('connections', 'list').stdout == '' and keyring.say('count')[2] == 0


def test_a_keyring_that_fails_keeps_nothing_but_its_keys():
    """It may never work again, and no connection stays for ever; that a key may be left is told."""
    for command in (('settings', 'reset', 'connections'), ('connections', 'remove', 'Behind')):
        with make_world('openai') as (home, keyring, _, _):
            keyring.say('fail')
            result = home.run(*command)
            assert result.returncode == 1 and 'may still have' in result.stderr and 'The disk of the keyring is gone' in result.stderr, (command, result.stderr)
            assert home.run('connections', 'list').stdout == '' and keyring.say('count')[2] == 1


def test_who_needs_no_key_needs_no_keyring():
    with make_world('comfyui') as (home, keyring, _, _), Server() as sample:
        for gone in (False, True):
            if gone:
                keyring.stop()
            name = 'Open %s' % gone
            home.connect('comfyui', sample.comfy, name, ['--no-key'])
            result = home.run('generate', '--connection', name, *SMALL, 'A request')
            assert result.returncode == 0, (gone, result.stderr)


def test_who_has_no_key_does_not_ask():
    """What the settings say is enough; where they do not, the keyring's answer is, until it says that something changed."""
    with make_world('comfyui') as (home, keyring, _, _), Server() as sample:
        home.connect('comfyui', sample.comfy, 'Open', ['--no-key'])
        keyring.say('fail')
        searched = keyring.say('count')[1]
        result = generate(home, 'Open')
        assert result.returncode == 0, result.stderr
        assert keyring.say('count')[1] == searched
        keyring.say('work')
        forget_marks(home)
        result = generate(home, 'Open', 10)
        assert result.returncode == 0, result.stderr
        assert 0 < keyring.say('count')[1] - searched < 10, keyring.say('count')


def test_a_question_keeps_nobody_else():
    """Somebody is asked for the password of one key, and has gone to lunch."""
    for marked in (True, False):
        with make_world('openai') as (home, keyring, seen, _), Server() as sample:
            home.connect('comfyui', sample.comfy, 'Open', ['--no-key'])
            if not marked:
                forget_marks(home)
            assert generate(home).returncode == 1  # one that waits for its key
            asked = keyring.say('think')[0]
            with open_window(home):
                wait_for(lambda: keyring.say('count')[0] > asked)
                result = generate(home, 'Open')
                assert result.returncode == 0, (marked, result.stderr)
                assert seen == [], seen
                keyring.say('agree')
                wait_for(lambda: [job['state'] for job in home.jobs()] == ['done', 'done'])
            only_with_the_key(seen)


def test_a_key_that_is_not_shown_is_missed():
    """A database that is closed shows nothing at all, which is no locked key."""
    with make_world('openai') as (home, keyring, seen, _):
        keyring.say('unlock')
        keyring.say('hide')
        result = generate(home)
        assert result.returncode == 1 and HIDDEN in result.stderr, result.stderr
        assert home.run('connections', 'test', 'Behind').returncode == 1 and seen == [], seen
        keyring.say('show')
        assert home.run('resume').returncode == 0
        only_with_the_key(seen)
        keyring.stop()
        result = generate(home)
        assert result.returncode == 1 and HIDDEN in result.stderr, result.stderr
        only_with_the_key(seen)


def test_a_key_that_comes_is_seen():
    """Of a connection that says nothing of its key, what a keyring did not show is asked for again when it shows more."""
    with make_world('openai') as (home, keyring, seen, _):
        forget_marks(home)
        keyring.say('unlock')
        keyring.say('hide')
        with open_window(home):
            assert generate(home).returncode == 0
            assert seen and all(key is None for _, _, key in seen), seen
            keyring.say('show')
            seen.clear()
            assert generate(home).returncode == 0
            created = [key for method, _, key in seen if method == 'POST']
            assert created == ['Bearer ' + KEY], seen


def test_what_is_imported_says_that_it_has_no_key():
    """Whatever the file says, and whatever there is in a keyring: none was given here."""
    with make_world('comfyui') as (home, keyring, _, _), Server() as sample:
        path = home.path + '/settings.rushes'
        with open(path, 'w') as file:
            json.dump({'rushes_settings': 1, 'connections': [{'kind': 'comfyui', 'name': 'Open', 'url': sample.comfy, 'options': "{'has-key': <true>}"}]}, file)
        assert home.run('settings', 'import', path).returncode == 0
        keyring.say('fail')
        result = generate(home, 'Open')
        assert result.returncode == 0, result.stderr


main(sys.modules[__name__])
