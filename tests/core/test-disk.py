# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Room on the disk: 200 MB stay free, what cannot be kept is not paid for, and the queue goes on when there is room."""

import http.server
import json
import os
import re
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

    def set_room(self, room, of=''):
        with open(self.room_file + of + '.new', 'w') as file:
            file.write(str(int(room)))
        os.rename(self.room_file + of + '.new', self.room_file + of)

    def set_room_of_ledger(self, room):
        """Its disk is another than that of the clips."""
        self.set_room(room, '-ledger')
        self.env.update(ROOM_AT=self.data(), ROOM_AT_FILE=self.room_file + '-ledger')

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


def make_clip():
    """A real little MP4, from the sample server."""
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos)
        assert home.run('generate', *SMALL, 'A clip').returncode == 0
        return open(home.videos()[0], 'rb').read()


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
        assert result.returncode == 1 and is_refused(result, home.data('clips')), result
        check_kept(home, 1)
        assert home.run('import', '--link', clip).returncode == 0  # takes no room
        os.mkdir(home.path + '/there')
        result = home.run('move', home.path + '/there')
        assert result.returncode == 1 and 'not enough room' in result.stderr and not os.path.islink(home.data('clips')), result
        home.set_room(PLENTY)
        assert home.run('import', clip).returncode == 0


def is_refused(result, where):
    """It says how much is needed, how much is free, where, and what can be done."""
    said = result.stderr.replace('\u00a0', ' ')
    return re.search('There is not enough room. It needs [0-9.]+ kB in “%s”, and 200.[0-9] MB are free there; .*choose a folder on another one.' % re.escape(where), said) is not None


