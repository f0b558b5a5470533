# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the end-to-end tests share: a private home, the program, the sample server, and TAP."""

import concurrent.futures
import fcntl
import glob
import http.client
import http.server
import inspect
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import urllib.request
import weakref

import boards
import sidecars

RUSHES = os.environ['RUSHES']
HERE = threading.local()  # .homes: those that the test of this thread has made


class Scratch:
    """A folder for as long as this process lives: as rushes-scratch.c has them, and swept in the same way."""

    PREFIX = 'rushes-scratch-'

    def __init__(self):
        self.sweep()
        self.name = None
        while self.name is None:
            name = tempfile.mkdtemp(prefix=self.PREFIX)
            self.lock = self.take(name)
            # A sweeper may have come before the lock.
            if self.lock is not None and os.fstat(self.lock).st_nlink > 0:
                self.name = name
        self.cleanup = weakref.finalize(self, self.remove, self.name, self.lock)

    @staticmethod
    def take(path):
        """The descriptor with the lock, or None: not ours, or its owner lives."""
        try:
            fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            return None
        try:
            assert os.fstat(fd).st_uid == os.geteuid()
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return fd
        except (AssertionError, OSError):
            os.close(fd)
            return None

    @staticmethod
    def remove(path, lock):
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)

    @classmethod
    def sweep(cls):
        for path in glob.glob(os.path.join(tempfile.gettempdir(), cls.PREFIX + '*')):
            lock = cls.take(path)
            if lock is not None:
                cls.remove(path, lock)


class Home:
    """A user with an empty home of their own."""

    def __init__(self, **variables):
        self.directory = Scratch()
        self.path = self.directory.name
        HERE.homes = getattr(HERE, 'homes', []) + [self]
        self.env = dict(os.environ, HOME=self.path, XDG_DATA_HOME=self.path + '/data',
                        XDG_CONFIG_HOME=self.path + '/config', XDG_CACHE_HOME=self.path + '/cache',
                        XDG_RUNTIME_DIR=self.path, RUSHES_PACE='0.1', RUSHES_TIMEOUT='20',
                        DBUS_SESSION_BUS_ADDRESS='unix:path=/nonexistent')
        self.env.update(variables)
        for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'):
            if name not in variables:
                self.env.pop(name, None)

    def start(self, *args, **options):
        return subprocess.Popen([RUSHES, *args], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                stdin=subprocess.DEVNULL, text=True, **options)

    def run(self, *args, timeout=60, text=None, cwd=None):
        try:
            return subprocess.run([RUSHES, *args], env=self.env, capture_output=True, text=True, timeout=timeout, input=text, cwd=cwd)
        except subprocess.TimeoutExpired as hung:
            raise AssertionError('%r hung; it had said: %r, %r' % (args, hung.stdout, hung.stderr)) from None

    def connect(self, kind, url, name='Server', options=()):
        result = self.run('connections', 'add', kind, name, url, *options)
        assert result.returncode == 0, result.stderr

    def jobs(self):
        return json.loads(self.run('jobs', '--json').stdout)

    def clips(self):
        return json.loads(self.run('clips', '--json').stdout)

    def data(self, *parts):
        return os.path.join(self.path, 'data', 'rushes', *parts)

    def parts(self):
        return [name for name in os.listdir(self.data('clips', '.parts'))]

    def videos(self):
        found = []
        for folder, _, names in os.walk(self.data('clips')):
            found += [os.path.join(folder, name) for name in names if name.endswith('.mp4')]
        return found


class HTTPServer(http.server.ThreadingHTTPServer):
    """What a client breaks off is its own affair, and many may come at once."""

    request_queue_size = 128

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Proxy:
    """A reverse proxy before a server. From the moment a job is taken it coughs: `answers` times with what `cough` says."""

    def __init__(self, url, cough, answers):
        self.upstream = urllib.parse.urlsplit(url)
        self.cough, self.answers, self.armed = cough, answers, False
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def pass_on(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                if proxy.armed and proxy.answers > 0:
                    proxy.answers -= 1
                    self.answer(*proxy.cough)
                    return
                upstream = http.client.HTTPConnection(proxy.upstream.netloc)
                upstream.request(self.command, self.path, body, dict(self.headers))
                reply = upstream.getresponse()
                proxy.armed = proxy.armed or self.command == 'POST' and self.path.endswith(('/prompt', '/videos'))
                self.answer(reply.status, reply.getheader('Content-Type', 'text/plain'), reply.read())

            do_GET = do_POST = do_HEAD = do_DELETE = pass_on

            def answer(self, status, kind, body):
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                if self.command != 'HEAD':
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = 'http://127.0.0.1:%d%s' % (self.server.server_address[1], self.upstream.path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Server:
    """The sample server in a process of its own."""

    def __init__(self, behaviour=None, run_ms=50, port=0, key=None, old=False, lacks=None):
        args = [RUSHES, 'sample-server', '--run-ms', str(run_ms), '--port', str(port)]
        args += ['--behaviour', behaviour] if behaviour else []
        args += ['--key', key] if key else []
        args += ['--old'] if old else []
        args += ['--lacks', lacks] if lacks else []
        self.process = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.comfy = re.search(r'http://\S+', self.process.stdout.readline()).group(0)
        self.videos = re.search(r'http://\S+', self.process.stdout.readline()).group(0)
        self.port = int(self.comfy.rsplit(':', 1)[1])

    def url(self, kind):
        return self.comfy if kind == 'comfyui' else self.videos

    def creates(self):
        with urllib.request.urlopen(self.comfy + '/sample/creates', timeout=60) as answer:
            return json.load(answer)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.process.terminate()
            self.process.wait(60)
        finally:
            self.process.kill()
            self.process.wait()


def wait_for(what):
    """Until @what says so; what it says. Longer than the slowest machine needs: only a failure waits for the end."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError('It did not happen: ' + inspect.getsource(what).strip())


class Skipped(Exception):
    """What a test needs is not installed: says what."""


def attempt(function):
    """None, a Skipped, or what went wrong: one failure must not hide the others. Every sidecar and board must be what the schemas say."""
    HERE.homes = []
    try:
        function()
        problems = [problem for home in HERE.homes for problem in sidecars.check(home.data('clips'))]
        problems += [problem for home in HERE.homes for problem in boards.check(home.data('boards'))]
        assert not problems, problems
    except Skipped as skipped:
        return skipped
    except Exception:
        return traceback.format_exc()
    return None


def main(module, workers=1):
    """Runs every function called test_…, and says so in TAP. Most only wait: several may run at a time."""
    tests = [(name, function) for name, function in vars(module).items() if name.startswith('test_')]
    print('1..%d' % len(tests))
    troubles = []
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for number, ((name, _), trouble) in enumerate(zip(tests, pool.map(attempt, [test[1] for test in tests])), 1):
            skipped = isinstance(trouble, Skipped)
            print('%s %d %s%s\n' % ('not ok' if trouble and not skipped else 'ok', number, name[5:], ' # SKIP %s' % trouble if skipped else ''), end='', flush=True)  # one write: the next test may be printing
            if trouble and not skipped:
                troubles.append('%s\n%s' % (name[5:], trouble))
    # The runner shows the last lines of what does not speak TAP.
    sys.exit('\n'.join(troubles) if troubles else 0)
