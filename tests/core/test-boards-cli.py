# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Boards without a window: the commands, and what they leave on the disk."""

import fcntl
import json
import os
import signal
import struct
import sys
import wave
import zlib

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main, wait_for  # noqa: E402

SCRIPT = 'Title: Not used\n\nINT. KITCHEN - NIGHT\n\nAnna stirs.\n\nANNA\nHi.\n\nShe turns.\n\nEXT. STREET - DAY\n\nRain.\n'


def do(home, *args, code=0):
    result = home.run('boards', *args)
    assert result.returncode == code, (args, result)
    return result.stdout + result.stderr


def new(home, title='Night Train', script=SCRIPT):
    path = os.path.join(home.path, 'script.fountain')
    with open(path, 'w') as file:
        file.write(script)
    return do(home, 'new', title, '--from', path).strip()


def show(home, name='night-train'):
    return json.loads(home.run('boards', 'show', name, '--json').stdout)


def shots(home, name='night-train'):
    return {shot['number']: shot for scene in show(home, name)['scenes'] for shot in scene['shots']}


def order(home):
    return [[shot['number'] for shot in scene['shots']] for scene in show(home)['scenes']]


def file(home, slug='night-train'):
    return home.data('boards', slug, 'board.json')


def test_a_screenplay_becomes_a_board():
    home = Home()
    assert do(home) == ''
    assert new(home) == 'night-train' and new(home) == 'night-train-2'
    assert 'Night Train\t3 shots\t0:12\t3 empty' in do(home)
    listed = json.loads(home.run('boards', '--json').stdout)
    assert {board['board'] for board in listed} == {'night-train', 'night-train-2'} and listed[0]['states']['empty'] == 3, listed
    board = show(home)
    assert board['title'] == 'Night Train' and [scene['title'] for scene in board['scenes']] == ['INT. KITCHEN - NIGHT', 'EXT. STREET - DAY'], board
    assert shots(home)[10] == {'number': 10, 'action': 'Anna stirs.', 'dialogue': 'ANNA: Hi.', 'state': 'empty'}, board
    assert 'Rain.' in do(home, 'show', 'night-train-2')
    assert 'Several boards are called' in do(home, 'show', 'Night Train', code=1)
    assert 'There is no board' in do(home, 'show', 'day', code=1)


def test_shots_are_made_changed_and_moved():
    home = Home()
    new(home)
    assert 'Shot 40 added' in do(home, 'add', 'night-train', 'prompt=A "fox" runs', 'length=2+12', 'fields.steps=8')
    assert 'Shot 15 added' in do(home, 'add', 'night-train', '--after', '10', 'length=2s', 'first=end-of:10')
    assert order(home) == [[10, 15, 20], [30, 40]]
    added = shots(home)
    assert added[40]['length'] == 60 and added[40]['prompt'] == 'A "fox" runs' and added[40]['fields'] == {'steps': 8}, added[40]
    assert added[15]['length'] == 48 and added[15]['first'] == {'end_of': 10}, added[15]
    do(home, 'move', 'night-train', '40', '--after', '10')
    do(home, 'move', 'night-train', '20')
    assert order(home) == [[20, 10, 40, 15], [30]]
    do(home, 'set', 'night-train', '10', 'shown=12A', 'prompt=x', 'negative_prompt=')
    assert 'Shot 12A' in do(home, 'set', 'night-train', '12A', 'camera=pan')
    do(home, 'set', 'night-train', 'rate=23.976', 'people.Anna=a woman in red', 'model=wan2.2-5b')
    do(home, 'set', 'night-train', '--scene', '2', 'title=EXT. ROAD', 'width=640')
    board = show(home)
    assert board['rate'] == '24000/1001' and board['people'] == {'Anna': {'words': 'a woman in red'}} and board['scenes'][1]['title'] == 'EXT. ROAD', board
    do(home, 'remove', 'night-train', '--scene', 'EXT. ROAD')
    assert order(home) == [[20, 10, 40, 15]]
    assert 'Taken back: Scene “EXT. ROAD” removed' in do(home, 'undo', 'night-train')
    assert order(home) == [[20, 10, 40, 15], [30]]
    for _ in range(20):
        do(home, 'undo', 'night-train')
    assert 'nothing to take back' in do(home, 'undo', 'night-train') and order(home) == [[10, 20], [30]]
    while 'nothing' not in do(home, 'redo', 'night-train'):
        pass
    assert order(home) == [[20, 10, 40, 15]]
    assert len(os.listdir(home.data('boards', 'night-train', 'versions'))) == 10


