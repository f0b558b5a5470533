# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A board as one film: rushes boards export NAME --as mp4."""

import json
import os
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main  # noqa: E402

SCRIPT = 'INT. KITCHEN - NIGHT\n\nAnna stirs.\n\nShe turns.\n\nEXT. STREET - DAY\n\nRain.\n'


def make_board():
    """Shot 10 shows a second of a clip, 20 holds it for longer than it is, 30 has none: 156 frames."""
    home = Home()
    with Server() as server:
        home.connect('comfyui', server.comfy)
        for prompt in ('First', 'Second'):
            assert home.run('generate', '--size', '64x64', '--seconds', '2', prompt).returncode == 0
    clips = {clip['clip']['request']['prompt']: clip['clip'] for clip in home.clips()}
    script = home.path + '/night.fountain'
    with open(script, 'w') as file:
        file.write(SCRIPT)
    for args in (('new', 'Night Train', '--from', script), ('take', 'night-train', '10', clips['First']['id']), ('choose', 'night-train', '10', '1'),
                 ('set', 'night-train', '10', 'length=24'), ('take', 'night-train', '20', clips['Second']['id']), ('choose', 'night-train', '20', '1'),
                 ('set', 'night-train', '20', 'length=96'), ('set', 'night-train', '30', 'length=36')):
        result = home.run('boards', *args)
        assert result.returncode == 0, (args, result.stderr)
    out = home.path + '/out'
    os.mkdir(out)
    return home, out


def export(home, path, *args, code=0):
    result = home.run('boards', 'export', 'night-train', '--as', 'mp4', path, *args)
    assert result.returncode == code, result
    return result.stderr


def count(path):
    """By somebody else's reader; None where that is not installed."""
    if not shutil.which('ffprobe'):
        print('# no ffprobe: frames are not counted')
        return None
    command = ['ffprobe', '-v', 'error', '-count_frames', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_frames,avg_frame_rate,width,height', '-of', 'json', path]
    stream, = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)['streams']
    return int(stream['nb_read_frames']), stream['avg_frame_rate'], stream['width'], stream['height']


def test_every_shot_is_as_long_as_planned():
    home, out = make_board()
    path = out + '/film.mp4'
    said = export(home, path)
    assert 'Encoded with' in said and 'shot' in said and 'Shot 30 has no picture yet' in said, said
    assert count(path) in (None, (156, '24/1', 64, 64)), count(path)
    assert os.listdir(out) == ['film.mp4']
    before = open(path, 'rb').read()
    assert 'is there already' in export(home, path, code=1) and open(path, 'rb').read() == before
    assert home.run('boards', 'set', 'night-train', '30', 'length=12').returncode == 0
    export(home, path, '--force')
    assert count(path) in (None, (132, '24/1', 64, 64)) and os.listdir(out) == ['film.mp4']


def test_a_killed_one_leaves_what_was_there():
    home, out = make_board()
    path = out + '/film.mp4'
    with open(path, 'w') as file:
        file.write('mine')
    assert home.run('boards', 'set', 'night-train', '30', 'length=20000').returncode == 0
    process = home.start('boards', 'export', 'night-train', '--as', 'mp4', path, '--force')
    while len(os.listdir(out)) == 1 and process.poll() is None:
        pass  # until it writes
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert open(path).read() == 'mine'
    assert home.run('boards', 'set', 'night-train', '30', 'length=36').returncode == 0
    export(home, path, '--force')
    assert count(path) in (None, (156, '24/1', 64, 64)) and os.listdir(out) == ['film.mp4']


def test_a_full_disk_is_told_and_nothing_stays():
    home, out = make_board()
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', out], capture_output=True).returncode != 0:
        print('# no permission to mount a small disk: skipped')
        return
    try:
        said = export(home, out + '/film.mp4', code=1)
        assert 'There is not enough room' in said and os.listdir(out) == [], (said, os.listdir(out))
        with open(home.path + '/room', 'w') as file:
            file.write('10000000000')
        home.env.update(ROOM_FILE=home.path + '/room', LD_PRELOAD=os.environ['ROOM_MODULE'])  # others took it meanwhile
        said = export(home, out + '/film.mp4', code=1)
        assert 'disk is full' in said and os.listdir(out) == [], (said, os.listdir(out))
    finally:
        subprocess.run(['umount', out], check=True)


def test_an_empty_board_is_no_film():
    home = Home()
    assert home.run('boards', 'new', 'Night Train').returncode == 0
    assert 'no shot yet' in export(home, home.path + '/film.mp4', code=1)


if __name__ == '__main__':
    main(sys.modules[__name__], workers=2)
