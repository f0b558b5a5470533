# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers that list more than anybody has, and whose names are none: what is kept of it, what is shown, and what becomes a file's name."""

import http.server
import json
import os
import pty
import re
import resource
import subprocess
import sys
import threading
import urllib.parse

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import RUSHES, Home, HTTPServer, Server, main  # noqa: E402

MB = 1024 * 1024
# Up and out, a zero, a bell, a colour, a title for the window, a line over ours, text that is turned round, a name for a shell.
BAD = '../../etc/\x00pass\x07 \x1b[31mred \x1b]0;title\x07 \rover \u202egpj.exe\u2066 \u009b2J ; rm -rf ~ é'
HARMFUL = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]')


class Videos:
    """A Videos API as section 2 of the contract has its list; @page: what stands after an id, as bytes of JSON."""

    def __init__(self, page, clip=b''):
        self.page, self.clip, self.n_asked = page, clip, 0
        this = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                body, kind = this.answer(url.path, dict(urllib.parse.parse_qsl(url.query)))
                self.send_response(200 if body is not None else 404)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(body or b'{}')))
                self.end_headers()
                self.wfile.write(body or b'{}')

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        self.url = 'http://127.0.0.1:%d/v1' % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path, query):
        if path.endswith('/content'):
            return self.clip, 'video/mp4'
        if path == '/v1/videos':
            self.n_asked += 1
            return self.page(query.get('after')), 'application/json'
        if path == '/v1/models':
            return b'{"object": "list", "data": []}', 'application/json'
        return (json.dumps(show('v1', BAD)).encode() if path == '/v1/videos/v1' else None), 'application/json'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def show(ident, prompt):
    return {'id': ident, 'object': 'video', 'status': 'completed', 'progress': 100, 'created_at': 1790000000, 'model': 'sora-2', 'prompt': prompt, 'seconds': '4',
            'size': '1280x720', 'error': None}


def run_small(home, *args):
    """With an address space in which nothing boundless has room."""
    return subprocess.run([RUSHES, *args], env=home.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3072 * MB, 3072 * MB)))


def test_a_hundred_thousand_videos_on_one_page():
    body = json.dumps({'object': 'list', 'data': [show('video_%d' % n, 'A request, number %d' % n) for n in range(100000)], 'has_more': False}).encode()
    with Videos(lambda after: body) as videos:
        home = Home()
        home.connect('openai', videos.url)
        result = run_small(home, 'remote', 'list')
        assert result.returncode == 0 and len(result.stdout.splitlines()) == 100000, (result.returncode, result.stderr)


def test_pages_without_an_end():
    """Each brings another video, with 8 MB to say; what is there by then is shown."""
    words = 'x' * (8 * MB)
    with Videos(lambda after: json.dumps({'data': [show('video_%d' % (int((after or 'video_0')[6:]) + 1), words)], 'has_more': True}).encode()) as videos:
        home = Home()
        home.connect('openai', videos.url)
        result = run_small(home, 'remote', 'list')
        assert result.returncode == 0 and result.stdout.startswith('video_1\t'), (result.returncode, result.stderr)
        assert videos.n_asked <= 30, videos.n_asked


def test_more_values_than_there_is_memory_for():
    body = b'{"data": [' + b','.join([b'{}'] * 2000000) + b']}'
    with Videos(lambda after: body) as videos:
        home = Home()
        home.connect('openai', videos.url)
        result = run_small(home, 'remote', 'list')
        assert result.returncode == 1 and 'too many values' in result.stderr, result


def on_a_terminal(home, *args):
    """What somebody who sits there sees, both streams."""
    terminal, end = pty.openpty()
    process = subprocess.Popen([RUSHES, *args], env=home.env, stdin=subprocess.DEVNULL, stdout=end, stderr=end)
    os.close(end)
    seen = b''
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the other end has gone
            break
        if not more:
            break
        seen += more
    os.close(terminal)
    process.wait(60)
    return process.returncode, seen.decode().replace('\r\n', '\n').replace('\r\x1b[K', '')


def test_names_that_are_none():
    """A prompt, an id and words of a server on their way to a terminal, to files and to boards that are exported."""
    with Server() as real:
        origin = Home()
        origin.connect('comfyui', real.comfy)
        assert origin.run('generate', '--size', '64x64', '--seconds', '1', 'A clip').returncode == 0
        clip = open(origin.videos()[0], 'rb').read()
    with Videos(lambda after: json.dumps({'data': [show('v1', BAD)], 'has_more': False}).encode(), clip) as videos:
        home = Home()
        home.connect('openai', videos.url)
        code, seen = on_a_terminal(home, 'remote', 'list')
        assert code == 0 and 'red' in seen and not HARMFUL.search(seen.replace('\r', '\x07')), seen
        result = home.run('remote', 'fetch', 'v1')
        assert result.returncode == 0, result
        name, = [os.path.relpath(path, home.data('clips')) for path in home.videos()]
        assert re.fullmatch(r'\d{4}/\d\d/[a-z0-9-]+\.mp4', name), name
        clip_id = home.clips()[0]['clip']['id']
        for command in (['clips'], ['show', clip_id], ['jobs']):
            code, seen = on_a_terminal(home, *command)
            assert code == 0 and not HARMFUL.search(seen.replace('\r', '\x07')), (command, seen)
        prompt = home.clips()[0]['clip']['request']['prompt']  # as it was said, but for the zero: what is shown is one thing, what was asked for another
        assert prompt == BAD.replace('\x00', '\ufffd'), prompt
        assert home.run('boards', 'new', 'Film ' + BAD.replace('\x00', '')).returncode == 0
        slug, = [name for name in os.listdir(home.data('boards')) if not name.startswith('.')]
        assert re.fullmatch(r'[a-z0-9-]+', slug), slug
        assert home.run('boards', 'add', slug, 'prompt=x').returncode == 0
        assert home.run('boards', 'take', slug, '10', clip_id).returncode == 0
        code, seen = on_a_terminal(home, 'boards')
        assert code == 0 and not HARMFUL.search(seen.replace('\r', '\x07')), seen
        result = home.run('boards', 'export', slug, '--as', 'folder', home.path + '/out')
        assert result.returncode == 0, result
        names = [os.path.relpath(os.path.join(folder, name), home.path + '/out') for folder, _, files in os.walk(home.path + '/out') for name in files]
        assert any(name.endswith('.mp4') for name in names) and all(re.fullmatch(r'[A-Za-z0-9./_-]+', name) for name in names), names


def test_words_that_are_commands():
    """What a server says of its refusal stands within our sentence."""
    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({'error': {'message': 'No ' + BAD, 'code': BAD, 'param': 'size'}}).encode()
            self.send_response(403)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers.get('Content-Length', 0)))
            self.do_GET()

        def log_message(self, *_):
            pass

    server = HTTPServer(('127.0.0.1', 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = Home()
    home.connect('openai', 'http://127.0.0.1:%d/v1' % server.server_port)
    result = home.run('generate', '--provider', 'openai', '--size', '64x64', '--seconds', '1', 'A request')
    server.shutdown()
    server.server_close()
    assert result.returncode == 1 and 'red' in result.stderr and not HARMFUL.search(result.stderr), result.stderr  # also where it is no terminal
    for job in home.jobs():
        assert not HARMFUL.search(job['error'] or ''), job


if __name__ == '__main__':
    main(sys.modules[__name__], workers=2)
