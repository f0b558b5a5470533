# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Culling without a window: the commands that judge clips, and what they leave behind."""

import json
import os
import random
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, main  # noqa: E402

SIDECAR = {'rushes_sidecar': 2, 'size_bytes': 1, 'created_us': 1700000000000000, 'created': '2023-11-14T22:13:20Z', 'favourite': False,
           'new': True, 'sample': False, 'width': 1280, 'height': 720, 'duration_ms': 4000}


def home_with(**prompts):
    """A library with a clip for each name, as another installation left it: files and sidecars, no index."""
    home = Home()
    os.makedirs(home.data('clips', '2026'))
    for index, (name, prompt) in enumerate(prompts.items()):
        record = dict(SIDECAR, id=name * 8, name='2026/%s.mp4' % name, request={'provider': 'comfyui', 'model': 'wan', 'prompt': prompt})
        open(home.data('clips', '2026', name + '.mp4'), 'w').write('x')
        json.dump(record, open(home.data('clips', '2026', name + '.json'), 'w'))
    return home


def do(home, *args, code=0):
    result = home.run(*args)
    assert result.returncode == code, (args, result)
    return result.stdout + result.stderr


def found(home, *args):
    """The names of the clips that are listed."""
    return {os.path.basename(line.split('\t')[0])[:-4] for line in do(home, 'clips', *args).splitlines()}


def sidecar(home, name):
    return json.load(open(home.data('clips', '2026', name + '.json')))


def test_judgements_are_in_the_sidecars_and_found():
    home = home_with(a='A red fox', b='A blue whale', c='一只猫')
    assert '2 takes picked' in do(home, 'pick', 'aaaaaaaa', 'bbbb')
    assert '1 take rejected' in do(home, 'reject', 'cccc')
    do(home, 'rate', '4', 'aaaa')
    do(home, 'label', '7', 'aaaa')
    do(home, 'favourite', 'bbbb')
    do(home, 'tag', 'hero shot', 'aaaa', 'cccc')
    record = sidecar(home, 'a')
    assert (record['verdict'], record['rating'], record['label'], record['tags']) == ('pick', 4, 7, ['hero shot']), record
    assert sidecar(home, 'c')['verdict'] == 'reject' and sidecar(home, 'b')['favourite'] is True
    assert found(home, '--picked') == {'a', 'b'} and found(home, '--rejected') == {'c'}
    assert found(home, '--rating', '4') == {'a'} and found(home, '--label', '7') == {'a'} and found(home, '--favourites') == {'b'}
    assert found(home, '--tag', 'hero shot') == {'a', 'c'} and found(home, 'hero', 'fox') == {'a'} and found(home, '猫') == {'c'}
    assert do(home, 'tag') == 'hero shot\n'
    do(home, 'tag', 'b-roll', 'bbbb')
    assert found(home, '--tag', 'hero shot', '--tag', 'b-roll') == {'a', 'b', 'c'}  # any of them
    assert found(home, '--tag', 'none', '--tag', 'b-roll', '--model', 'wan', '--model', 'ltx') == {'b'}
    assert found(home, '--model', 'ltx', '--model', 'sora-2') == set()
    do(home, 'rebuild')
    assert found(home, '--picked', '--tag', 'hero shot') == {'a'}


def test_a_clip_is_named_by_its_file_too():
    home = home_with(a='A red fox', b='A blue whale')
    path = do(home, 'clips', 'fox').split('\t')[0]
    do(home, 'rate', '3', path, os.path.join(os.path.dirname(path), 'b.mp4'))
    assert found(home, '--rating', '3') == {'a', 'b'}
    assert 'There is no clip' in do(home, 'rate', '3', '/nowhere/a.mp4', code=1)


