# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several processes on one library: nobody has a session bus, nobody has a desktop."""

import os
import signal
import sqlite3
import sys
import time

sys.path.insert(0, os.path.join(os.environ['TOP'], 'tests', 'support'))
from rushes_test import Home, Server, main  # noqa: E402

MANY = 24
SMALL = ['--size', '64x64', '--seconds', '1']


def wait_for(what):
    """Until @what says so; what it says."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError('It did not happen in 30 seconds')


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
        home = Home(RUSHES_PACE='0.01')
        home.connect(kind, server.url(kind))
        process = home.start('generate', '--count', '6', *SMALL, 'Stopped')
        wait_for(lambda: any(job['state'] in moment for job in home.jobs()))
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, words = process.communicate(timeout=20)
        assert process.returncode == 130 and 'resume' in words, (process.returncode, words)
        assert time.monotonic() - began < 9, 'It waits for a server'


def test_interrupted_while_workers_are_busy():
    interrupt('poll=slow:50', ('queued', 'running'))
    interrupt('poll=stall', ('queued', 'running'))
    interrupt('create=stall', ('submitting',))
    interrupt('create=stall', ('submitting',), kind='openai')
    interrupt('content=stall', ('fetching',))
    for _ in range(3):
        interrupt(None, ('queued', 'running', 'fetching', 'saving', 'done'))
        interrupt(None, ('running', 'done'), kind='openai')


if __name__ == '__main__':
    main(sys.modules[__name__])
