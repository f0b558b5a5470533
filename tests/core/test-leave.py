# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whoever leaves while a clip is being written, in whichever way, finds its job where it was: it goes on, and has not failed."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, HTTPServer, Server, Skipped, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
APP = 'io.github.rushes_app.Rushes'


class Sips:
    """Before a server: of each clip that is asked for it sends a bit, or what follows what the client has, and then waits."""

    BIT = 3000

    def __init__(self, url):
        self.upstream, sips = urllib.parse.urlsplit(url), self
        self.begun, self.left, self.whole = [], threading.Event(), False

        class Handler(BaseHTTPRequestHandler):
            def pass_on(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ('range', 'if-range', 'host')}
                request = urllib.request.Request('http://%s%s' % (sips.upstream.netloc, self.path), body or None, headers, method=self.command)
                try:
                    reply = urllib.request.urlopen(request, timeout=60)
                except urllib.error.HTTPError as refused:
                    reply = refused
                content, kind = reply.read(), reply.headers.get('Content-Type', 'text/plain')
                if self.command == 'GET' and kind.startswith('video/'):
                    self.sip(content, kind)
                else:
                    self.head(reply.status, kind, len(content))
                    self.wfile.write(content)

            do_GET = do_POST = do_DELETE = pass_on

            def head(self, status, kind, length, **headers):
                self.send_response(status)
                for name, value in {'Content-Type': kind, 'Content-Length': str(length), **headers}.items():
                    self.send_header(name.replace('_', '-'), value)
                self.end_headers()

            def sip(self, content, kind):
                asked = re.match(r'bytes=(\d+)-$', self.headers.get('Range', ''))
                start = int(asked.group(1)) if asked else 0
                more = {'Content_Range': 'bytes %d-%d/%d' % (start, len(content) - 1, len(content))} if asked else {}
                self.head(206 if asked else 200, kind, len(content) - start, ETag='"one"', **more)
                end = len(content) if sips.whole else start + sips.BIT
                assert start < end <= len(content), (start, len(content))
                self.wfile.write(content[start:end])
                self.wfile.flush()
                sips.begun.append((start, end))
                if not sips.whole:
                    sips.left.wait()
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = 'http://127.0.0.1:%d%s' % (self.server.server_address[1], self.upstream.path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.left.set()
        self.server.shutdown()
        self.server.server_close()

    def wait_until_written(self, home, n):
        """What was sent to the @n-th who asked is in the file."""
        wait_for(lambda: len(self.begun) == n and size_of_parts(home) == self.begun[-1][1])


def size_of_parts(home):
    folder = home.data('clips', '.parts')
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder) if name.endswith('.part')) if os.path.isdir(folder) else 0


@contextlib.contextmanager
def desktop(home):
    """A screen and a bus for a window."""
    missing = [program for program in ('Xvfb', 'dbus-daemon', 'gdbus') if not shutil.which(program)]
    if missing:
        raise Skipped(missing[0])
    processes, answers = [], []
    for words in (['Xvfb', '-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], ['dbus-daemon', '--session', '--nofork', '--print-address=1']):
        processes.append(subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=home.env))
        answers.append(processes[-1].stdout.readline().strip())
    before = dict(home.env)
    home.env.update(DISPLAY=':' + answers[0], DBUS_SESSION_BUS_ADDRESS=answers[1], GSK_RENDERER='cairo', GDK_BACKEND='x11', GDK_DEBUG='gl-disable', GTK_A11Y='none',
                    ADW_DISABLE_PORTAL='1', GTK_USE_PORTAL='0')
    try:
        yield
    finally:
        home.env.clear()
        home.env.update(before)
        for process in processes:
            process.terminate()
            process.wait(60)


def quit_window(home):
    words = ['gdbus', 'call', '--session', '--dest', APP, '--object-path', '/' + APP.replace('.', '/'), '--method', 'org.gtk.Actions.Activate', 'quit', '[]', '{}']
    assert subprocess.run(words, env=home.env, capture_output=True).returncode == 0


def check_goes_on(home, process, code):
    words = process.communicate(timeout=60)
    assert process.returncode == code, (process.returncode, words)
    assert [job['state'] for job in home.jobs()] == ['fetching'], home.jobs()
    assert home.videos() == []


def test_left_in_the_midst_of_a_write():
    """What stands in the way of the rest of it is that somebody leaves, and no fault of the disk."""
    for kind in ('comfyui', 'openai'):
        with Server() as server:
            home = Home()
            home.connect(kind, server.url(kind))
            home.env.update(LD_PRELOAD=os.environ['LEAVE_MODULE'], LEAVE_IN='*/.parts/*.part')
            process = home.start('generate', '--provider', kind, *SMALL, 'A request')
            home.env.pop('LD_PRELOAD')
            check_goes_on(home, process, 130)
            assert 0 < size_of_parts(home)
            assert home.run('resume').returncode == 0, home.jobs()
            assert [job['state'] for job in home.jobs()] == ['done'] and len(home.videos()) == len(home.clips()) == 1 and home.parts() == []
            assert server.creates() == {'A request': 1} and home.run('verify').returncode == 0


def leave_often(kind, window):
    with Server() as server, Sips(server.url(kind)) as sips:
        home = Home()
        home.connect(kind, sips.url)
        for n, (number, code) in enumerate(((signal.SIGTERM, 130), (signal.SIGINT, 130), (signal.SIGKILL, -9)), 1):
            process = home.start(*(['resume'] if n > 1 else ['generate', '--provider', kind, *SMALL, 'A request']))
            sips.wait_until_written(home, n)
            process.send_signal(number)
            check_goes_on(home, process, code)
        if window:
            with desktop(home):
                process = home.start()
                sips.wait_until_written(home, 4)
                quit_window(home)
                check_goes_on(home, process, 0)
        sips.whole = True
        assert home.run('resume').returncode == 0, home.jobs()
        assert [start for start, _ in sips.begun] == [0] + [end for _, end in sips.begun[:-1]], sips.begun
        assert [job['state'] for job in home.jobs()] == ['done'] and len(home.videos()) == len(home.clips()) == 1 and home.parts() == []
        assert server.creates() == {'A request': 1} and home.run('verify').returncode == 0


def test_comfyui_is_left_while_a_clip_is_written():
    leave_often('comfyui', False)


def test_an_api_is_left_while_a_clip_is_written():
    leave_often('openai', False)


def test_a_window_is_left_while_a_clip_is_written():
    leave_often('openai', True)


main(sys.modules[__name__], 4)
