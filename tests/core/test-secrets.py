# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A key that is like no other goes through every kind of connection, refusal, redirect, crash and export, and is looked for everywhere afterwards. The sample
server stands behind a front that knows how to say again whatever it is shown, as careless servers do."""

import base64
import concurrent.futures
import functools
import http.client
import http.server
import json
import os
import re
import resource
import secrets
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from desktop import Desktop  # noqa: E402
from rushes_test import Home, HTTPServer, Scratch, Server, Skipped, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
KINDS = ('comfyui', 'openai')
AUTHS = ('bearer', 'basic', 'api-key', 'x-api-key', 'header')
# Neither what a vendor's key looks like nor a word: only who knows it can take it out. “/” and “+” are written in several ways.
KEY = 'zQ/kanari+' + secrets.token_hex(12)
PASSWORD = 'zQkanari' + secrets.token_hex(12)
PAIR = 'bird:' + PASSWORD


def forms(key):
    """How it may be written. Base64 of what is somewhere within a longer text begins at any of three places."""
    raw = key.encode()
    yield from (raw, raw[::-1], key.upper().encode(), key.lower().encode(), raw.hex().encode(), raw.hex().upper().encode(), key.encode('utf-16-le'), key.replace('/', '\\/').encode())
    yield from (urllib.parse.quote(key, safe='').encode(), urllib.parse.quote(key).encode(), urllib.parse.quote_plus(key).lower().encode())
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw)
        yield text[(0, 2, 3)[before]:len(text) // 4 * 4 - 4]


FORMS = sorted({form for key in (KEY, PASSWORD) for form in forms(key)})


def find(data):
    """The first form of a key that is in @data, or None."""
    return next((form for form in FORMS if form in data), None)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    world = None

    def log_message(self, *_):
        pass

    def read(self):
        return self.rfile.read(int(self.headers.get('Content-Length', 0)))

    def answer(self, status, body, kind='application/json', **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)


class Other(Handler):
    """Somebody else, who was given an address of ours: has every clip, and remembers what it was asked."""

    def handle_one(self):
        body = self.read()
        self.world.others.append((self.command + ' ' + self.path + '\n' + str(self.headers)).encode() + body)
        self.pass_on(self.path, body, {})

    def pass_on(self, path, body, headers):
        upstream = http.client.HTTPConnection(urllib.parse.urlsplit(self.world.sample.comfy).netloc)
        upstream.request(self.command, path, body, headers)
        reply = upstream.getresponse()
        self.answer(reply.status, self.change(reply.read()), reply.getheader('Content-Type', 'text/plain'))

    def change(self, body):
        return body

    do_GET = do_POST = do_HEAD = do_DELETE = lambda self: self.handle_one()


class Front(Other):
    """Its address names, first of all, what it does."""

    def shown(self):
        """All that a request has for its owner's proof, also as what it stands for."""
        values = [value for name, value in self.headers.items() if name.lower() in ('authorization', 'api-key', 'x-api-key', 'x-token')]
        values += [base64.b64decode(value[6:]).decode() for value in values if value.startswith('Basic ')]
        return [value.split(' ')[-1] for value in values]

    def spelled(self):
        """The same as other programs write it on its way."""
        words = self.shown()
        for word in self.shown():
            raw = word.encode()
            words += [word[::-1], word.upper(), word.lower(), raw.hex(), raw.hex().upper(), word.replace('/', '\\/'), urllib.parse.quote(word, safe=''), urllib.parse.quote(word)]
            words += [base64.b64encode(b'x' * before + raw + b'y').decode() for before in range(3)] + [base64.urlsafe_b64encode(raw).decode()]
        return words

    def change(self, body):
        if self.mode == 'echo' and body.startswith(b'{'):
            said = json.loads(body)
            said.update({'prompt': ' '.join(self.spelled()), 'revised_prompt': ' '.join(self.spelled())})
            return json.dumps(said).encode()
        return body

    def handle_one(self):
        _, self.mode, rest = self.path.split('/', 2)
        path, body, creates = '/' + rest, self.read(), self.command == 'POST' and self.path.endswith(('/prompt', '/videos'))
        proof = 'Is “%s” yours?' % '”, “'.join(self.spelled())
        self.world.shown.update(self.shown())
        is_content = path.endswith('/content') or '/view?' in path
        polls = self.command == 'GET' and re.search(r'/(videos|jobs)/[^/]+$', path)
        away = 'http://127.0.0.2:%d%s' % (self.world.other.server_address[1], path)
        if self.mode == 'refuses':
            self.answer(401, {'error': {'message': proof, 'code': proof, 'param': proof}, 'detail': proof}, x_request_id=proof.encode().decode('latin-1'))
        elif self.mode == 'page':
            self.answer(403, b'<!DOCTYPE html><title>%s</title>' % proof.encode(), 'text/html')
        elif self.mode == 'garbage':
            self.answer(200, proof.encode(), 'text/plain')
        elif self.mode == 'away' or (self.mode == 'clip-away' and is_content):
            self.answer(307, b'', Location=away)
        elif self.mode == 'fails' and creates:
            self.answer(500, {'error': {'message': proof, 'type': proof}}, x_request_id='request')
        elif self.mode == 'invalid' and creates:
            wrong = {'type': 'value_not_in_list', 'message': proof, 'details': proof, 'extra_info': {'input_name': 'text', 'received_value': proof}}
            self.answer(400, {'error': {'type': 'prompt_outputs_failed_validation', 'message': proof, 'details': proof, 'extra_info': {}},
                              'node_errors': {'6': {'errors': [wrong], 'class_type': 'CLIPTextEncode', 'dependent_outputs': ['9']}}})
        elif self.mode == 'ends' and polls:
            job = path.rsplit('/', 1)[1]
            error = {'node_id': '6', 'node_type': 'CLIPTextEncode', 'exception_message': proof, 'exception_type': proof}
            self.answer(200, {'id': job, 'object': 'video', 'status': 'failed', 'error': {'code': proof, 'message': proof}, 'execution_error': error})
        elif self.mode == 'drips' and is_content:
            self.send_response(200)
            self.send_header('Content-Type', 'video/mp4')
            self.send_header('Content-Length', '1000000')
            self.end_headers()
            self.wfile.write(bytes(1000))
            self.wfile.flush()
            self.world.dripping.set()
            self.world.over.wait()
            self.close_connection = True
        else:
            self.pass_on(path, body, {name: value for name, value in self.headers.items() if name.lower() in ('content-type', 'range', 'accept')})


