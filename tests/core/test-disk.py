# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Room on the disk: 200 MB stay free, what cannot be kept is not paid for, and the queue goes on when there is room."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
import dialects  # noqa: E402
from rushes_test import Home, HTTPServer, Server, Skipped, main, wait_for  # noqa: E402

MB = 1000 * 1000
KEPT = 200 * MB
SMALL = ['--size', '64x64', '--seconds', '1']
PLENTY = 10000 * MB
SCARCE = KEPT + 1000  # less than any clip has


class SmallHome(Home):
    """A user whose disk has as much room as is said."""

    def __init__(self, room):
        super().__init__()
        self.room_file = self.path + '/room'
        self.set_room(room)
        self.env.update(ROOM_FILE=self.room_file, LD_PRELOAD=os.environ['ROOM_MODULE'])

    def set_room(self, room):
        with open(self.room_file + '.new', 'w') as file:
            file.write(str(int(room)))
        os.rename(self.room_file + '.new', self.room_file)

    def state(self, prompt='A request'):
        return [job['state'] for job in self.jobs() if job['prompt'] == prompt]

    def said(self):
        return open(self.path + '/said').read()

    def follow(self, *args):
        """A process whose words are read while it runs."""
        with open(self.path + '/said', 'a') as said:
            return subprocess.Popen([os.environ['RUSHES'], *args], env=self.env, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL, text=True)