def test_wrong_usage_and_wrong_values():
    home = Home()
    new(home)
    before = open(file(home)).read()
    for words in (['nonsense'], ['show'], ['new'], ['new', ' '], ['choose', 'night-train'], ['choose', 'night-train', '10', 'x'], ['set', 'night-train'],
                  ['set', 'night-train', '10'], ['take', 'night-train', '10'], ['remove', 'night-train'], ['undo'], ['show', '--nope', 'night-train'], ['fill']):
        do(home, *words, code=2)
    for words, sentence in ((['choose', 'night-train', '10', '1'], 'no take yet'), (['choose', 'night-train', '99', '1'], 'There is no shot “99”'),
                            (['set', 'night-train', '10', 'promt=x'], 'no “promt”'), (['set', 'night-train', '10', 'length=long'], 'above 0'),
                            (['set', 'night-train', '10', 'width=-5'], 'above 0'), (['set', 'night-train', '10', 'number=5'], 'no “number”'),
                            (['set', 'night-train', '10', 'first=end-of:10'], 'itself'), (['set', 'night-train', '10', 'first=nowhere.png'], 'There is no file'),
                            (['set', 'night-train', 'rate=fast'], 'frame rate'), (['take', 'night-train', '10', 'abcd'], 'There is no clip'),
                            (['move', 'night-train', '10', '--after', '10'], 'after itself'), (['restore', 'night-train'], 'no older version'),
                            (['new', 'X', '--from', '/nowhere'], 'cannot be read'), (['new', 'X', '--from', os.environ['RUSHES']], 'no text')):
        said = do(home, *words, code=1)
        assert sentence in said and '..' not in said, (words, said)
    do(home, 'set', 'night-train', '20', 'first=end-of:10')
    assert 'circle' in do(home, 'set', 'night-train', '10', 'last=start-of:20', code=1)
    do(home, 'undo', 'night-train')
    assert open(file(home)).read() == before and os.listdir(home.data('boards')).count('x') == 0


def test_a_broken_board_is_left_alone():
    home = Home()
    new(home)
    do(home, 'set', 'night-train', '10', 'prompt=one')
    whole = open(file(home)).read()
    do(home, 'set', 'night-train', '10', 'prompt=two')
    with open(file(home), 'w') as broken:
        broken.write(whole[:100])
    for words in (['show', 'night-train'], ['set', 'night-train', '10', 'prompt=three'], ['undo', 'night-train']):
        said = do(home, *words, code=1)
        assert 'cannot be read' in said and 'left as it is' in said, said
    assert open(file(home)).read() == whole[:100]
    assert 'rushes boards restore night-train' in do(home)
    said = do(home, 'restore', 'night-train')
    assert shots(home)[10]['prompt'] == 'one', shots(home)
    aside = [name for name in os.listdir(home.data('boards', 'night-train')) if name.startswith('board.json.')]
    assert len(aside) == 1 and aside[0] in said and open(home.data('boards', 'night-train', aside[0])).read() == whole[:100], aside


def test_a_newer_board_is_only_looked_at():
    home = Home()
    new(home)
    text = open(file(home)).read().replace('"rushes_board": 1', '"rushes_board": 2')
    open(file(home), 'w').write(text)
    assert 'newer version' in do(home, 'show', 'night-train')
    assert 'newer version' in do(home, 'set', 'night-train', '10', 'prompt=x', code=1)
    assert open(file(home)).read() == text
    open(file(home), 'w').write(text.replace('"rushes_board": 2', '"rushes_board": 1'))  # for whoever checks what is left


def test_members_of_others_are_kept_and_odd_ones_told():
    home = Home()
    new(home)
    text = open(file(home)).read().replace('"number": 10,', '"number": 10, "x-mood": [1, {"a": null}],').replace('"number": 20,', '"number": 20, "length": "long",')
    open(file(home), 'w').write(text)
    assert 'Shot 20: “length” is not a whole number above 0' in do(home, 'show', 'night-train')
    do(home, 'set', 'night-train', '30', 'prompt=x')
    kept = open(file(home)).read()
    assert '"x-mood": [1, {"a": null}]' in kept and '"length": "long"' in kept, kept
    do(home, 'set', 'night-train', '20', 'length=24')
    assert sum(one != other for one, other in zip(kept.splitlines(), open(file(home)).read().splitlines())) == 1, 'one line for one shot'