class World:
    """The servers, two homes that know them in every way, and all that was done and said."""

    def __init__(self):
        self.others, self.shown, self.said, self.homes = [], set(), [], []
        self.dripping, self.over = threading.Event(), threading.Event()
        self.sample = Server()
        self.other, self.front, self.secure = (self.serve(kind, host) for kind, host in ((Other, '127.0.0.2'), (Front, '127.0.0.1'), (Front, '127.0.0.1')))
        self.folder = Scratch()
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', self.folder.name + '/key', '-out', self.folder.name + '/cert',
                        '-days', '2', '-subj', '/CN=localhost'], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder.name + '/cert', self.folder.name + '/key')
        self.secure.socket = context.wrap_socket(self.secure.socket, server_side=True)

    def serve(self, kind, host):
        server = HTTPServer((host, 0), type(kind.__name__, (kind,), {'world': self}))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def url(self, kind, mode, server=None):
        scheme, server = ('https', server) if server is self.secure else ('http', self.front)
        return '%s://127.0.0.1:%d/%s%s' % (scheme, server.server_address[1], mode, '/v1' if kind == 'openai' else '')

    def home(self, **variables):
        """With a keyring: libsecret's own, in a file."""
        home = Home(RUSHES_PACE='0.02', SECRET_BACKEND='file', G_MESSAGES_DEBUG='all', SOUP_DEBUG='3', **variables)
        os.mkdir(home.path + '/keyring')
        home.env.update(SECRET_FILE_TEST_PATH=home.path + '/keyring/keys', SECRET_FILE_TEST_PASSWORD='of the test')
        self.homes.append(home)
        return home

    def run(self, home, *args, text=None, good=None):
        result = home.run(*args, text=text)
        self.said.append((args, (result.stdout + result.stderr).encode()))
        assert good is None or (result.returncode == 0) == good, (args, result.stderr)
        return result

    def connect(self, home, kind, name, url, auth='bearer'):
        way = ['--header', 'X-Token'] if auth == 'header' else ['--key-stdin', '--auth', auth]
        self.run(home, 'connections', 'add', kind, name, url, *way, text=(PAIR if auth == 'basic' else KEY) + '\n', good=True)

    def generate(self, home, name, **how):
        # Each with words of its own: a lost create is looked for by them, and all connections are to one server.
        return self.run(home, 'generate', '--connection', name, *SMALL, 'Made by way of ' + name, **how)

    def go_through(self, kind):
        """Every way to show a key, everything that a server may do with it, and all that can be had of a library."""
        home = self.home()
        for auth in AUTHS:
            self.connect(home, kind, auth, self.url(kind, 'echo'), auth)
            self.generate(home, auth, good=True)
            self.connect(home, kind, 'refused ' + auth, self.url(kind, 'refuses'), auth)
            self.run(home, 'connections', 'test', 'refused ' + auth, good=False)
        for mode, auth in (('page', 'bearer'), ('garbage', 'basic'), ('away', 'x-api-key')):
            self.connect(home, kind, mode, self.url(kind, mode), auth)
            self.run(home, 'connections', 'test', mode)
        for mode, auth, good in (('clip-away', 'header', True), ('fails', 'basic', False), ('invalid', 'bearer', False), ('ends', 'api-key', False)):
            self.connect(home, kind, mode, self.url(kind, mode), auth)
            self.generate(home, mode, good=good)
        self.connect(home, kind, 'secure', self.url(kind, 'plain', self.secure))
        self.generate(home, 'secure', good=False)
        self.take_along(home)
        return home

    def take_along(self, home):
        with open(home.path + '/film.fountain', 'w') as file:
            file.write('INT. CAGE - DAY\n\nA bird.\n')
        for line in (['settings', 'export', 'settings.rushes'], ['boards', 'new', 'Film', '--from', 'film.fountain'], ['boards', 'export', 'film', '--as', 'csv', 'film.csv'],
                     ['boards', 'export', 'film', '--as', 'otio', 'film.otio'], ['boards', 'export', 'film', '--as', 'folder', 'film-folder']):
            self.run(home, *[home.path + '/' + word if '.' in word or '-folder' in word else word for word in line], good=True)
        for line in (['jobs', '--json'], ['jobs'], ['clips', '--json'], ['connections', 'list'], ['remote', 'list', 'bearer'], ['models']):
            self.run(home, *line)
        for job in home.jobs():
            self.run(home, 'show', job['id'], good=job['state'] == 'done')


