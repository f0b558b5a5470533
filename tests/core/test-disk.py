# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Room on the disk: 200 MB stay free, what cannot be kept is not paid for, and the queue goes on when there is room."""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, Skipped, main, wait_for  # noqa: E402

MB = 1000 * 1000
KEPT = 200 * MB
SMALL = ['--size', '64x64', '--seconds', '1']
PLENTY = 10000 * MB
SCARCE = KEPT + 1000  # less than any clip has


class SmallHome(Home):
    """A user whose disk has as much room as is said."""

    def __init__(self, room):
        super().__init__()
        self.room_file = self.path + '/room'
        self.set_room(room)
        self.env.update(ROOM_FILE=self.room_file, LD_PRELOAD=os.environ['ROOM_MODULE'])

    def set_room(self, room):
        with open(self.room_file + '.new', 'w') as file:
            file.write(str(int(room)))
        os.rename(self.room_file + '.new', self.room_file)

    def state(self, prompt='A request'):
        return [job['state'] for job in self.jobs() if job['prompt'] == prompt]

    def said(self):
        return open(self.path + '/said').read()

    def follow(self, *args):
        """A process whose words are read while it runs."""
        with open(self.path + '/said', 'a') as said:
            return subprocess.Popen([os.environ['RUSHES'], *args], env=self.env, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL, text=True)


def generate(home, kind, prompt='A request'):
    return home.follow('generate', '--provider', kind, *SMALL, prompt)


def end(process):
    process.communicate(timeout=120)
    return process.returncode


def check_kept(home, n):
    assert len(home.videos()) == n and home.parts() == [] and [job['state'] for job in home.jobs()] == ['done'] * n, (home.videos(), home.parts(), home.jobs())


def test_nothing_is_sent_whose_clip_could_not_be_kept():
    for kind in ('comfyui', 'openai'):
        with Server() as server:
            home = SmallHome(KEPT + 10 * MB)
            home.connect(kind, server.url(kind))
            process = generate(home, kind)
            wait_for(lambda: 'the queue has paused: 40.0 MB more have to be free'.replace(' MB', '\u00a0MB') in home.said())
            assert home.state() == ['waiting'] and server.creates() == {}
            home.set_room(KEPT + 30 * MB)
            assert home.state() == ['waiting'] and server.creates() == {}
            home.set_room(PLENTY)
            assert end(process) == 0 and 'There is room again' in home.said(), home.said()
            assert server.creates() == {'A request': 1}
            check_kept(home, 1)


def test_a_result_waits_for_room_also_over_a_kill():
    """It is not fetched, not failed and not made again; others are not sent meanwhile, whoever wants that."""
    for kind in ('comfyui', 'openai'):
        with Server(run_ms=1500) as server:
            home = SmallHome(PLENTY)
            home.connect(kind, server.url(kind))
            process = generate(home, kind)
            wait_for(lambda: home.state() == ['running'] or home.state() == ['queued'])
            home.set_room(SCARCE)
            wait_for(lambda: 'the queue has paused' in home.said())
            assert home.state() == ['fetching'] and home.parts() == [], (home.state(), home.parts())
            other = generate(home, kind, 'Another')
            wait_for(lambda: 'taken the job over' in home.said() and home.said().count('the queue has paused') == 2)
            process.kill()
            process.communicate()
            wait_for(lambda: 'this one carries on' in home.said() and home.said().count('the queue has paused') == 3)
            other.kill()
            other.communicate()
            assert home.state() == ['fetching'] and home.state('Another') == ['waiting'] and server.creates() == {'A request': 1}
            process = home.follow('resume')
            wait_for(lambda: home.said().count('the queue has paused') == 4)
            assert home.state() == ['fetching'] and home.state('Another') == ['waiting'] and server.creates() == {'A request': 1}
            home.set_room(PLENTY)
            assert end(process) == 0, home.said()
            assert server.creates() == {'A request': 1, 'Another': 1}
            check_kept(home, 2)


def test_who_gives_the_large_one_up_lets_the_others_go_on():
    with Server(run_ms=1500) as server:
        home = SmallHome(PLENTY)
        home.connect('openai', server.videos)
        process = generate(home, 'openai')
        wait_for(lambda: home.state() in (['running'], ['queued']))
        home.set_room(SCARCE)
        wait_for(lambda: 'the queue has paused' in home.said())
        home.set_room(KEPT + 60 * MB)
        assert home.run('cancel', home.jobs()[0]['id']).returncode == 0 or home.state() == ['done']
        end(process)
        assert home.state() in (['cancelled'], ['done']), home.jobs()
        process = generate(home, 'openai', 'Another')
        assert end(process) == 0 and server.creates()['Another'] == 1, home.said()


def test_a_disk_that_can_never_hold_it():
    """Waiting would not help: it fails, and nothing was sent."""
    home = Home()
    os.makedirs(home.data())
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', home.data()], capture_output=True).returncode != 0:
        raise Skipped('no permission to mount a small disk')
    try:
        with Server() as server:
            home.connect('openai', server.videos)
            result = home.run('generate', '--provider', 'openai', *SMALL, 'A request')
            job = home.jobs()[0]
            assert result.returncode == 1 and job['state'] == 'failed' and 'disk is full' in job['error'] and server.creates() == {}, (result, job)
    finally:
        subprocess.run(['umount', home.data()], check=True)


def test_what_cannot_fit_is_not_imported_and_not_exported():
    with Server() as server:
        home = SmallHome(PLENTY)
        home.connect('openai', server.videos)
        assert end(generate(home, 'openai')) == 0
        clip = home.path + '/clip.mp4'
        shutil.copy(home.videos()[0], clip)
        home.set_room(SCARCE)
        result = home.run('import', clip)
        assert result.returncode == 1 and 'disk is full' in result.stderr and 'are kept free' in result.stderr, result
        check_kept(home, 1)
        assert home.run('import', '--link', clip).returncode == 0  # takes no room
        os.mkdir(home.path + '/there')
        result = home.run('move', home.path + '/there')
        assert result.returncode == 1 and 'not enough room' in result.stderr and not os.path.islink(home.data('clips')), result
        home.set_room(PLENTY)
        assert home.run('import', clip).returncode == 0


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
