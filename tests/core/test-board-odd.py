# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Boards that come from text editors and broken disks, that are very large, and that leave for disks that are full."""

import json
import os
import random
import subprocess
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main  # noqa: E402


def do(home, *args, code=0, timeout=300):
    result = home.run('boards', *args, timeout=timeout)
    assert result.returncode == code, (args, result)
    return result.stdout + result.stderr


def show(home, name='film'):
    return json.loads(home.run('boards', 'show', name, '--json', timeout=300).stdout)


def path_of(home, slug='film'):
    return home.data('boards', slug, 'board.json')


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)


def make_board():
    home = Home()
    do(home, 'new', 'Film')
    for text in ('Anna stirs.', 'Ünder „quotes“ \\ and a\ttab', 'She turns.'):
        do(home, 'add', 'film', 'action=' + text)
    return home


def test_it_was_in_a_text_editor():
    home = make_board()
    before, board = show(home), json.loads(read(path_of(home)))
    for text in (json.dumps(board, indent=4), json.dumps(board, indent=1, ensure_ascii=True).replace('\n', '\r\n') + '\r\n\r\n', json.dumps(board), '\n\n ' + json.dumps(board)):
        write(path_of(home), text.encode())
        assert show(home) == before
        do(home, 'set', 'film', '20', 'camera=pan')
        do(home, 'undo', 'film')
        assert show(home) == before and sum(line.startswith(b'   {"number": ') for line in read(path_of(home)).splitlines()) == 3
    board['scenes'][0]['shots'].reverse()
    del board['given']
    board['scenes'][0]['shots'][0]['number'] = 10  # copied, and the number left as it was
    write(path_of(home), json.dumps(board).encode())
    said = do(home, 'show', 'film')
    assert 'Two shots have the number 10; the second one is 30 now.' in said, said
    assert [(shot['number'], shot['action']) for shot in show(home)['scenes'][0]['shots']][::2] == [(10, 'She turns.'), (30, 'Anna stirs.')]
    do(home, 'set', 'film', 'notes=x')


def test_it_was_cut_off_anywhere():
    home = make_board()
    whole = read(path_of(home))
    seed = int(os.environ.get('RUSHES_SEED', random.randrange(1 << 30)))
    print('# RUSHES_SEED=%d' % seed)
    for cut in [0, 1, len(whole) - 3] + random.Random(seed).sample(range(2, len(whole) - 3), 6):
        write(path_of(home), whole[:cut])
        for words in (('show', 'film'), ('set', 'film', '10', 'prompt=x'), ('export', 'film', '--as', 'csv', home.path + '/x.csv')):
            said = do(home, *words, code=1)
            assert 'cannot be read' in said and 'left as it is' in said, (cut, words, said)
        assert read(path_of(home)) == whole[:cut] and not os.path.exists(home.path + '/x.csv')
    do(home, 'restore', 'film')
    assert [shot['number'] for shot in show(home)['scenes'][0]['shots']][:2] == [10, 20]


def test_ten_thousand_shots_and_a_long_screenplay():
    home = Home()
    script = home.path + '/long.fountain'
    scene = 'INT. ROOM {0} - DAY\r\n\r\nÀ la fenêtre, Anna {0}. ' + 'x' * 400 + '\r\n\r\nANNA\r\nOù?\r\n\r\nShe goes.\r\n\r\n'
    write(script, ''.join(scene.format(number) for number in range(5000)).encode('latin-1'))
    said = do(home, 'new', 'Film', '--from', script)
    assert 'not UTF-8; it was read as Latin-1' in said, said
    board = show(home)
    assert len(board['scenes']) == 5000 and sum(len(scene['shots']) for scene in board['scenes']) == 10000
    assert board['scenes'][4999]['shots'][0]['action'].startswith('À la fenêtre, Anna 4999.') and board['scenes'][0]['shots'][0]['dialogue'] == 'ANNA: Où?'
    assert 'Shot 100000' in do(home, 'set', 'film', '100000', 'first=end-of:10')
    assert 'circle' in do(home, 'set', 'film', '10', 'first=end-of:100000', code=1)
    do(home, 'export', 'film', '--as', 'csv', home.path + '/film.csv')
    assert read(home.path + '/film.csv').count(b'She goes.') == 5000
    do(home, 'export', 'film', '--as', 'edl', home.path + '/film.edl')
    do(home, 'export', 'film', '--as', 'folder', home.path + '/film')
    do(home, 'remove', 'film', '--scene', '1')
    assert 'Taken back' in do(home, 'undo', 'film') and len(show(home)['scenes']) == 5000