def test_clips_become_takes():
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        assert home.run('generate', '--size', '64x64', '--seconds', '1', '--count', '2', 'A fox').returncode == 0
        ids = [clip['clip']['id'] for clip in home.clips()]
        new(home)
        do(home, 'take', 'night-train', '10', *ids)
        assert 'take of shot 10 already' in do(home, 'take', 'night-train', '10', ids[0], code=1)
        do(home, 'set', 'night-train', '20', 'first=end-of:10')
        assert 'Take 2 of shot 10 chosen' in do(home, 'choose', 'night-train', '10', '2')
        shot = shots(home)[10]
        assert shot['state'] == 'chosen' and shot['chosen'] == ids[1] and [take['clip'] for take in shot['takes']] == ids, shot
        do(home, 'take', 'night-train', '20', ids[0])
        assert shots(home)[20]['takes'][0]['start'] == {'shot': 10, 'clip': ids[1]}
        do(home, 'choose', 'night-train', '10', '1')
        assert shots(home)[20]['state'] == 'out of date'
        do(home, 'undo', 'night-train')
        assert shots(home)[20]['state'] == 'to choose'
        assert 'has 2 takes' in do(home, 'choose', 'night-train', '10', '3', code=1)
        do(home, 'remove', 'night-train', '10', '2')
        assert shots(home)[10]['state'] == 'to choose'
        folder = os.path.join(home.path, 'pictures')
        os.mkdir(folder)
        for number, path in enumerate(home.videos()):
            os.link(path, '%s/%d.mp4' % (folder, number + 9))
        for name in ('10.png', 'notes.txt'):
            open(os.path.join(folder, name), 'w').write('x')
        said = do(home, 'new', 'Folder', '--from', folder)
        assert 'notes.txt' in said, said
        made = list(shots(home, 'folder').values())
        assert [shot['notes'] for shot in made] == ['9', '10', '10'] and sorted(shot['state'] for shot in made) == ['chosen', 'chosen', 'sketched'], made
        assert len(home.clips()) == 4
        for path in home.videos():
            os.unlink(path)
            os.unlink(path[:-4] + '.json')
        home.run('rebuild')
        assert 'Shot 10, take 1: its clip is not in the library any more.' in do(home, 'show', 'night-train')


def test_others_write_boards_while_a_folder_is_brought_in():
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        assert home.run('generate', '--size', '64x64', '--seconds', '1', 'A fox').returncode == 0
        folder = os.path.join(home.path, 'pictures')
        os.mkdir(folder)
        os.rename(home.videos()[0], folder + '/fox.mp4')
        do(home, 'new', 'Another')
        with open(home.data('boards', '.lock'), 'w') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            process = home.start('boards', 'new', 'Folder', '--from', folder)
            wait_for(lambda: len(home.videos()) == 1)
            assert not os.path.exists(home.data('boards', 'folder')) and process.poll() is None
        assert process.communicate() == ('folder\n', '') and process.returncode == 0
        assert [shot['state'] for shot in shots(home, 'folder').values()] == ['chosen']


def test_what_changes_nothing_is_no_step():
    home = Home()
    new(home)
    do(home, 'set', 'night-train', '10', 'length=30')
    for change in (['set', 'night-train', '10', 'length=30'], ['move', 'night-train', '10'], ['choose', 'night-train', '10', '0'], ['set', 'night-train', 'title=Night Train']):
        assert do(home, *change) == 'Nothing had to be changed\n', change
    assert 'ength' in do(home, 'undo', 'night-train')


def png(path, size=2):
    rows = zlib.compress(b''.join(b'\0' + b'\xff\0\0' * size for _ in range(size)))
    with open(path, 'wb') as out:
        out.write(b'\x89PNG\r\n\x1a\n')
        for kind, data in ((b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 2, 0, 0, 0)), (b'IDAT', rows), (b'IEND', b'')):
            out.write(struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data)))