def test_undo_reaches_over_processes_and_kinds():
    home = home_with(a='A red fox')
    do(home, 'pick', 'aaaa')
    do(home, 'tag', 'x', 'aaaa')
    do(home, 'rate', '5', 'aaaa')
    assert 'Nothing had to be changed' in do(home, 'rate', '5', 'aaaa')  # is no step
    for _ in range(3):
        do(home, 'undo')
    assert not {'verdict', 'rating', 'tags'} & set(sidecar(home, 'a'))
    assert 'nothing to take back' in do(home, 'undo')
    assert '1 take picked' in do(home, 'redo')
    assert sidecar(home, 'a')['verdict'] == 'pick'
    do(home, 'pick', '--clear', 'aaaa')
    assert 'verdict' not in sidecar(home, 'a') and 'nothing to do again' in do(home, 'redo')


def test_notes():
    home = home_with(a='A red fox', b='A blue whale')
    do(home, 'note', 'aaaa', '--at', '00:00:01:12', 'The', 'tail', 'flickers')
    do(home, 'note', 'aaaa', '--from', '0.5', '--to', '0:02', 'too  fast\nhere')
    do(home, 'note', 'aaaa', '--from', '3', 'to the end')
    do(home, 'note', 'aaaa', '--', '-- all of it')
    notes = sidecar(home, 'a')['notes']
    assert [(note.get('from_us'), note.get('to_us')) for note in notes] == [(None, None), (500000, 2000000), (1500000, None), (3000000, 3958334)], notes
    listed = do(home, 'notes', 'aaaa').splitlines()
    assert listed[0].endswith('/a.mp4') and listed[1:] == ['1\t\t-- all of it', '2\t00:00:00:12–00:00:02:00\ttoo  fast here',
                                                          '3\t00:00:01:12\tThe tail flickers', '4\t00:00:03:00–00:00:03:23\tto the end'], listed
    assert found(home, 'flickers') == found(home, '--noted') == {'a'} and do(home, 'notes').splitlines() == listed
    do(home, 'note', '--remove', '1', 'aaaa')
    assert len(sidecar(home, 'a')['notes']) == 3
    do(home, 'undo')
    assert sidecar(home, 'a')['notes'] == notes
    do(home, 'rebuild')
    assert found(home, 'flickers', '--noted') == {'a'}
    assert 'is no time' in do(home, 'note', 'aaaa', '--at', 'noon', 'x', code=2)
    assert 'ends before' in do(home, 'note', 'aaaa', '--at', '4', 'x', code=2)
    assert 'has no note 9' in do(home, 'note', 'aaaa', '--remove', '9', code=1)


def test_an_index_from_before_notes():
    home = home_with(a='A red fox', b='A blue whale')
    do(home, 'rate', '3', 'aaaa')
    database = sqlite3.connect(home.data('library.db'))
    database.executescript('DROP INDEX clips_shown; ALTER TABLE clips DROP COLUMN notes; CREATE INDEX clips_shown ON clips (hidden, row, rating);'
                           ' PRAGMA user_version = 3;')
    database.close()
    assert found(home, '--rating', '3') == {'a'} and found(home, '--noted') == set()
    do(home, 'note', 'bbbb', 'x')
    assert found(home, '--noted') == {'b'}


def test_a_kill_leaves_whole_judgements():
    """Each is there whole or not at all, what was said to be done is done, and sidecars catch up with the index."""
    home = home_with(a='A red fox', b='A blue whale')
    dice = random.Random(11)
    said = set()
    for number in range(30):
        process = home.start('tag', 'tag %02d' % number, 'aaaa', 'bbbb')
        try:
            process.wait(dice.uniform(0.02, 0.25))
        except subprocess.TimeoutExpired:
            process.kill()
        if process.communicate()[0]:
            said.add('tag %02d' % number)
    do(home, 'clips')  # writes what a kill kept from being written
    tags = set(do(home, 'tag').splitlines())
    assert said <= tags, (said, tags)
    for name in 'ab':
        assert set(sidecar(home, name).get('tags', [])) == tags, (name, tags)
    do(home, 'rebuild')
    assert set(do(home, 'tag').splitlines()) == tags
    for _ in tags:
        do(home, 'undo')
    assert do(home, 'tag') == ''
    assert sqlite3.connect(home.data('library.db')).execute('PRAGMA integrity_check').fetchone() == ('ok',)


