# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several processes on one library: nobody has a session bus, nobody has a desktop."""

import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ['TOP'], 'tests', 'support'))
from rushes_test import Home, main  # noqa: E402

MANY = 24


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


if __name__ == '__main__':
    main(sys.modules[__name__])