def test_people_and_sound_are_kept_with_the_board():
    home = Home()
    new(home)
    png(home.path + '/Anna ö.png')
    png(home.path + '/other.png', 3)
    with wave.open(home.path + '/song.wav', 'wb') as song:
        song.setparams((1, 2, 8000, 8000, 'NONE', None))
        song.writeframes(b'\0\0' * 8000)
    with open(home.path + '/none.wav', 'wb') as none:
        none.write(os.urandom(5000))

    def run(*words, code=0):
        result = home.run('boards', 'set', 'night-train', *words, cwd=home.path)
        assert result.returncode == code, result
        return result.stdout + result.stderr

    run('people.Anna=a woman in red', 'people.Anna.picture=Anna ö.png', 'people.Train.picture=other.png')
    people = show(home)['people']
    assert people['Anna'].keys() == {'words', 'picture'} and people['Train'].keys() == {'picture'}, people
    kept = home.data('boards', 'night-train', 'media')
    assert open(kept + '/../' + people['Anna']['picture'], 'rb').read() == open(home.path + '/Anna ö.png', 'rb').read()
    run('people.Anna=a woman in blue')
    assert show(home)['people']['Anna'] == {'words': 'a woman in blue', 'picture': people['Anna']['picture']}
    run('people.Ben.picture=Anna ö.png')
    assert show(home)['people']['Ben']['picture'] == people['Anna']['picture'] and len(os.listdir(kept)) == 2, 'one copy of the same bytes'
    run('10', 'still=other.png', 'first=other.png')
    assert shots(home)[10]['still'] == people['Train']['picture'] and shots(home)[10]['first'] == {'picture': people['Train']['picture']}
    assert 'no scratch track yet' in run('track.offset=2s', code=1)
    run('track=song.wav', 'track.offset=-2s', 'track.volume=0.5')
    assert show(home)['track'] == {'file': 'media/song.wav', 'offset': -48, 'volume': 0.5}
    run('track.offset=12')
    before = show(home)
    for words, sentence in ((['track=none.wav'], 'is no sound'), (['track=nowhere.wav'], 'There is no file'), (['people.Anna.picture=none.wav'], 'is no picture'),
                            (['track.volume=loud'], 'cannot be “loud”'), (['track.speed=2'], 'cannot be')):
        assert sentence in run(*words, code=1), words
    assert show(home) == before and before['track']['offset'] == 12 and len(os.listdir(kept)) == 3, os.listdir(kept)
    run('people.Ben=', 'track=')
    after = show(home)
    assert 'Ben' not in after['people'] and 'track' not in after


def test_scenes_and_shots_once_more():
    home = Home()
    new(home)
    do(home, 'new', 'Empty')
    assert do(home, 'add', 'empty', '--scene', '2', 'prompt=x') == 'Shot 10 added\n' and show(home, 'empty')['scenes'][0]['title'] == '2'
    do(home, 'new', 'Night Train')
    do(home, 'set', 'night-train-2', 'notes=x')
    assert 'No clip was made' in do(home, 'restore', 'night-tr', code=1) and show(home, 'night-train-2')['notes'] == 'x'  # begins so, and is not meant
    do(home, 'add', 'night-train', '--scene', 'INT. ROOF', 'prompt=x')
    assert order(home) == [[10, 20], [30], [40]]
    assert 'Shot 40 added' in do(home, 'undo', 'night-train') and order(home) == [[10, 20], [30]]  # and with it the scene
    do(home, 'redo', 'night-train')
    do(home, 'set', 'night-train', '20', 'first=end-of:10', 'prompt=y')
    do(home, 'set', 'night-train', '10', 'first=end-of:30')
    do(home, 'duplicate', 'night-train', '--scene', '1')
    assert order(home) == [[10, 20], [50, 60], [30], [40]]
    made = shots(home)
    assert made[60]['first'] == {'end_of': 50} and made[50]['first'] == {'end_of': 30} and made[60]['prompt'] == 'y', made
    do(home, 'duplicate', 'night-train', '20')
    assert 'Alternate 20B of shot 20' in do(home, 'duplicate', 'night-train', '20', '--alternate')
    assert 'Alternate 20C' in do(home, 'duplicate', 'night-train', '20B', '--alternate')
    assert [shot.get('shown') for shot in show(home)['scenes'][0]['shots']] == [None, None, '20B', '20C', None]
    for _ in range(4):
        do(home, 'undo', 'night-train')
    assert order(home) == [[10, 20], [30], [40]]
    for words in (['duplicate'], ['duplicate', 'night-train', '10', '--scene', '1'], ['duplicate', 'night-train', '--scene', '1', '--alternate'],
                  ['duplicate', 'night-train', '--alternate']):
        do(home, *words, code=2)


