# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several processes on one library: nobody has a session bus, nobody has a desktop."""

import contextlib
import fcntl
import os
import signal
import socket
import sqlite3
import stat
import struct
import sys

sys.path.insert(0, os.path.join(os.environ['TOP'], 'tests', 'support'))
from rushes_test import Home, Server, main, wait_for  # noqa: E402

MANY = 24
SMALL = ['--size', '64x64', '--seconds', '1']


def film(home, megabytes):
    """A clip that takes a while to be copied: most of it is a box without meaning."""
    other = Home()
    with Server() as server:
        other.connect('comfyui', server.comfy)
        assert other.run('generate', *SMALL, 'A film').returncode == 0
    path = home.path + '/film.mp4'
    with open(other.videos()[0], 'rb') as source, open(path, 'wb') as target:
        target.write(source.read() + struct.pack('>I4s', megabytes << 20, b'free'))
        target.truncate(target.tell() - 8 + (megabytes << 20))
    return path


def state_of(home, prompt):
    return next((job['state'] for job in home.jobs() if job['prompt'] == prompt), None)


def start_together(home, *args):
    """Every one of them at once. All must do what they came for."""
    processes = [home.start(*args) for _ in range(MANY)]
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0 and err == '', (process.returncode, err)


def put_aside(home):
    return [name for name in os.listdir(home.data()) if '.broken-' in name]


def test_nobody_sweeps_away_what_another_brings_in():
    """An import is stopped half-way; the next owner of the queue sweeps its parts. What is left by one that was killed goes."""
    home = Home()
    path = film(home, 200)
    home.run('jobs')
    importing = home.start('import', path)
    wait_for(lambda: any(name.endswith('.part') for name in home.parts()))
    importing.send_signal(signal.SIGSTOP)
    there = [name for name in home.parts() if name.endswith('.part')]
    with Server() as server:
        home.connect('comfyui', server.comfy)
        assert home.run('generate', *SMALL, 'Beside it').returncode == 0
        assert there != [] and set(there) <= set(home.parts()), (there, home.parts())
        importing.send_signal(signal.SIGCONT)
        out, err = importing.communicate(timeout=60)
        assert importing.returncode == 0 and len(home.clips()) == 2 and home.parts() == [], (out, err, home.parts())
        killed = home.start('import', path)
        wait_for(lambda: any(name.endswith('.part') for name in home.parts()))
        killed.kill()
        killed.communicate()
        assert home.parts() != []
        assert home.run('generate', *SMALL, 'After it').returncode == 0
        assert home.parts() == [], home.parts()


def test_many_first_starts_at_once():
    home = Home()
    start_together(home, 'jobs')
    assert home.jobs() == []
    assert put_aside(home) == []


def test_many_starts_migrate_an_old_ledger_once():
    home = Home()
    os.makedirs(home.data())
    ledger = sqlite3.connect(home.data('ledger.db'))
    ledger.executescript("""
        CREATE TABLE jobs (id TEXT PRIMARY KEY, position INTEGER NOT NULL, state TEXT NOT NULL, request TEXT NOT NULL,
          connection_id TEXT, remote_id TEXT, remote_file TEXT, clip_name TEXT, cancel_requested INTEGER NOT NULL DEFAULT 0,
          attempts INTEGER NOT NULL DEFAULT 0, created_us INTEGER NOT NULL, started_us INTEGER NOT NULL DEFAULT 0,
          finished_us INTEGER NOT NULL DEFAULT 0, error_code INTEGER NOT NULL DEFAULT 0, error_message TEXT);
        INSERT INTO jobs (id, position, state, request, created_us) VALUES ('an-old-job', 1, 'failed', '{"prompt": "old"}', 1);
        PRAGMA user_version = 1;""")
    ledger.close()
    start_together(home, 'jobs')
    assert [(job['id'], job['prompt']) for job in home.jobs()] == [('an-old-job', 'old')]
    backup = sqlite3.connect(home.data('ledger.db.v1.backup'))
    assert backup.execute('PRAGMA user_version').fetchone() == (1,)
    assert backup.execute('SELECT id FROM jobs').fetchall() == [('an-old-job',)]
    backup.close()


def interrupt(behaviour, moment, kind='comfyui'):
    """Ends in good order, whatever the workers are at."""
    with Server(behaviour, run_ms=300) as server:
        home = Home(RUSHES_PACE='0.01', RUSHES_TIMEOUT='600')
        home.connect(kind, server.url(kind))
        process = home.start('generate', '--count', '6', *SMALL, 'Stopped')
        assert process.stderr.readline().startswith('Using') and process.stderr.readline()  # it follows its jobs
        wait_for(lambda: any(job['state'] in moment for job in home.jobs()))
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=60)  # less than it would wait for a server
        assert process.returncode == 130 and 'resume' in words, (process.returncode, words)


