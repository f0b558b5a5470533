# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A board goes to another computer, as a folder, and comes back."""

import hashlib
import json
import os
import re
import shutil
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main  # noqa: E402

SCRIPT = 'INT. KITCHEN: "BATH" - NIGHT\n\nAnna stirs.\n\nShe turns.\n\nEXT. STREET - DAY\n\nRain.\n'
PNG = b'\x89PNG\r\n\x1a\n'  # nobody looks into it here


def do(home, *args, code=0):
    result = home.run('boards', *args)
    assert result.returncode == code, (args, result)
    return result.stdout + result.stderr


def show(home, name='night-train'):
    return json.loads(home.run('boards', 'show', name, '--json').stdout)


def edit(home, change, slug='night-train'):
    """As with a text editor."""
    path = home.data('boards', slug, 'board.json')
    with open(path) as file:
        board = json.load(file)
    change(board)
    with open(path, 'w') as file:
        json.dump(board, file)
    do(home, 'add', slug)  # as Rushes writes it
    do(home, 'undo', slug)


def make_board():
    """Shot 10 has two takes, the second one chosen and cut; 20 starts from a picture from elsewhere, as earlier versions left it there; 30 has a frame of the first clip."""
    home = Home()
    with Server() as server:
        home.connect('comfyui', server.comfy)
        for prompt in ('First', 'Second'):
            assert home.run('generate', '--size', '64x64', '--seconds', '2', prompt).returncode == 0
    ids = {clip['clip']['request']['prompt']: clip['clip']['id'] for clip in home.clips()}
    assert home.run('note', ids['Second'], '--at', '0:00.5', 'The hand melts').returncode == 0
    assert home.run('rate', '4', ids['Second']).returncode == 0
    script, picture = home.path + '/night.fountain', home.path + '/Bild mit Ä: 1.png'
    with open(script, 'w') as file:
        file.write(SCRIPT)
    with open(picture, 'wb') as file:
        file.write(PNG)
    do(home, 'new', 'Night Train', '--from', script)
    do(home, 'take', 'night-train', '10', ids['First'], ids['Second'])
    do(home, 'choose', 'night-train', '10', '2')
    do(home, 'set', 'night-train', '30', 'first=clip:%s@0.5' % ids['First'], 'notes=Slow')
    os.mkdir(home.data('boards', 'night-train', 'media'))
    for name in ('anna.png', 'song.wav'):
        with open(home.data('boards', 'night-train', 'media', name), 'wb') as file:
            file.write(name.encode())

    def change(board):
        board['scenes'][0]['shots'][1]['first'] = {'picture': picture}
        board.update(people={'Anna': {'words': 'in red', 'picture': 'media/anna.png'}}, track={'file': 'media/song.wav', 'offset': 12}, **{'x-mood': [1, 2]})
        board['scenes'][0]['shots'][0]['takes'][1].update({'in': 5, 'out': 29})
    edit(home, change)
    return home, ids, home.path + '/Night Train'


def read(*path):
    with open(os.path.join(*path), 'rb') as file:
        return file.read()


def files_in(folder):
    return sorted(os.path.relpath(os.path.join(path, name), folder) for path, _, names in os.walk(folder) for name in names)


def test_it_opens_on_another_computer():
    home, ids, folder = make_board()
    before = show(home)
    do(home, 'export', 'night-train', '--as', 'folder', folder)
    names = files_in(folder)
    assert 'board.json' in names and len(names) == 8, names
    assert all(re.fullmatch(r'[\w./-]+', name, re.ASCII) for name in names) and len({name.lower() for name in names}) == len(names), names
    assert show(home) == before
    other = Home()
    shutil.move(folder, other.path + '/stick')
    for path in home.videos():
        os.unlink(path)
    assert do(other, 'new', '--from', other.path + '/stick').strip() == 'night-train'
    shutil.rmtree(other.path + '/stick')
    after = show(other)
    renamed = after['scenes'][0]['shots'][1]['first']['picture']
    assert re.fullmatch(r'media/[\w-]+\.png', renamed, re.ASCII) and read(other.data('boards', 'night-train'), renamed) == PNG, renamed
    after['scenes'][0]['shots'][1]['first'] = before['scenes'][0]['shots'][1]['first']
    assert after == before, (after, before)
    assert read(other.data('boards', 'night-train', 'media', 'song.wav')) == b'song.wav'
    clips = {clip['clip']['id']: clip['clip'] for clip in other.clips()}
    assert set(clips) == set(ids.values()), clips
    second = clips[ids['Second']]
    assert second['rating'] == 4 and second['notes'][0]['text'] == 'The hand melts' and second['request']['prompt'] == 'Second', second
    assert hashlib.sha256(read(other.data('clips', second['name']))).hexdigest() == second['sha256']
    assert 'not in the library' not in do(other, 'show', 'night-train') and len(other.videos()) == 2