def test_stacks():
    home = home_with(a='A red fox', b='A red fox', c='A blue whale')
    assert '1 take' in do(home, 'stack', 'aaaa', 'cccc')
    assert len(sidecar(home, 'c')['stack']) == 16 and 'stack' not in sidecar(home, 'a')
    assert 'Nothing had to be changed' in do(home, 'stack', 'aaaa', 'bbbb')
    do(home, 'unstack', 'aaaa')
    assert sidecar(home, 'a')['stack'] != sidecar(home, 'c')['stack']
    do(home, 'undo')
    assert 'stack' not in sidecar(home, 'a') and sidecar(home, 'a')['new']
    do(home, 'undo')
    assert 'Nothing had to be changed' in do(home, 'unstack', 'cccc')


def stacks(home):
    database = sqlite3.connect(home.data('library.db'))
    return database.execute('SELECT stack, group_concat(id) FROM (SELECT * FROM clips ORDER BY id) GROUP BY stack ORDER BY stack').fetchall()


def test_an_index_from_before_stacks():
    home = home_with(a='A red fox', b='A red fox', c='A blue whale')
    do(home, 'stack', 'aaaa', 'cccc')
    before = stacks(home)
    assert len(before) == 1, before
    database = sqlite3.connect(home.data('library.db'))
    database.executescript('''DROP INDEX clips_stack; DROP INDEX clips_shown; DROP INDEX clips_parent; ALTER TABLE clips DROP COLUMN stack;
        ALTER TABLE clips DROP COLUMN chosen; ALTER TABLE clips DROP COLUMN takes; ALTER TABLE clips DROP COLUMN parent; ALTER TABLE clips DROP COLUMN notes;
        CREATE INDEX clips_shown ON clips (hidden, row, rating); PRAGMA user_version = 2;''')
    database.close()
    do(home, 'clips')
    assert stacks(home) == before


def test_wrong_usage():
    home = home_with(a='A red fox')
    for args in (['rate'], ['rate', '6', 'aaaa'], ['rate', '-1', 'aaaa'], ['rate', 'x', 'aaaa'], ['label', '3', 'aaaa'], ['pick'], ['tag', 'x'],
                 ['tag', ' ', 'aaaa'], ['undo', 'x'], ['pick', '--what'], ['stack', 'aaaa'], ['unstack'], ['note'], ['note', 'aaaa'],
                 ['note', 'aaaa', ' '], ['note', 'aaaa', '--from', '2', '--to', '1', 'x'], ['note', 'aaaa', '--at', '1', '--to', '2', 'x']):
        do(home, *args, code=2)
    for args in (['pick', 'nothing'], ['rate', '3', 'aaaa', 'zzz'], ['tag', 'x', 'zzz']):
        assert 'There is no clip' in do(home, *args, code=1), args
    assert 'rating' not in sidecar(home, 'a')


OLD_INDEX = '''CREATE TABLE clips (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
 created_us INTEGER NOT NULL, duration_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, provider TEXT, model TEXT, prompt TEXT NOT NULL,
 rating INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0, sidecar TEXT NOT NULL);
 CREATE INDEX clips_created ON clips (created_us); PRAGMA user_version = 1;'''


def test_an_index_from_before_is_searched_too():
    home = home_with(a='Ein Fuchs', b='Ein Wal')
    database = sqlite3.connect(home.data('library.db'))
    database.executescript(OLD_INDEX)
    for name in 'ab':
        record = sidecar(home, name)
        database.execute('INSERT INTO clips (id, name, created_us, duration_ms, size_bytes, provider, model, prompt, sidecar)'
                         ' VALUES (?, ?, ?, 4000, 1, ?, ?, ?, ?)',
                         (record['id'], record['name'], record['created_us'], 'comfyui', 'wan', record['request']['prompt'], json.dumps(record)))
    database.commit()
    database.close()
    assert found(home, 'fuchs') == {'a'} and found(home, '--new') == {'a', 'b'}
    do(home, 'pick', 'bbbb')
    assert found(home, '--new') == {'a'} and found(home, '--picked') == {'b'}


main(sys.modules[__name__], workers=4)