def test_a_board_once_more():
    home = Home()
    new(home)
    png(home.path + '/anna.png')
    do(home, 'set', 'night-train', 'people.Anna.picture=' + home.path + '/anna.png')
    do(home, 'set', 'night-train', '20', 'shown=12A', 'first=end-of:10', 'still=' + home.path + '/anna.png')
    do(home, 'remove', 'night-train', '30')
    with open(file(home)) as read:
        before = json.load(read)
    before['scenes'][0]['shots'][0].update(takes=[{'clip': 'a'}, {'clip': 'b', 'in': 3}], chosen='b', jobs=['j'])
    before['x-later'] = {'kept': [1]}
    with open(file(home), 'w') as write:
        json.dump(before, write)
    do(home, 'set', 'night-train', '10', 'notes=x')  # and it has its form again
    before['scenes'][0]['shots'][0]['notes'] = 'x'
    with open(home.data('boards', 'night-train', 'media', 'unused.png'), 'w') as unused:
        unused.write('x')
    whole = open(file(home)).read()
    assert do(home, 'duplicate', 'night-train') == 'night-train-copy\n'
    copy = json.load(open(file(home, 'night-train-copy')))
    assert copy.pop('title') == 'Night Train (Copy)' and copy.pop('id') not in (before.pop('id'), None)
    before.pop('title')
    del before['scenes'][0]['shots'][0]['jobs']
    assert copy == before, copy
    assert os.listdir(home.data('boards', 'night-train-copy', 'media')) == ['anna.png'] and open(file(home)).read() == whole
    assert 'nothing to take back' in do(home, 'undo', 'night-train-copy')
    assert 'Shot 40' in do(home, 'add', 'night-train-copy', 'prompt=x'), 'numbers that were given stay given'
    assert do(home, 'duplicate', 'night-train') == 'night-train-copy-2\n' and 'Night Train (Copy 2)' in do(home)


def test_a_board_goes_to_the_trash():
    home = Home()
    new(home)
    new(home)
    assert 'clips stay' in do(home, 'trash', 'night-train')
    assert os.path.exists(home.path + '/data/Trash/files/night-train/board.json') and os.listdir(home.data('boards')).count('night-train') == 0
    assert [board['board'] for board in json.loads(home.run('boards', '--json').stdout)] == ['night-train-2']
    assert 'Night Train\t3 shots' in do(home)
    for words, code in ((['trash'], 2), (['trash', 'night-train-2', '10'], 2), (['trash', 'day'], 1)):
        do(home, *words, code=code)
    os.rename(home.path + '/data/Trash/files/night-train', home.data('boards', 'night-train'))  # as the desktop puts it back
    assert show(home)['title'] == 'Night Train'


def test_what_is_omitted_is_no_part_of_the_film():
    """It stays on the board, nothing is made of it by a fill, and no export has it."""
    home = Home()
    new(home)

    def exported():
        do(home, 'export', 'night-train', '--as', 'csv', home.path + '/list.csv', '--force')
        with open(home.path + '/list.csv', encoding='utf-8-sig') as table:
            return [line.split(',')[0] for line in table.read().splitlines()[1:] if line]

    def length():
        return json.loads(home.run('boards', '--json').stdout)[0]['frames']

    whole, all_of_it = exported(), length()
    assert 'Shot 20 left out of the film' in do(home, 'omit', 'night-train', '20')
    assert exported() == [number for number in whole if number != '20'] and shots(home)[20]['state'] == 'omitted', exported()
    assert length() == all_of_it * 2 / 3
    do(home, 'set', 'night-train', '10', 'prompt=x')
    assert not any(line.startswith('20') for line in home.run('boards', 'fill', 'night-train', '--dry-run').stdout.splitlines())
    do(home, 'duplicate', 'night-train', '10', '--alternate')
    assert '10B' not in exported()
    do(home, 'use', 'night-train', '10B')
    assert exported()[0] == '10B' and '10' not in exported()
    do(home, 'omit', 'night-train', '--scene', '1')
    assert exported() == ['30']
    do(home, 'omit', 'night-train', '--scene', '1', '--back')
    do(home, 'omit', 'night-train', '20', '--back')
    assert exported() == ['10B', '20', '30']
    do(home, 'set', 'night-train', '20', 'omit=yes')
    assert exported() == ['10B', '30']
    assert 'has to be yes or no' in do(home, 'set', 'night-train', '20', 'omit=maybe', code=1)
    do(home, 'undo', 'night-train')
    assert exported() == ['10B', '20', '30']


