# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What has to be true of a library, whatever happened to it before. Each check gives a list of sentences: what is wrong."""

import collections
import hashlib
import json
import os
import re
import sqlite3
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
import boards  # noqa: E402
import sidecars  # noqa: E402
import world  # noqa: E402

# Every file there may be below the data folder when nothing goes on.
KNOWN = re.compile(r'''(ledger|library)\.db(-wal|-shm)?$|(queue|parts|records)\.lock$|queue\.(socket|address)$|workflows\.ini$|workflows/[^/]+\.json$|pictures/[0-9a-f]{64}\.\w+$
    |boards/\.lock$|boards/styles\.json$|boards/[a-z0-9-]+/(board|history|history\.before)\.json$|boards/[a-z0-9-]+/versions/[0-9TZ.-]+\.json$|boards/[a-z0-9-]+/media/[^/]+$
    |clips/\d{4}/\d\d/[^/.]+\.(mp4|json)$''', re.X)


def read(path, sql):
    """Rows of a database, and an empty list where there is none."""
    if not os.path.exists(path):
        return []
    database = sqlite3.connect('file:%s?mode=ro' % path, uri=True)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(path, name), folder) for path, _, names in os.walk(folder, followlinks=True) for name in names)


def is_whole(path):
    """Whether the boxes of an MP4 add up to its length."""
    with open(path, 'rb') as file:
        data = file.read()
    at, kinds = 0, []
    while at + 8 <= len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        if size == 1:
            size, = struct.unpack('>Q', data[at + 8:at + 16])
        if size == 0:
            size = len(data) - at
        kinds.append(kind)
        if size < 8:
            return False
        at += size
    return at == len(data) and b'moov' in kinds and b'mdat' in kinds



class Library:
    """What lies on the disk."""

    def __init__(self, home):
        self.home, self.folder = home, home.data()
        self.jobs = [dict(zip(('id', 'state', 'prompt', 'provider', 'clip', 'remote', 'shot'), (identity, state, request.get('prompt'), request['provider'], clip, remote, request.get('shot'))))
                     for identity, state, request, clip, remote in
                     ((row[0], row[1], json.loads(row[2]), row[3], row[4]) for row in
                      read(home.data('ledger.db'), 'SELECT id, state, request, clip_name, remote_id FROM jobs'))]
        self.rows = {name: (identity, hidden, unwritten, json.loads(text)) for identity, name, hidden, unwritten, text in
                     read(home.data('library.db'), 'SELECT id, name, hidden, unwritten, sidecar FROM clips')}
        self.files = files_below(self.folder) if os.path.isdir(self.folder) else []
        self.clips = [name[6:] for name in self.files if re.match(r'clips/\d{4}/.*\.mp4$', name)]

    def prompts(self, *states):
        return collections.Counter(job['prompt'] for job in self.jobs if job['state'] in states)


def check_files(library):
    wrong = ['%s lies about' % name for name in library.files if not KNOWN.match(name)]
    for other in ('config', 'cache', 'elsewhere/.parts'):
        folder = os.path.join(library.home.path, other)
        wrong += ['%s/%s lies about' % (other, name) for name in files_below(folder) if re.search(r'\.part$|\.[A-Z0-9]{6}$|^\.|/\.', name)]
    return wrong


def check_clips(library):
    """Row, file and record belong together, each says the same, and each file is whole."""
    wrong = ['%s is no row' % name for name in library.clips if name not in library.rows]
    for name, (identity, hidden, unwritten, row) in library.rows.items():
        path = os.path.join(library.folder, 'clips', name)
        record = path[:-4] + '.json'
        if not os.path.exists(path):
            wrong.append('%s has no file' % name)
        elif not is_whole(path):
            wrong.append('%s is not whole' % name)
        elif row.get('sha256') is not None and row['sha256'] != hashlib.sha256(open(path, 'rb').read()).hexdigest():
            wrong.append('%s is not what came' % name)
        if not os.path.exists(record):
            wrong.append('%s has no record' % name)
            continue
        try:
            said = json.load(open(record))
        except ValueError:
            wrong.append('The record of %s cannot be read' % name)
            continue
        if said['id'] != identity or (not unwritten and said != row):
            wrong.append('Record and row of %s differ: %s, %s' % (name, said, row))
        if hidden or unwritten:
            wrong.append('%s is left hidden or unwritten' % name)
    return wrong + ['%s has no clip' % name for name in library.files
                    if re.match(r'clips/\d{4}/.*\.json$', name) and name[6:-5] + '.mp4' not in library.rows]