def test_two_hands_at_one_board():
    home = make_board()
    write(home.path + '/a.fountain', b'INT. A - DAY\n\nOne.\n')
    started = [home.start('boards', *words) for words in [('set', 'film', '10', 'notes=%d' % number) for number in range(5)] +
               [('export', 'film', '--as', form, home.path + '/film.' + form) for form in ('csv', 'otio', 'pdf')] +
               [('duplicate', 'film', '20'), ('new', 'Film', '--from', home.path + '/a.fountain'), ('undo', 'film')]]
    for process in started:
        said = process.communicate()
        assert process.returncode == 0, said
    assert len(json.loads(home.run('boards', '--json').stdout)) == 2 and json.loads(read(home.path + '/film.otio'))['name'] == 'Film'
    assert not [name for name in os.listdir(home.path) if name.startswith('.rushes')]


def small_disk(path, kilobytes):
    """Whether there is one now."""
    os.makedirs(path, exist_ok=True)
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%dk' % kilobytes, 'tmpfs', path], capture_output=True)
    if mounted.returncode != 0:
        print('# no permission to mount a small disk: skipped')
    return mounted.returncode == 0


def test_no_room_for_what_leaves_or_comes():
    home = Home()
    with Server() as server:
        home.connect('comfyui', server.comfy)
        assert home.run('generate', '--size', '640x360', '--seconds', '4', 'First').returncode == 0
    clip, = home.clips()
    do(home, 'new', 'Film')
    do(home, 'add', 'film', 'action=x')
    do(home, 'take', 'film', '10', clip['clip']['id'])
    do(home, 'choose', 'film', '10', '1')
    before = show(home)
    size = clip['clip']['size_bytes'] // 1024
    disk, other = home.path + '/disk', Home()
    do(home, 'export', 'film', '--as', 'folder', home.path + '/whole')
    if not small_disk(disk, max(16, size // 2)):
        return
    try:
        for form in ('otio', 'otioz', 'fcpxml', 'edl', 'folder'):
            said = do(home, 'export', 'film', '--as', form, disk + '/film.' + form, code=1)
            assert 'There is not enough room' in said and os.listdir(disk) == [], (form, said, os.listdir(disk))
        assert show(home) == before
    finally:
        subprocess.run(['umount', disk], check=True)
    assert small_disk(other.data(), size + 256)
    try:
        other.run('clips')  # the index, which is there by then
        ballast = os.statvfs(other.data())
        write(other.data('ballast'), b'x' * max(0, ballast.f_bavail * ballast.f_frsize - size * 512))
        said = do(other, 'new', '--from', home.path + '/whole', code=1)
        assert 'There is not enough room' in said and other.clips() == [] and other.parts() == [] and do(other) == '', said
        os.unlink(other.data('ballast'))
    finally:
        subprocess.run(['umount', other.data()], check=True)
    do(other, 'new', '--from', home.path + '/whole')
    assert [take['clip'] for take in show(other)['scenes'][0]['shots'][0]['takes']] == [clip['clip']['id']]


def test_a_stick_takes_all_of_it():
    home = Home()
    with Server() as server:
        home.connect('comfyui', server.comfy)
        assert home.run('generate', '--size', '64x64', '--seconds', '1', '--count', '2', 'What? "This": <yes> | no * \\ .').returncode == 0
    clips = [clip['clip']['id'] for clip in home.clips()]
    stick = home.path + '/stick'
    os.mkdir(stick)
    do(home, 'new', 'A/B: "c"? <d>|*')
    for number, clip in zip(('10', '20'), clips):
        do(home, 'add', 'a-b-c-d', '--scene', 'INT. "WHO?" : 1|2', 'action=Why? <So> *', 'notes=x', 'shown=1:%s.' % number)
        do(home, 'take', 'a-b-c-d', number, clip)
        do(home, 'choose', 'a-b-c-d', number, '1')
    home.env.update(FAT=stick, LD_PRELOAD=os.environ['FAT_MODULE'])
    if home.run('--version').returncode != 0 or 'ASan' in home.run('--version').stderr:
        print('# nothing can be preloaded here: skipped')
        return
    bad = do(home, 'export', 'a-b-c-d', '--as', 'csv', stick + '/what?.csv', code=1)
    assert 'FAT has no name' in bad and os.listdir(stick) == [], 'it is such a disk'
    for form in ('otio', 'otioz', 'fcpxml', 'edl', 'csv', 'pdf', 'png', 'folder'):
        said = do(home, 'export', 'a-b-c-d', '--as', form, '%s/%s.x' % (stick, form))
        assert 'FAT' not in said, said
        do(home, 'export', 'a-b-c-d', '--as', form, '%s/%s.x' % (stick, form), '--force')
    assert not [name for name in os.listdir(stick) if name.startswith('.')]
    for path, folders, names in os.walk(stick):
        assert len({name.lower() for name in folders + names}) == len(folders + names), (path, folders, names)
        assert not any(os.path.islink(os.path.join(path, name)) or os.stat(os.path.join(path, name)).st_nlink > 1 for name in names)
    other = Home(FAT=stick, LD_PRELOAD=os.environ['FAT_MODULE'])
    do(other, 'new', '--from', stick + '/folder.x')
    assert len(other.clips()) == 2


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