def test_what_is_there_is_not_doubled():
    home, ids, folder = make_board()
    do(home, 'export', 'night-train', '--as', 'folder', folder)
    said = do(home, 'new', 'Copy', '--from', folder)
    assert 'is here already' in said and len(home.clips()) == 2 and len(home.videos()) == 2, said
    first, second = show(home), show(home, 'copy')
    assert second['id'] != first['id'] and second['title'] == 'Copy' and second['scenes'][0]['shots'][0] == first['scenes'][0]['shots'][0]
    # the same files under other ids, as somebody imported them who had no records
    other = Home()
    for name in os.listdir(folder + '/clips'):
        if name.endswith('.mp4'):
            shutil.copy(folder + '/clips/' + name, other.path + '/' + name)
            assert other.run('import', other.path + '/' + name).returncode == 0
    theirs = {clip['clip']['sha256']: clip['clip']['id'] for clip in other.clips()}
    assert len(theirs) == 2 and not set(theirs.values()) & set(ids.values())
    do(other, 'new', '--from', folder)
    shot = show(other)['scenes'][0]['shots'][0]
    assert len(other.clips()) == 2 and {take['clip'] for take in shot['takes']} == set(theirs.values()), shot
    assert shot['chosen'] == shot['takes'][1]['clip'] and shot['takes'][1]['in'] == 5 and shot['state'] == 'chosen', shot


def test_holes_are_told():
    home, ids, folder = make_board()
    os.unlink(home.path + '/Bild mit Ä: 1.png')
    gone = next(clip['clip'] for clip in home.clips() if clip['clip']['id'] == ids['First'])
    os.unlink(home.data('clips', gone['name']))
    said = do(home, 'export', 'night-train', '--as', 'folder', folder)
    assert 'Take 1 of shot 10 is not there' in said and 'Bild mit Ä' in said, said
    other = Home()
    said = do(other, 'new', '--from', folder)
    assert 'Take 1 of shot 10 is neither' in said and 'Bild mit Ä: 1.png” lies outside' in said, said
    shots = show(other)['scenes'][0]['shots']
    assert [take['clip'] for take in shots[0]['takes']] == [ids['First'], ids['Second']] and 'first' not in shots[1], shots


def test_a_folder_is_not_believed():
    home, ids, folder = make_board()
    do(home, 'export', 'night-train', '--as', 'folder', folder)
    secret = home.path + '/secret.png'
    with open(secret, 'wb') as file:
        file.write(b'secret')
    os.unlink(folder + '/media/anna.png')
    os.symlink(secret, folder + '/media/anna.png')
    with open(folder + '/board.json') as file:
        board = json.load(file)
    board['track']['file'] = '../secret.png'
    board['scenes'][0]['shots'][1]['first']['picture'] = secret
    board['scenes'][0]['shots'][1]['still'] = 'media/../../secret.png'
    with open(folder + '/board.json', 'w') as file:
        json.dump(board, file)
    damaged = next(name for name in os.listdir(folder + '/clips') if name.endswith('take-2.mp4'))
    with open(folder + '/clips/' + damaged, 'r+b') as file:
        file.truncate(2000)
    other = Home()
    said = do(other, 'new', '--from', folder)
    assert said.count('lies outside') == 4 and damaged in said, said
    assert all(read(other.path, name) != b'secret' for name in files_in(other.path)), files_in(other.path)
    assert len(other.clips()) == 1
    with open(folder + '/board.json', 'w') as file:
        file.write('{"rushes_board": 2, "id": "b", "title": "Later", "scenes": []}')
    assert 'newer version' in do(other, 'new', '--from', folder, code=1)
    with open(folder + '/board.json', 'w') as file:
        file.write('{')
    assert 'cannot be read' in do(other, 'new', '--from', folder, code=1)
    assert os.listdir(other.data('boards')) .count('later') == 0 and len(do(other).splitlines()) == 1


def test_only_a_board_is_replaced():
    home, _, folder = make_board()
    os.mkdir(folder)  # empty: as a person makes one to export into
    do(home, 'export', 'night-train', '--as', 'folder', folder)
    assert 'is there already' in do(home, 'export', 'night-train', '--as', 'folder', folder, code=1)
    do(home, 'set', 'night-train', 'title=Later')
    do(home, 'export', 'night-train', '--as', 'folder', folder, '--force')
    assert b'"Later"' in read(folder, 'board.json') and not [name for name in os.listdir(home.path) if name.startswith('.rushes-export')]
    with open(folder + '/letter.txt', 'w') as file:
        file.write('mine')
    before = files_in(folder)
    assert 'has more in it' in do(home, 'export', 'night-train', '--as', 'folder', folder, '--force', code=1) and files_in(folder) == before
    assert 'is no exported board' in do(home, 'export', 'night-train', '--as', 'folder', home.data(), '--force', code=1)
    do(home, 'export', 'night-train', '--as', 'folder', home.path + '/nowhere/x', code=1)


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