def test_styles_are_taken():
    home = Home()
    new(home)
    do(home, 'style', 'Noir', 'prompt_prefix=Black and white, hard light:', 'width=640', 'fields.steps=8', 'fields.cfg=1.5', 'model=wan2.2-5b')
    do(home, 'style', 'Day', 'prompt_suffix=in the sun')
    do(home, 'style', 'Noir', 'model=', 'height=360', 'fields.steps=9')
    assert sorted(do(home, 'style').splitlines()) == ['Day', 'Noir']
    said = set(do(home, 'style', 'Noir').splitlines())
    assert said == {'prompt_prefix=Black and white, hard light:', 'width=640', 'height=360', 'fields.steps=9', 'fields.cfg=1.5'}, said
    do(home, 'style', 'Day', 'fields.steps=1', 'fields.cfg=2')
    do(home, 'style', 'Day', 'fields.steps=')
    assert set(do(home, 'style', 'Day').splitlines()) == {'prompt_suffix=in the sun', 'fields.cfg=2'}
    do(home, 'style', 'Day', 'fields.cfg=')
    before = shots(home)
    do(home, 'set', 'night-train', '10', 'style=Noir', 'width=320', 'prompt=x')
    do(home, 'set', 'night-train', '--scene', '2', 'style=Day')
    do(home, 'set', 'night-train', 'style=Noir')
    shot, board = shots(home)[10], show(home)
    assert shot['width'] == 320 and shot['height'] == 360 and shot['fields'] == {'steps': 9, 'cfg': 1.5} and shot['prompt_prefix'].startswith('Black'), shot
    assert board['scenes'][1]['prompt_suffix'] == 'in the sun' and board['width'] == 640
    for _ in range(3):
        do(home, 'undo', 'night-train')
    assert shots(home) == before
    for words, sentence in ((['style', 'Noir', 'prompt=x'], 'no “prompt”'), (['style', 'None'], 'no style “None”'), (['style', 'Noir', 'width=wide'], 'above 0'),
                            (['set', 'night-train', 'style=None'], 'no style “None”'), (['style', 'None', '--remove'], 'no style “None”')):
        assert sentence in do(home, *words, code=1), words
    do(home, 'style', 'Noir', '--remove')
    assert do(home, 'style').splitlines() == ['Day'] and 'styles' not in do(home)
    with open(home.data('boards', 'styles.json'), 'w') as styles:
        styles.write('{"rushes_styles": 1, "styles"')
    assert 'left as it is' in do(home, 'style', 'New', 'width=1', code=1) and open(home.data('boards', 'styles.json')).read().endswith('"styles"')


def test_many_hands_at_once():
    home = Home()
    new(home)
    started = [home.start('boards', 'add', 'night-train', 'prompt=%d' % number) for number in range(12)]
    for process in started:
        process.communicate()
        assert process.returncode == 0
    assert sorted(shot['prompt'] for shot in shots(home).values() if 'prompt' in shot) == sorted(str(number) for number in range(12))


def test_the_owner_writes():
    with Server(run_ms=600000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        new(home)
        owner = home.start('generate', '--size', '64x64', '--seconds', '1', 'A fox')
        while not os.path.exists(home.data('queue.address')):
            assert owner.poll() is None
        assert 'Shot 10' in do(home, 'set', 'night-train', '10', 'prompt=x')
        assert 'There is no shot' in do(home, 'set', 'night-train', '99', 'prompt=x', code=1)
        assert shots(home)[10]['prompt'] == 'x'
        owner.send_signal(signal.SIGSTOP)
        assert 'does not answer' in do(home, 'set', 'night-train', '10', 'prompt=z', code=1) and shots(home)[10]['prompt'] == 'x'
        owner.kill()
        owner.communicate()
        do(home, 'set', 'night-train', '10', 'prompt=y')  # what it left there answers to nobody
        assert shots(home)[10]['prompt'] == 'y'


main(sys.modules[__name__], workers=2)