def test_what_all_together_cannot_fit_is_not_begun():
    clip = make_clip()
    home = SmallHome(KEPT + len(clip) * 3 // 2)
    dailies = home.path + '/dailies'
    os.mkdir(dailies)
    for number in range(2):
        with open('%s/%d.mp4' % (dailies, number), 'wb') as file:
            file.write(clip)
    result = home.run('import', dailies)
    assert result.returncode == 1 and is_refused(result, home.data('clips')) and 'Imported 0 of 2 files' in result.stderr, result
    assert home.run('import', dailies + '/0.mp4').returncode == 0
    assert len(home.videos()) == 1 and home.parts() == []


def test_a_board_goes_nowhere_where_it_does_not_fit():
    """Not to anywhere, not into the library, and not beside itself; nothing is left of the try."""
    home = SmallHome(PLENTY)
    with open(home.path + '/clip.mp4', 'wb') as file:
        file.write(make_clip())
    assert home.run('import', home.path + '/clip.mp4').returncode == 0
    clip, track = home.clips()[0]['clip']['id'], home.path + '/track.wav'
    with open(track, 'wb') as file:
        size = 48000
        file.write(b'RIFF' + (36 + size).to_bytes(4, 'little') + b'WAVEfmt ' + bytes([16, 0, 0, 0, 1, 0, 1, 0, 128, 187, 0, 0, 0, 119, 1, 0, 2, 0, 16, 0]) +
                   b'data' + size.to_bytes(4, 'little') + bytes(size))
    with open(home.path + '/night.fountain', 'w') as file:
        file.write('INT. KITCHEN - NIGHT\n\nAnna stirs.\n')
    for args in (('new', 'Night', '--from', home.path + '/night.fountain'), ('take', 'night', '10', clip), ('choose', 'night', '10', '1'), ('set', 'night', 'track=' + track)):
        result = home.run('boards', *args)
        assert result.returncode == 0, (args, result)
    out, packed = home.path + '/out', home.path + '/packed'
    os.mkdir(out)
    assert home.run('boards', 'export', 'night', '--as', 'folder', packed).returncode == 0
    home.set_room(SCARCE)
    for form in ('mp4', 'folder', 'otioz', 'otio', 'fcpxml'):
        result = home.run('boards', 'export', 'night', '--as', form, out + '/night.' + form)
        assert result.returncode == 1 and is_refused(result, out) and os.listdir(out) == [], (form, result, os.listdir(out))
    before = sorted(os.listdir(home.data('boards')))
    result = home.run('boards', 'duplicate', 'night')
    assert result.returncode == 1 and is_refused(result, home.data('boards')) and sorted(os.listdir(home.data('boards'))) == before, (result, os.listdir(home.data('boards')))
    other = SmallHome(SCARCE)
    result = other.run('boards', 'new', 'Night', '--from', packed)
    assert result.returncode == 1 and is_refused(result, other.data('clips')) and other.videos() == [] and other.parts() == [], result
    home.set_room(PLENTY)
    assert home.run('boards', 'export', 'night', '--as', 'mp4', out + '/night.mp4').returncode == 0


def test_posters_are_kept_where_there_is_room():
    """They can be made again."""
    home = SmallHome(PLENTY)
    with open(home.path + '/clip.mp4', 'wb') as file:
        file.write(make_clip())
    assert home.run('import', home.path + '/clip.mp4').returncode == 0
    home.set_room(SCARCE)
    result = home.run('thumbnails')
    posters = home.path + '/cache/rushes/posters'
    assert result.returncode == 1 and 'There is not enough room' in result.stderr and not (os.path.isdir(posters) and os.listdir(posters)), result
    home.set_room(KEPT + MB // 2)  # for that it looks enough, but none is begun that might not fit
    assert home.run('thumbnails').returncode == 1 and os.listdir(posters) == []
    home.set_room(PLENTY)
    assert home.run('thumbnails').returncode == 0 and os.listdir(posters)


def test_what_a_server_says_holds_back_its_own_job():
    """It may be a lie: others are made and fetched meanwhile, and it goes on when there is as much room as it said."""
    clip, lying = make_clip(), threading.Event()
    lying.set()

    def content(handler, n):
        if lying.is_set():
            handler.begin(length=2000 * MB)
        else:
            handler.answer(200, clip, 'video/mp4')

    with Odd(content) as liar, Server() as honest:
        home = SmallHome(KEPT + 1000 * MB)
        home.connect('openai', liar.url, 'Liar')
        home.connect('openai', honest.videos, 'Honest')
        held = generate(home, 'openai', 'Too long', on='Liar')
        wait_for(lambda: 'Of the clip 2.0 GB are to come' in home.said().replace('\u00a0', ' '))
        assert 'goes on by itself when there is room' in home.said(), home.said()
        other = generate(home, 'openai', 'Another', on='Honest')
        assert end(other) == 0, home.said()
        assert home.state('Another') == ['done'] and home.state('Too long') == ['fetching'] and 'the queue has paused' not in home.said(), home.said()
        lines = home.run('jobs').stdout
        assert 'There is not enough room. Of the clip' in lines, lines
        held.kill()
        held.communicate()
        assert 'There is not enough room. Of the clip' in home.run('jobs').stdout
        resumed = home.follow('resume')
        wait_for(lambda: home.said().count('There is not enough room') == 2)
        lying.clear()
        home.set_room(PLENTY)
        assert end(resumed) == 0, home.said()
        assert len(liar.dialect.creates) == 1
        check_kept(home, 2)


def test_what_never_ends_holds_back_its_own_job():
    """Nobody said how long it is, and it has taken all the room there was: that is for the others again."""
    stop = threading.Event()

    def content(handler, n):
        handler.begin()
        for sent in range(200):
            if sent == 64:
                home.set_room(KEPT - MB)
            if stop.is_set():
                break
            handler.wfile.write(bytes(MB))
        else:
            stop.wait(120)

    with Odd(content) as endless, Server() as honest:
        home = SmallHome(KEPT + 65 * MB)
        home.connect('openai', endless.url, 'Endless')
        home.connect('openai', honest.videos, 'Honest')
        held = generate(home, 'openai', 'Too long', on='Endless')
        wait_for(lambda: 'The clip is longer than' in home.said())
        assert home.parts() == [], home.parts()
        home.set_room(KEPT + 65 * MB)
        other = generate(home, 'openai', 'Another', on='Honest')
        assert end(other) == 0 and home.state('Too long') == ['fetching'] and 'the queue has paused' not in home.said(), home.said()
        assert endless.asked == 1
        stop.set()
        held.kill()
        held.communicate()


def test_nothing_is_sent_that_could_not_be_taken_down():
    """The ledger may lie on another disk than the clips: with no room for its rows a paid job would be forgotten."""
    for kind in ('comfyui', 'openai'):
        with Server() as server:
            home = SmallHome(PLENTY)
            home.set_room_of_ledger(40 * MB)
            home.connect(kind, server.url(kind))
            process = generate(home, kind)
            wait_for(lambda: 'The disk of “%s” is full, and the queue has paused: 40.0 MB are free, and 50.0 MB have to be' % home.data() in home.said().replace('\u00a0', ' '))
            wait_for(lambda: 'What is sent could not be taken down' in home.jobs()[0]['error'])
            assert home.state() == ['waiting'] and server.creates() == {}
            assert 'the queue has paused' in home.run('jobs').stderr
            home.set_room_of_ledger(60 * MB)
            assert end(process) == 0 and 'There is room again' in home.said(), home.said()
            assert server.creates() == {'A request': 1}
            check_kept(home, 1)


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