WORLD = World()
POOL = concurrent.futures.ThreadPoolExecutor()


@functools.lru_cache(maxsize=None)
def begin():
    return [POOL.submit(WORLD.go_through, kind) for kind in KINDS]


def make_world():
    for way in begin():
        way.result()
    return WORLD


def files_below(*folders):
    for folder in folders:
        for path, _, names in os.walk(folder):
            for name in names:
                file = os.path.join(path, name)
                if os.path.isfile(file) and not os.path.islink(file):
                    yield file


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def without(*folders):
    """Nothing in them has it, and no name of a file."""
    for file in files_below(*folders):
        found = find(file.encode()) or find(read(file))
        assert not found, (file, found)


def test_what_is_looked_for_would_be_found():
    for key in (KEY, PASSWORD):
        for text in (key.encode(), base64.b64encode(key.encode()), base64.b64encode(b'user:' + key.encode()), base64.b64encode(b'ab' + key.encode() + b'!'),
                     urllib.parse.quote(key, safe='').encode(), key.encode()[::-1], json.dumps({'a': key}).replace('/', '\\/').encode()):
            assert find(b'before ' + text + b' after'), text
    assert not find(b'zQ/kanari+') and not find(b'zQkanari')


def test_every_server_was_shown_its_key():
    world = make_world()
    assert {KEY, PAIR} <= world.shown and len(world.homes[0].clips()) >= len(AUTHS), world.shown


def test_no_other_host_was():
    world = make_world()
    assert any(b'GET /v1/videos/' in request for request in world.others) and any(b'/view?' in request for request in world.others), world.others
    for request in world.others:
        assert not find(request), request


def test_nothing_that_is_said_has_it():
    for args, said in make_world().said:
        assert not find(said), (args, said.decode())


def test_no_file_has_it():
    world = make_world()
    without(*[home.path for home in world.homes])
    names = {os.path.basename(file) for home in world.homes for file in files_below(home.path)}
    assert {'ledger.db', 'library.db', 'settings.rushes', 'film.csv', 'film.otio'} <= names and len([name for name in names if name.endswith('.json')]) > len(AUTHS), names