def check_jobs(library, created):
    """@created: how often the server was asked for each prompt."""
    wrong = []
    for job in library.jobs:
        if job['state'] not in ('done', 'cancelled') and not (job['state'] == 'unknown' and job['provider'] == 'openai'):
            wrong.append('%s job “%s” is %s' % (job['provider'], job['prompt'], job['state']))
        if job['state'] == 'done' and (job['clip'] is None or job['clip'] not in library.rows) and job['prompt'] not in world.OLD:
            wrong.append('“%s” is done and has no clip' % job['prompt'])
    paid = collections.Counter(identity for identity, in read(library.home.data('ledger.db'), 'SELECT job_id FROM spent'))
    wrong += ['Job “%s” is done and was paid %d times in the books' % (job['prompt'], paid[job['id']]) for job in library.jobs
              if job['provider'] == 'openai' and job['state'] == 'done' and job['prompt'] != 'A stranger' and paid[job['id']] != 1]
    books = collections.Counter()
    for job in library.jobs:
        books[job['prompt']] += paid[job['id']] if job['provider'] == 'openai' else 0
    wrong += ['“%s” was made %d times and is %d times in the books' % (prompt, created.get(prompt, 0), books[prompt])
              for prompt in {job['prompt'] for job in library.jobs if job['provider'] == 'openai'} - {'A stranger'} if books[prompt] != created.get(prompt, 0)]
    done, unknown, cancelled = library.prompts('done'), library.prompts('unknown'), library.prompts('cancelled')
    for prompt in (set(created) | set(done)) - {'A stranger'}:
        if not done[prompt] <= created.get(prompt, 0) <= done[prompt] + cancelled[prompt]:  # the sample server tells the truth: what is unknown was never made
            wrong.append('“%s” was created %d times for %d done, %d cancelled and %d unknown' %
                         (prompt, created.get(prompt, 0), done[prompt], cancelled[prompt], unknown[prompt]))
    return wrong


def check_boards(library):
    wrong = sidecars.check(library.home.data('clips')) + boards.check(library.home.data('boards'))
    for name in library.files:
        if re.match(r'boards/[^/]+/history\.json$|boards/styles\.json$', name):
            try:
                json.load(open(os.path.join(library.folder, name)))
            except ValueError as error:
                wrong.append('%s: %s' % (name, error))
    return wrong


def check_shots(library):
    """Every clip that was made for a shot is a take of it, and no shot was made twice."""
    wrong, path = [], library.home.data('boards', 'film', 'board.json')
    if not os.path.exists(path):
        return ['The board is not there']
    board = json.load(open(path))
    takes = {shot['number']: [take['clip'] for take in shot.get('takes', [])] for scene in board['scenes'] for shot in scene.get('shots', [])}
    for shot, n in collections.Counter(job['shot'] for job in library.jobs if job['shot'] is not None and job['state'] != 'cancelled').items():
        if n > 1:
            wrong.append('Shot %s has %d jobs' % (shot, n))
    for job in library.jobs:
        if job['shot'] is not None and job['state'] == 'done' and job['id'] not in takes.get(job['shot'], []):
            wrong.append('What was made for shot %s is no take of it' % job['shot'])
    return wrong


def check(home, created, moving=False):
    """All of it. @created: a counter of prompts; @moving: the clips are on their way to another folder"""
    library = Library(home)
    if moving:
        library.files = [name for name in library.files if not name.startswith(('clips.moved', 'clips/.rushes-moving'))]
    return check_files(library) + check_clips(library) + check_jobs(library, created) + check_boards(library) + check_shots(library)


def opinions(home):
    """What is thought of each clip, as the index has it."""
    keys = ('verdict', 'rating', 'label', 'favourite', 'tags', 'notes', 'stack')
    return {identity: {key: record.get(key) for key in keys} for identity, _, _, record in Library(home).rows.values()}


def film(home):
    """What is on the board, but for what no undo takes back."""
    with open(home.data('boards', 'film', 'board.json')) as file:
        board = json.load(file)
    board.pop('given', None)
    for scene in board['scenes']:
        for shot in scene.get('shots', []):
            shot.pop('left_out', None)
    return board


def check_exports(home):
    return ['out/%s lies about' % name for name in files_below(home.path + '/out') if '.rushes-export' in name]


def is_export(path):
    """Whether it is what an export writes, and all of it."""
    if os.path.isdir(path):
        return os.path.exists(path + '/board.json') or not path.endswith('folder')
    with open(path, 'rb') as file:
        data = file.read()
    if path.endswith('.mp4'):
        return is_whole(path)
    return data.endswith(b'}\n') or data.endswith(b'}') if path.endswith('.otio') else b'PK\x05\x06' in data[-64:]
