# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A clock that is wrong, that is set while the program runs, and that shows another zone's time."""

import glob
import json
import os
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
YEAR = 365 * 24 * 3600


class ClockHome(Home):
    """A user whose clock is so many seconds off."""

    def __init__(self, offset=0, **variables):
        super().__init__(**variables)
        self.clock_file = self.path + '/clock'
        self.set_clock(offset)
        self.env.update(CLOCK_FILE=self.clock_file, LD_PRELOAD=os.environ['CLOCK_MODULE'])

    def set_clock(self, offset):
        with open(self.clock_file + '.new', 'w') as file:
            file.write(str(int(offset)))
        os.rename(self.clock_file + '.new', self.clock_file)


def records(home):
    return [entry['clip'] for entry in json.loads(home.run('clips', '--json').stdout)]


def test_a_clock_that_is_set_while_jobs_run():
    """None has taken too long by that, none is sent again, and how long they took is what it was."""
    for kind in ('comfyui', 'openai'):
        for offset in (YEAR, -YEAR):
            with Server(run_ms=2500) as server:
                home = ClockHome()
                home.connect(kind, server.url(kind), options=('--deadline', '60'))
                process = home.start('generate', '--provider', kind, *SMALL, 'A request')
                wait_for(lambda: any(job['state'] in ('queued', 'running') for job in home.jobs()))
                home.set_clock(offset)
                words = process.communicate(timeout=120)
                assert process.returncode == 0 and server.creates() == {'A request': 1}, (kind, offset, words)
                assert 0 < records(home)[0]['took_ms'] < 120000, (kind, offset, records(home)[0]['took_ms'])
                assert home.run('verify').returncode == 0


def test_a_clock_that_was_set_while_the_program_was_not_there():
    for kind in ('comfyui', 'openai'):
        for offset in (YEAR, -YEAR):
            with Server(run_ms=2500) as server:
                home = ClockHome()
                home.connect(kind, server.url(kind))
                process = home.start('generate', '--provider', kind, *SMALL, 'A request')
                wait_for(lambda: any(job['state'] in ('queued', 'running') for job in home.jobs()))
                process.kill()
                process.communicate()
                home.set_clock(offset)
                result = home.run('resume')
                assert result.returncode == 0 and server.creates() == {'A request': 1} and len(home.videos()) == 1, (kind, offset, result)


def test_a_lost_answer_is_found_by_the_clock_of_the_server():
    for kind in ('comfyui', 'openai'):
        for offset in (YEAR, -YEAR):
            with Server('create=lost*1') as server:
                home = ClockHome(offset)
                home.connect(kind, server.url(kind))
                result = home.run('generate', '--provider', kind, *SMALL, 'A request')
                assert result.returncode == 0 and server.creates() == {'A request': 1}, (kind, offset, result)


def test_an_older_video_is_not_taken_for_one_that_was_lost():
    """What the server had before is as old as the server says, however far back our clock is."""
    with Server('create=refuse*1') as server:
        other = Home()
        other.connect('openai', server.videos)
        home = ClockHome(-YEAR)
        home.connect('openai', server.videos)
        result = home.run('generate', '--provider', 'openai', *SMALL, 'A request')
        assert result.returncode == 1 and [job['state'] for job in home.jobs()] == ['unknown'] and server.creates() == {}, result


def test_what_was_done_last_counts_as_the_last():
    """Of the versions of a board."""
    home = ClockHome()
    assert home.run('boards', 'new', 'A board').returncode == 0
    slug = os.path.basename(os.path.dirname(glob.glob(home.data('boards', '*', 'board.json'))[0]))
    home.set_clock(0)
    for number in range(12):
        assert home.run('boards', 'add', slug, 'prompt=Forward %d' % number).returncode == 0
    home.set_clock(-YEAR)
    for number in range(3):
        assert home.run('boards', 'add', slug, 'prompt=Back %d' % number).returncode == 0
    versions = sorted(glob.glob(home.data('boards', slug, '*', '*.json')))
    assert len(versions) == 10 and 'Back 1' in open(versions[-1]).read() and 'Back 0' not in open(versions[-3]).read(), versions


def test_undo_takes_back_the_last_thing_whatever_the_clock_says():
    """Of judgements as of changes of a board, and by another process each."""
    with Server() as server:
        home = ClockHome()
        home.connect('comfyui', server.comfy)
        assert home.run('generate', *SMALL, 'A clip').returncode == 0
        clip, = [record['id'] for record in records(home)]
        assert home.run('boards', 'new', 'A board').returncode == 0
        slug = os.path.basename(os.path.dirname(glob.glob(home.data('boards', '*', 'board.json'))[0]))
        for number, offset in enumerate((YEAR, -YEAR, 0), 1):
            home.set_clock(offset)
            assert home.run('rate', str(number), clip).returncode == 0
            assert home.run('boards', 'add', slug, 'prompt=Number %d' % number).returncode == 0
        home.set_clock(-2 * YEAR)
        for number in (3, 2, 1):
            assert records(home)[0]['rating'] == number and 'Number %d' % number in open(home.data('boards', slug, 'board.json')).read()
            assert home.run('undo').returncode == 0 and home.run('boards', 'undo', slug).returncode == 0
            assert 'Number %d' % number not in open(home.data('boards', slug, 'board.json')).read()
        assert records(home)[0].get('rating', 0) == 0


def test_the_line_is_in_the_order_in_which_it_was_asked_for():
    """A year before those that wait is no better place."""
    with Server(run_ms=1000) as server:
        home = ClockHome()
        home.connect('comfyui', server.comfy)
        first = home.start('generate', '--count', '4', *SMALL, 'First')
        wait_for(lambda: len(home.jobs()) == 4)
        home.set_clock(-YEAR)
        second = home.start('generate', *SMALL, 'Second')
        wait_for(lambda: len(home.jobs()) == 5)
        assert [job['prompt'] for job in home.jobs()] == ['First'] * 4 + ['Second'], home.jobs()
        for process in (first, second):
            words = process.communicate(timeout=120)
            assert process.returncode == 0, words
        assert len(records(home)) == 5 and server.creates() == {'First': 4, 'Second': 1}


def test_another_zone():
    """Clips stay where they are, with the time at which they were made; new ones go where it is now."""
    with Server() as server:
        home = Home(TZ='UTC-14')  # as far east as people live
        home.connect('comfyui', server.comfy)
        for prompt in ('East', 'Also east'):
            assert home.run('generate', *SMALL, prompt).returncode == 0
        before = records(home)
        home.env['TZ'] = 'UTC+11'
        assert records(home) == before and home.run('verify').returncode == 0
        assert home.run('generate', *SMALL, 'West').returncode == 0
        now = records(home)
        assert [clip['request']['prompt'] for clip in now] == ['West', 'Also east', 'East'], now
        assert all(clip['created'].endswith('Z') for clip in now) and now[0]['created_us'] > now[1]['created_us']
        names = [os.path.basename(clip['name'])[:10] for clip in now]
        assert names[0] < names[1] and all(clip['name'].startswith('%s/%s/' % tuple(name.split('-')[:2])) for clip, name in zip(now, names)), now
        home.env['TZ'] = 'No/Such_Zone'
        assert records(home) == now and home.run('rebuild').returncode == 0 and records(home) == now


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