class Odd:
    """A Videos API server that gives its clips away as `content` does: with the handler, and the number of the time it is asked."""

    def __init__(self, content, clip=b''):
        self.dialect, self.asked, self.content, odd = dialects.OpenAI(clip), 0, content, self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_one(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                kind = self.headers.get('Content-Type', '')
                fields = json.loads(body) if kind.startswith('application/json') else dialects.read_form(body, kind) if kind.startswith('multipart') else {}
                if self.path.endswith('/content'):
                    odd.asked += 1
                    odd.content(self, odd.asked)
                    return
                status, headers, answer = odd.dialect.answer(self.command, self.path, fields, kind.startswith('application/json'), odd.url)
                self.answer(status, json.dumps(answer).encode())

            def answer(self, status, data, kind='application/json'):
                self.begin(kind, len(data), status)
                self.wfile.write(data)

            def begin(self, kind='video/mp4', length=None, status=200):
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length' if length is not None else 'Connection', str(length) if length is not None else 'close')
                self.end_headers()

            do_GET = do_POST = do_DELETE = handle_one

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = 'http://127.0.0.1:%d/v1' % self.server.server_address[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def generate(home, kind, prompt='A request', on=None):
    return home.follow('generate', *(['--connection', on] if on else ['--provider', kind]), *SMALL, prompt)


def end(process):
    process.communicate(timeout=120)
    return process.returncode


def check_kept(home, n):
    assert len(home.videos()) == n and home.parts() == [] and [job['state'] for job in home.jobs()] == ['done'] * n, (home.videos(), home.parts(), home.jobs())


def test_nothing_is_sent_whose_clip_could_not_be_kept():
    for kind in ('comfyui', 'openai'):
        with Server() as server:
            home = SmallHome(KEPT + 10 * MB)
            home.connect(kind, server.url(kind))
            process = generate(home, kind)
            wait_for(lambda: 'the queue has paused: 40.0 MB more have to be free'.replace(' MB', '\u00a0MB') in home.said())
            assert home.state() == ['waiting'] and server.creates() == {}
            home.set_room(KEPT + 30 * MB)
            assert home.state() == ['waiting'] and server.creates() == {}
            home.set_room(PLENTY)
            assert end(process) == 0 and 'There is room again' in home.said(), home.said()
            assert server.creates() == {'A request': 1}
            check_kept(home, 1)


def test_a_result_waits_for_room_also_over_a_kill():
    """It is not fetched, not failed and not made again; others are not sent meanwhile, whoever wants that."""
    for kind in ('comfyui', 'openai'):
        with Server(run_ms=1500) as server:
            home = SmallHome(PLENTY)
            home.connect(kind, server.url(kind))
            process = generate(home, kind)
            wait_for(lambda: home.state() == ['running'] or home.state() == ['queued'])
            home.set_room(SCARCE)
            wait_for(lambda: 'the queue has paused' in home.said())
            assert home.state() == ['fetching'] and home.parts() == [], (home.state(), home.parts())
            other = generate(home, kind, 'Another')
            wait_for(lambda: 'taken the job over' in home.said() and home.said().count('the queue has paused') == 2)
            process.kill()
            process.communicate()
            wait_for(lambda: 'this one carries on' in home.said() and home.said().count('the queue has paused') == 3)
            other.kill()
            other.communicate()
            assert home.state() == ['fetching'] and home.state('Another') == ['waiting'] and server.creates() == {'A request': 1}
            process = home.follow('resume')
            wait_for(lambda: home.said().count('the queue has paused') == 4)
            assert home.state() == ['fetching'] and home.state('Another') == ['waiting'] and server.creates() == {'A request': 1}
            home.set_room(PLENTY)
            assert end(process) == 0, home.said()
            assert server.creates() == {'A request': 1, 'Another': 1}
            check_kept(home, 2)


def test_who_gives_the_large_one_up_lets_the_others_go_on():
    with Server(run_ms=1500) as server:
        home = SmallHome(PLENTY)
        home.connect('openai', server.videos)
        process = generate(home, 'openai')
        wait_for(lambda: home.state() in (['running'], ['queued']))
        home.set_room(SCARCE)
        wait_for(lambda: 'the queue has paused' in home.said())
        home.set_room(KEPT + 60 * MB)
        assert home.run('cancel', home.jobs()[0]['id']).returncode == 0 or home.state() == ['done']
        end(process)
        assert home.state() in (['cancelled'], ['done']), home.jobs()
        process = generate(home, 'openai', 'Another')
        assert end(process) == 0 and server.creates()['Another'] == 1, home.said()


def test_a_disk_that_can_never_hold_it():
    """Waiting would not help: it fails, and nothing was sent."""
    home = Home()
    os.makedirs(home.data())
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', home.data()], capture_output=True).returncode != 0:
        raise Skipped('no permission to mount a small disk')
    try:
        with Server() as server:
            home.connect('openai', server.videos)
            result = home.run('generate', '--provider', 'openai', *SMALL, 'A request')
            job = home.jobs()[0]
            assert result.returncode == 1 and job['state'] == 'failed' and 'disk is full' in job['error'] and server.creates() == {}, (result, job)
    finally:
        subprocess.run(['umount', home.data()], check=True)


def test_what_cannot_fit_is_not_imported_and_not_exported():
    with Server() as server:
        home = SmallHome(PLENTY)
        home.connect('openai', server.videos)
        assert end(generate(home, 'openai')) == 0
        clip = home.path + '/clip.mp4'
        shutil.copy(home.videos()[0], clip)
        home.set_room(SCARCE)
        result = home.run('import', clip)
        assert result.returncode == 1 and 'disk is full' in result.stderr and 'are kept free' in result.stderr, result
        check_kept(home, 1)
        assert home.run('import', '--link', clip).returncode == 0  # takes no room
        os.mkdir(home.path + '/there')
        result = home.run('move', home.path + '/there')
        assert result.returncode == 1 and 'not enough room' in result.stderr and not os.path.islink(home.data('clips')), result
        home.set_room(PLENTY)
        assert home.run('import', clip).returncode == 0


def test_who_drips_keeps_no_other_waiting():
    """Three downloads of one server that never end, and one of another, which is whole at once."""
    stop = threading.Event()

    def content(handler, n):
        handler.begin(length=MB)
        while not stop.wait(0.05):
            handler.wfile.write(b'x')

    with Odd(content) as dripping, Server() as honest:
        home = SmallHome(PLENTY)
        home.connect('openai', dripping.url, 'Dripping')
        home.connect('openai', honest.videos, 'Honest')
        slow = [generate(home, 'openai', 'Slow %d' % number, on='Dripping') for number in range(4)]
        wait_for(lambda: dripping.asked == 3 and [home.state('Slow %d' % number) for number in range(4)] == [['fetching']] * 4)
        other = generate(home, 'openai', 'Another', on='Honest')
        assert end(other) == 0 and home.state('Another') == ['done'], home.said()
        assert dripping.asked == 3 and home.state('Slow 0') == ['fetching'], home.jobs()
        for process in slow:
            process.kill()
        stop.set()
        for process in slow:
            process.communicate()


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