def in_environment(world, **variables):
    """One whose key is in its environment, in the middle of a download. Returns: the process."""
    home = world.home(OPENAI_API_KEY=KEY, OPENAI_BASE_URL=world.url('openai', 'drips'), **variables)
    folder = home.path + '/here'
    os.mkdir(folder)
    unlimited = (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2
    world.dripping.clear()
    process = home.start('generate', '--provider', 'openai', *SMALL, 'Something', cwd=folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, unlimited))
    wait_for(lambda: world.dripping.is_set() or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    return process, folder


def end(world, process):
    process.kill()
    said = b''.join(text.encode() for text in process.communicate())
    assert not find(said), said
    return said


def test_no_process_has_it_in_its_arguments_or_environment():
    """Its own environment, which other programs read, and that of whatever it starts: GStreamer starts a program to look at plug-ins."""
    world, folder = make_world(), Scratch()
    scanner, plugins = folder.name + '/scanner', folder.name + '/plugins'
    with open(scanner, 'w') as file:
        file.write('#!/bin/sh\n{ env; tr "\\0" "\\n" < /proc/$PPID/environ; echo "$@"; } > %s/told\n' % folder.name)
    os.chmod(scanner, 0o755)
    os.mkdir(plugins)
    plugin = subprocess.run(['pkg-config', '--variable=pluginsdir', 'gstreamer-1.0'], capture_output=True, text=True).stdout.strip() + '/libgstcoreelements.so'
    os.symlink(plugin, plugins + '/libgstcoreelements.so')
    process, _ = in_environment(world)
    shown = read('/proc/%d/cmdline' % process.pid) + b' ' + read('/proc/%d/environ' % process.pid)
    end(world, process)
    assert b'generate' in shown and b'OPENAI_BASE_URL=' in shown and not find(shown), shown
    home = world.home(OPENAI_API_KEY=KEY, OPENAI_BASE_URL=world.url('openai', 'plain'), GST_PLUGIN_SCANNER=scanner, GST_PLUGIN_SYSTEM_PATH=plugins,
                      GST_REGISTRY=folder.name + '/registry', GST_REGISTRY_UPDATE='yes')
    world.run(home, 'generate', '--provider', 'openai', *SMALL, 'Something')
    told = read(folder.name + '/told')
    assert b'OPENAI_BASE_URL=' in told and not find(told), told


def test_neither_the_bus_nor_the_log_of_a_window_has_it():
    """It runs jobs that another process hands to it, and tells of them. Its own key is in its environment."""
    world, folder = make_world(), Scratch()
    with Desktop(folder.name) as desktop:
        home = world.home(DISPLAY=desktop.display, DBUS_SESSION_BUS_ADDRESS=desktop.bus, GNOTIFICATION_BACKEND='freedesktop', OPENAI_API_KEY=KEY,
                          OPENAI_BASE_URL=world.url('openai', 'refuses'))
        for mode, auth in (('echo', 'basic'), ('ends', 'bearer')):
            world.connect(home, 'comfyui', mode, world.url('comfyui', mode), auth)
        with open(folder.name + '/log', 'wb') as log:
            window = subprocess.Popen([os.environ['RUSHES']], env=home.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        wait_for(lambda: os.path.exists(home.data('queue.address')) or window.poll() is not None)
        assert window.poll() is None, read(folder.name + '/log')
        desktop.look_away()
        for name, good in (('echo', True), ('ends', False), ('OpenAI (environment)', False)):
            world.generate(home, name, good=good)
        wait_for(lambda: b'Made by way of echo' in read(desktop.heard) and read(desktop.heard).count(b'Notify\0') >= 2)
        shown = read('/proc/%d/environ' % window.pid)
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'io.github.rushes_app.Rushes', '--object-path', '/io/github/rushes_app/Rushes', '--method',
                        'org.freedesktop.Application.ActivateAction', 'quit', '[]', '{}'], env=home.env, check=True, capture_output=True)
        assert window.wait(60) == 0
        heard, log = read(desktop.heard), read(folder.name + '/log')
    assert b'OPENAI_BASE_URL=' in shown and not find(shown), shown
    assert b'DEBUG' in log and not find(log), log
    assert b'io.github.rushes_app.Rushes' in heard and not find(heard), find(heard)
    without(home.path)


def crash(process, folder):
    """What the kernel keeps of it, or None."""
    process.send_signal(signal.SIGSEGV)
    process.communicate()
    return next((read(file) for file in files_below(folder) if os.path.basename(file).startswith('core')), None)


def test_what_is_kept_of_a_crash_has_it_not():
    world = make_world()
    process, folder = in_environment(world)
    with open('/proc/%d/coredump_filter' % process.pid, 'w') as file:
        file.write('0x33')
    core = crash(process, folder)
    if core is None:
        raise Skipped('what is kept of a crash goes elsewhere')
    assert KEY.encode() in core, 'a whole dump would have it'
    core = crash(*in_environment(world))
    assert core and not find(core), find(core)
    without(world.homes[-1].path)


main(sys.modules[__name__])