def test_interrupted_while_workers_are_busy():
    interrupt('poll=slow:50', ('queued', 'running'))
    interrupt('poll=stall', ('queued', 'running'))
    interrupt('create=stall', ('submitting',))
    interrupt('create=stall', ('submitting',), kind='openai')
    interrupt('content=stall', ('fetching',))
    for _ in range(3):
        interrupt(None, ('queued', 'running', 'fetching', 'saving', 'done'))
        interrupt(None, ('running', 'done'), kind='openai')


def alone(**variables):
    """A home without a desktop: no session bus, no runtime directory."""
    home = Home(**variables)
    del home.env['XDG_RUNTIME_DIR']
    return home


def end(process, code=0):
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, (process.returncode, out, err)
    return out, err


def id_of(home, prompt):
    return next(job['id'] for job in home.jobs() if job['prompt'] == prompt)


class Owner:
    """A command line that owns the queue, since its job on a server of its own does not come to an end."""

    def __init__(self, home=None):
        self.home = home or alone()
        self.server = Server(run_ms=600000)
        self.home.connect('comfyui', self.server.comfy, name='Busy')
        self.process = self.home.start('generate', '-c', 'Busy', *SMALL, 'First')
        wait_for(lambda: state_of(self.home, 'First') == 'running' and os.path.exists(self.home.data('queue.address')))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
        self.server.__exit__()


def test_a_second_one_adds_and_the_owner_makes_it():
    with Owner() as owner, Server() as server:
        owner.home.connect('openai', server.videos)  # made after the owner has read its connections
        result = owner.home.run('generate', '-c', 'Server', *SMALL, 'Second')
        assert result.returncode == 0 and 'has taken the job over' in result.stderr, result
        assert 'carries on' not in result.stderr and owner.process.poll() is None
        assert server.creates() == {'Second': 1} and len(owner.home.clips()) == 1


def test_a_job_handed_over_goes_on_when_the_owner_has_ended():
    with Owner() as owner, Server(run_ms=4000) as server:
        owner.home.connect('comfyui', server.comfy)
        second = owner.home.start('generate', '-c', 'Server', *SMALL, '--count', '3', 'Second')
        wait_for(server.creates)
        owner.process.send_signal(signal.SIGINT)
        end(owner.process, 130)
        assert 'this one carries on' in end(second)[1]
        assert server.creates() == {'Second': 3} and len(owner.home.clips()) == 3


def count_sockets(process):
    n = 0
    for name in os.listdir('/proc/%d/fd' % process.pid):
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            n += os.readlink('/proc/%d/fd/%s' % (process.pid, name)).startswith('socket:')
    return n


def test_who_was_answered_leaves_nothing_open():
    """An owner stays for days. Its own sockets are to the server."""
    with Owner() as owner:
        assert owner.home.run('boards', 'new', 'Film').returncode == 0
        wait_for(lambda: count_sockets(owner.process) < 20)
        for number in range(20):
            result = owner.home.run('boards', 'set', 'film', 'prompt_prefix=%d' % number)
            assert result.returncode == 0, result
        wait_for(lambda: count_sockets(owner.process) < 20)
        assert owner.process.poll() is None


def test_a_second_one_cancels():
    with Owner() as owner:
        second = owner.home.start('generate', '-c', 'Busy', *SMALL, 'Second')
        wait_for(lambda: state_of(owner.home, 'Second') == 'queued')
        third = owner.home.start('generate', '-c', 'Busy', *SMALL, 'Third')
        wait_for(lambda: state_of(owner.home, 'Third') == 'waiting')
        for prompt in ('Second', 'Third', 'First'):
            result = owner.home.run('cancel', id_of(owner.home, prompt))
            assert result.returncode == 0 and 'cancelled' in result.stdout, (prompt, result)
            assert state_of(owner.home, prompt) == 'cancelled'
        for process in (second, third, owner.process):
            assert 'Cancelled' in end(process, 1)[1]


def test_a_second_one_retries():
    with Server('create=500*3') as server:
        home = alone()
        home.connect('comfyui', server.comfy)
        home.run('generate', *SMALL, 'Failed')
        assert state_of(home, 'Failed') == 'failed', home.jobs()
        with Owner(home) as owner:
            result = home.run('retry', id_of(home, 'Failed'))
            assert result.returncode == 0 and result.stdout.endswith('.mp4\n'), result
            assert 'carries on' not in result.stderr and owner.process.poll() is None


def test_a_second_one_resumes():
    with Owner() as owner:
        second = owner.home.start('resume')
        assert 'has taken the job over' in second.stderr.readline()
        owner.process.kill()
        while 'this one carries on' not in second.stderr.readline():
            assert second.poll() is None
        assert owner.home.run('cancel', id_of(owner.home, 'First')).returncode == 0
        end(second, 1)
        assert owner.server.creates() == {'First': 1}


