# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A keyring that is locked, and nobody who unlocks it: nothing is sent without its key, and what waited goes on when it is unlocked."""

import contextlib
import http.client
import http.server
import json
import os
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


def generate(home):
    return home.run('generate', '--connection', 'Behind', *SMALL, 'A request')


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
            window = subprocess.Popen([os.environ['RUSHES']], env=home.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                wait_for(lambda: os.path.exists(home.data('queue.address')))
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
                assert window.poll() is None
            finally:
                window.terminate()
                window.wait()


def test_what_a_keyring_does_not_tell_is_not_guessed():
    """A file of settings says which connections had a key; a key whose connection is gone nobody finds."""
    with make_world('openai') as (home, keyring, _, _):
        path = home.path + '/settings.rushes'
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


main(sys.modules[__name__])
