# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Libraries of before: every version of both databases that there has been opens, and copies of a library that is at work."""

import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
STATES = ('done', 'failed', 'cancelled', 'lost', 'unknown')


def records(home, *args):
    return [entry['clip'] for entry in json.loads(home.run('clips', '--json', *args).stdout)]


def read_versions(name):
    """The scripts that lead from one version to the next, as they were released."""
    text = open('%s/tests/core/schemas/%s.sql' % (os.environ['TOP'], name)).read()
    scripts = re.split(r'\n-- version \d+\n', text)[1:]
    assert scripts
    return scripts


def make_old(path, scripts, version):
    if os.path.exists(path):
        os.remove(path)
    database = sqlite3.connect(path)
    for script in scripts[:version]:
        database.executescript(script)
    database.execute('PRAGMA user_version = %d' % version)
    return database


def schema(path):
    """What a database consists of, whatever the order in which it came to be."""
    database = sqlite3.connect(path)
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' ORDER BY name")]
    columns = {table: sorted(tuple(row[1:]) for row in database.execute('PRAGMA table_info (%s)' % table)) for table in tables}
    indices = sorted(row for row in database.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"))
    version = database.execute('PRAGMA user_version').fetchone()
    database.close()
    return version, {table: [column[:-1] for column in them] for table, them in columns.items()}, indices


def test_every_ledger_opens():
    fresh = Home()
    fresh.run('jobs')
    scripts = read_versions('ledger')
    for version in range(1, len(scripts) + 1):
        home = Home()
        os.makedirs(home.data())
        database = make_old(home.data('ledger.db'), scripts, version)
        for number, state in enumerate(STATES):
            database.execute("INSERT INTO jobs (id, position, state, request, connection_id, remote_id, created_us, started_us, finished_us, error_code, error_message)"
                             " VALUES (?, ?, ?, ?, 'server', ?, 1000000, 2000000, ?, ?, ?)",
                             ('%08d-0000-4000-8000-000000000000' % number, number, state, json.dumps({'provider': 'openai', 'prompt': 'of %d' % version}), 'r%d' % number,
                              int(time.time() * 1e6), 0 if state in ('done', 'cancelled') else 1, 'why'))
        if version >= 3:
            database.execute("INSERT INTO spent VALUES (1000000, 'x', 2.5)")
        if version >= 4:
            database.execute("UPDATE jobs SET error_field = 'size', error_said = 'no', cost = 1.5 WHERE state = 'failed'")
        database.commit()
        database.close()
        jobs = home.jobs()
        assert [job['state'] for job in jobs] == list(STATES) and {job['prompt'] for job in jobs} == {'of %d' % version}, (version, jobs)
        assert jobs[1]['remote_id'] == 'r1' and jobs[1]['error_field'] == ('size' if version >= 4 else None), (version, jobs[1])
        assert schema(home.data('ledger.db')) == schema(fresh.data('ledger.db')), version
        assert version == len(scripts) or os.path.exists(home.data('ledger.db.v%d.backup' % version))
        if version >= 3:
            assert sqlite3.connect(home.data('ledger.db')).execute('SELECT * FROM spent').fetchall() == [(1000000, 'x', 2.5)]


def test_every_index_opens():
    """With its clips, whether found by words or by what is thought of them; and nothing is made anew from the sidecars that are there."""
    with Server() as server:
        origin = Home()
        origin.connect('comfyui', server.comfy)
        for prompt in ('A red fox', 'A blue whale'):
            assert origin.run('generate', *SMALL, prompt).returncode == 0
        fox = [clip for clip in records(origin) if 'fox' in clip['request']['prompt']][0]
        assert origin.run('rate', '3', fox['id']).returncode == 0
    clips = records(origin)
    scripts = read_versions('library')
    fresh = Home()
    fresh.run('clips')
    for version in range(1, len(scripts) + 1):
        home = Home()
        shutil.copytree(origin.path + '/data', home.path + '/data', dirs_exist_ok=True, ignore=shutil.ignore_patterns('library.db*', '*.socket', '*.address'))
        database = make_old(home.data('library.db'), scripts, version)
        for clip in clips:
            words = {'id': clip['id'], 'name': clip['name'], 'created_us': clip['created_us'], 'duration_ms': clip['duration_ms'], 'size_bytes': clip['size_bytes'],
                     'rating': clip.get('rating', 0), 'sidecar': json.dumps(clip)}
            if version == 1:
                words['prompt'] = clip['request']['prompt']
            else:
                words['row'] = clip['created_us']
            database.execute('INSERT INTO clips (%s) VALUES (%s)' % (', '.join(words), ', '.join('?' * len(words))), list(words.values()))
            if version >= 2:
                database.execute('INSERT INTO search (rowid, words) VALUES (?, ?)', (clip['created_us'], clip['request']['prompt'].lower()))
        database.commit()
        database.close()
        assert sorted(clip['id'] for clip in records(home)) == sorted(clip['id'] for clip in clips), version
        for words in (['fox'], ['--rating', '3']):
            found = records(home, *words)
            assert [clip['id'] for clip in found] == [fox['id']], (version, words, found)
        assert home.run('verify').returncode == 0, version
        assert schema(home.data('library.db')) == schema(fresh.data('library.db')), version


def copy(home, without):
    """Another user with a copy of the library, as cp -r makes it: a file after the other, in an order of its own, and whatever goes meanwhile is not there."""
    other = Home()
    os.makedirs(os.path.dirname(other.data()))
    subprocess.run(['cp', '-r', home.data(), other.data()], capture_output=True)
    shutil.copytree(home.path + '/config', other.path + '/config', dirs_exist_ok=True)
    for name in os.listdir(other.data()):
        if name.startswith('queue.') or (without and name.endswith(('-wal', '-shm'))):
            os.remove(other.data(name))
    return other


def check_copy(home, server):
    """It opens, with what was there, and goes on with that; what the server has is not sent again, as far as the copy knows of it."""
    for name in ('ledger.db', 'library.db'):
        assert sqlite3.connect(home.data(name)).execute('PRAGMA integrity_check').fetchone() == ('ok',), name
    result = home.run('jobs')
    assert result.returncode == 0 and not glob.glob(home.data('*.broken*')), result
    unsent, before = [job for job in home.jobs() if job['state'] in ('waiting', 'submitting')], server.creates()['A request']
    result = home.run('resume')
    assert all(job['state'] in ('done', 'unknown') for job in home.jobs()), (result, home.jobs())
    assert server.creates()['A request'] - before <= len(unsent), (before, server.creates(), unsent)
    assert home.run('rebuild').returncode == 0  # the index may have been copied before the ledger and the clips were
    # One that was copied before its record was written.
    result = home.run('verify')
    strays = result.stdout.splitlines() if result.returncode else []
    assert len(strays) <= 3 and all('is not in the index' in line for line in strays), result
    assert len(records(home)) + len(strays) == len(home.videos()) and home.parts() == [], (records(home), home.videos(), home.parts())


def check_copies(kind):
    with Server(run_ms=300) as server:
        home = Home()
        home.connect(kind, server.url(kind))
        process = home.start('generate', '--provider', kind, '--count', '16', *SMALL, 'A request')
        wait_for(lambda: os.path.exists(home.data('ledger.db')))
        copies, next_one = [], 0
        while process.poll() is None:
            copies += [copy(home, False), copy(home, True)]
            next_one += 5
            wait_for(lambda: len(home.videos()) >= next_one or process.poll() is not None)  # some of its work lies between two
        assert process.returncode == 0, process.communicate()
        process.communicate()
        assert server.creates() == {'A request': 16} and len(copies) > 2
        for other in copies:
            check_copy(other, server)


def test_a_copy_that_was_made_while_it_works():
    check_copies('comfyui')


def test_a_copy_that_was_made_while_a_paid_service_works():
    check_copies('openai')


if __name__ == '__main__':
    main(sys.modules[__name__], workers=2)