def test_a_second_one_fetches_what_a_server_keeps():
    with Server() as server:
        other = alone()
        other.connect('openai', server.videos)
        other.run('generate', *SMALL, 'Kept there')
        with Owner() as owner:
            owner.home.connect('openai', server.videos, name='Shelf')
            result = owner.home.run('remote', 'fetch', other.jobs()[0]['remote_id'], '-c', 'Shelf')
            assert result.returncode == 0 and 'carries on' not in result.stderr, result
            assert owner.process.poll() is None and len(owner.home.clips()) == 1


def test_a_killed_owner_is_followed():
    with Owner() as owner:
        home = owner.home
        second = home.start('generate', '-c', 'Busy', *SMALL, 'Second')
        wait_for(lambda: state_of(home, 'Second') == 'queued')
        owner.process.kill()
        owner.process.communicate()
        assert os.path.exists(home.data('queue.socket')), 'A killed process cannot tidy up'
        for prompt in ('Second', 'First'):
            result = home.run('cancel', id_of(home, prompt))
            assert result.returncode == 0, result
        assert 'Cancelled' in end(second, 1)[1]
        assert owner.server.creates() == {'First': 1, 'Second': 1}
        assert not os.path.exists(home.data('queue.socket')) and not os.path.exists(home.data('queue.address'))


def test_an_owner_that_does_not_listen_yet_is_waited_for():
    """The lock comes first: what a killed one left lies in the place of the socket meanwhile."""
    with Owner() as owner:
        home = owner.home
        first = id_of(home, 'First')
        owner.process.kill()
        owner.process.communicate()
        with open(home.data('queue.lock'), 'r+') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            cancel = home.start('cancel', first)
            second = home.start('generate', '-c', 'Busy', *SMALL, 'Second')
            wait_for(lambda: state_of(home, 'Second') == 'waiting')
        out, err = cancel.communicate(timeout=60)
        assert cancel.returncode == 0, (out, err)
        assert home.run('cancel', id_of(home, 'Second')).returncode == 0
        end(second, 1)


def test_a_hanging_owner_is_named():
    with Owner() as owner:
        owner.process.send_signal(signal.SIGSTOP)
        result = owner.home.run('cancel', id_of(owner.home, 'First'), timeout=30)
        assert result.returncode == 1, result
        assert 'Process %d runs the queue and does not answer' % owner.process.pid in result.stderr, result
        assert state_of(owner.home, 'First') == 'running'


def test_a_very_long_path():
    home = alone()
    home.env['XDG_DATA_HOME'] = os.path.join(home.path, *['a-long-folder-name-of-its-own'] * 6)
    home.data = lambda *parts: os.path.join(home.env['XDG_DATA_HOME'], 'rushes', *parts)
    with Owner(home) as owner:
        with open(home.data('queue.address'), encoding='utf-8') as note:
            place = note.read()
        assert len(place) < 108 and not place.startswith(home.path) and stat.S_IMODE(os.stat(os.path.dirname(place)).st_mode) == 0o700
        result = home.run('cancel', id_of(home, 'First'))
        assert result.returncode == 0, result
        end(owner.process, 1)
        assert not os.path.exists(place) and not os.path.exists(home.data('queue.address'))


def field(code, kind, text):
    """One of a D-Bus message's header."""
    return struct.pack('<BB2sI', code, 1, kind + b'\0', len(text)) + text + b'\0'


def ping():
    fields = b''
    for one in (field(1, b'o', b'/'), field(2, b's', b'org.freedesktop.DBus.Peer'), field(3, b's', b'Ping')):
        fields += b'\0' * (-len(fields) % 8) + one
    return struct.pack('<4cIII', b'l', b'\1', b'\0', b'\1', 0, 1, len(fields)) + fields + b'\0' * (-len(fields) % 8)


def knock(path, user):
    """Whether who says that they are @user is heard."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(10)
        try:
            sock.connect(path)
            sock.sendall(b'\0AUTH EXTERNAL %s\r\n' % str(user).encode().hex().encode())
            if not sock.recv(1000).startswith(b'OK '):
                return False
            sock.sendall(b'BEGIN\r\n' + ping())
            return sock.recv(1000)[1:2] == b'\2'  # a method's return
        except (BrokenPipeError, ConnectionResetError):
            return False


def knock_as(uid, path, user):
    """The same from another user's process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(Exception):  # it is no test that goes on
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
            os.write(writer, b'heard' if knock(path, user) else b'refused')
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        return answer.read()


def test_only_the_same_user_is_heard():
    with Owner() as owner:
        home, path = owner.home, owner.home.data('queue.socket')
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and stat.S_IMODE(os.stat(home.data('queue.address')).st_mode) == 0o600
        assert knock(path, os.geteuid())
        if os.geteuid() == 0:
            os.chmod(path, 0o666)  # even where the folders let them in
            for folder in (home.path, home.path + '/data', home.data()):
                os.chmod(folder, 0o755)
            assert knock_as(0, path, 0) == 'heard'
            assert knock_as(65534, path, 65534) == 'refused'
            assert knock_as(65534, path, 0) == 'refused'


if __name__ == '__main__':
    main(sys.modules[__name__], workers=4)
