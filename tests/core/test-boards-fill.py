# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Filling boards: each empty shot gets one job, whoever is killed when, and what comes of it becomes its take."""

import json
import os
import random
import shutil
import sqlite3
import sys
import time

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main, wait_for  # noqa: E402

# All of them in CI; at the desk a run should take seconds.
KILLS = int(os.environ.get('RUSHES_KILLS', '100' if os.environ.get('CI') else '15'))


def do(home, *args, code=0, timeout=120):
    result = home.run('boards', *args, timeout=timeout)
    assert result.returncode == code, (args, result)
    return result.stdout + result.stderr


def shots(home):
    board = json.loads(home.run('boards', 'show', 'film', '--json').stdout)
    return {shot['number']: shot for scene in board['scenes'] for shot in scene['shots']}


def states(home):
    return [shot['state'] for shot in shots(home).values()]


def jobs_by_shot(home):
    """All jobs in the ledger, by their shot: a list of their states each."""
    found = {}
    with sqlite3.connect(home.data('ledger.db')) as ledger:
        for state, text in ledger.execute('SELECT state, request FROM jobs'):
            request = json.loads(text)
            found.setdefault(request.get('shot'), []).append((state, request))
    return found


def make(home, prompts, *settings):
    do(home, 'new', 'Film')
    do(home, 'set', 'film', 'width=64', 'height=64', 'length=1s', *settings)
    for prompt in prompts:
        do(home, 'add', 'film', *(['prompt=' + prompt] if prompt else []))


def test_a_list_first_and_one_job_each():
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy, 'Studio')
        make(home, ['one', 'two', None, 'four'], 'prompt_prefix=35mm', 'fields.steps=7', 'fields.nonsense=1')
        do(home, 'set', 'film', '20', 'first=end-of:10')
        listed = do(home, 'fill', 'film', '--dry-run')
        assert listed.splitlines()[0].startswith('30\tcannot be made. It has no prompt'), listed
        assert '20\tWan 2.2 5B\tStudio\t1.0 s\tno price known\twaits for another shot' in listed and '3 shots' in listed, listed
        assert server.creates() == {} and home.jobs() == [] and states(home) == ['empty'] * 4
        result = home.run('boards', 'fill', 'film', timeout=120)
        assert result.returncode == 1 and len(result.stdout.splitlines()) == 3, result  # one could not be made
        assert server.creates() == {'35mm one': 1, '35mm two': 1, '35mm four': 1}, server.creates()
        assert states(home) == ['to choose', 'to choose', 'empty', 'to choose']
        made = shots(home)
        assert made[20]['takes'][0]['start'] == {'shot': 10, 'clip': made[10]['takes'][0]['clip']}, made[20]
        board = json.load(open(home.data('boards', 'film', 'board.json')))
        for clip in (entry['clip'] for entry in home.clips()):
            number = clip['request']['shot']
            assert clip['request']['board'] == board['id'] and made[number]['takes'] and made[number]['takes'][0]['clip'] == clip['id'], clip
            assert clip['request']['fields'] == {'steps': 7}, clip['request']
            assert ('picture' in clip['request']) == (number == 20)
        assert 'cannot be made' in do(home, 'fill', 'film', code=1)
        do(home, 'remove', 'film', '30')
        assert 'No shot is empty' in do(home, 'fill', 'film')
        assert sum(server.creates().values()) == 3
        assert 'Taken back: 3 shots filled' in do(home, 'undo', 'film') + do(home, 'undo', 'film')  # in two rounds
        do(home, 'set', 'film', '40', 'length=2+12')
        assert shots(home)[40]['length'] == 60 and len(home.clips()) == 3


def test_a_lost_board_is_put_together_again():
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one', 'two', 'three'], 'prompt_prefix=35mm', 'fields.steps=7')
        do(home, 'set', 'film', '20', 'first=end-of:10')
        do(home, 'fill', 'film')
        do(home, 'new', 'Film 2')
        before, name = shots(home), json.load(open(home.data('boards', 'film', 'board.json')))['id']
        assert 'is there' in do(home, 'restore')
        assert home.run('rebuild').returncode == 0  # the index is no record
        shutil.rmtree(home.data('boards', 'film'))
        os.makedirs(home.data('boards', 'film', 'media'))
        assert do(home, 'restore') == name + '\t3 clips\n'
        said = do(home, 'restore', 'Film')
        assert '3 clips' in said and 'No record has' in said and 'media as before' in said and 'film' in said.splitlines(), said
        after = shots(home)
        assert {number: (shot['prompt'], shot['takes'], shot['state'], shot['length'], shot['fields']) for number, shot in after.items()} == \
            {number: ('35mm ' + shot['prompt'], shot['takes'], 'to choose', 24, {'steps': 7}) for number, shot in before.items()}, after
        assert after[20]['first'] == {'end_of': 10} and json.load(open(home.data('boards', 'film', 'board.json')))['id'] == name
        assert 'No shot is empty' in do(home, 'fill', 'film') and sum(server.creates().values()) == 3
        assert 'no older version' in do(home, 'restore', 'film', code=1)
        shutil.rmtree(home.data('boards', 'film', 'versions'), ignore_errors=True)
        with open(home.data('boards', 'film', 'board.json'), 'w') as file:
            file.write('garbage')
        do(home, 'restore', name)
        assert shots(home) == after
        aside = [entry for entry in os.listdir(home.data('boards', 'film')) if entry.startswith('board.json.')]
        assert len(aside) == 1 and open(home.data('boards', 'film', aside[0])).read() == 'garbage', aside
        shutil.rmtree(home.data('boards', 'film'))
        do(home, 'restore', 'film')  # and not “film-2”, which begins so
        assert shots(home) == after and 'No clip was made for a lost board' in do(home, 'restore', 'nonsense', code=1)


def test_a_lost_board_knows_what_is_being_made():
    with Server(run_ms=600000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one', 'two'])
        filling = home.start('boards', 'fill', 'film')
        wait_for(lambda: sum(server.creates().values()) == 2)
        filling.kill()
        filling.communicate()
        before = shots(home)
        shutil.rmtree(home.data('boards', 'film'))
        assert '0 clips' in do(home, 'restore')
        do(home, 'restore', 'film')
        after = shots(home)
        assert all(shot['state'] == 'generating' and shot['jobs'] == before[number]['jobs'] for number, shot in after.items()) and len(after) == 2, after


def test_what_is_missing():
    with Server(run_ms=20) as server:
        home = Home()
        make(home, ['one', 'two', 'three'])
        assert 'cannot be made' in do(home, 'fill', 'film', '--dry-run') and 'no connection' in do(home, 'fill', 'film', code=1)
        home.connect('comfyui', server.comfy)
        do(home, 'set', 'film', '10', 'prompt=')
        do(home, 'set', 'film', '20', 'first=end-of:10')
        do(home, 'set', 'film', '30', 'first=end-of:20')
        listed = do(home, 'fill', 'film', code=1)
        assert '20\tcannot be made. It is linked with shot 10, which has no take and is not made' in listed and '0 shots' in listed, listed
        do(home, 'set', 'film', '10', 'prompt=one', 'model=never heard of')
        assert 'does not offer “never heard of”' in do(home, 'fill', 'film', code=1)
        do(home, 'set', 'film', '10', 'model=')
        path = home.data('boards', 'film', 'board.json')
        text = open(path).read().replace('"number": 10,', '"number": 10, "first": {"end_of": 30},')
        open(path, 'w').write(text)
        listed = do(home, 'fill', 'film', code=1)
        assert listed.count('It waits for a shot that waits for it') == 3 and 'circle' in do(home, 'show', 'film'), listed
        assert home.jobs() == [] and server.creates() == {}
        do(home, 'set', 'film', '10', 'first=')
        do(home, 'fill', 'film')
        assert states(home) == ['to choose'] * 3 and server.creates() == {'one': 1, 'two': 1, 'three': 1}


def test_the_limit_is_for_the_whole():
    with Server(run_ms=20) as server:
        home = Home(GSETTINGS_BACKEND='keyfile')
        os.makedirs(home.path + '/config/glib-2.0/settings', exist_ok=True)
        with open(home.path + '/config/glib-2.0/settings/keyfile', 'w') as settings:
            settings.write('[io/github/rushes_app/Rushes]\nmonthly-limit=2.5\n')
        home.connect('openai', server.videos, options=['--price', '0.25'])
        make(home, ['one', 'two', 'three'], 'length=4s', 'width=', 'height=')
        do(home, 'set', 'film', '20', 'first=end-of:10')
        assert '3 shots · $3.00' in do(home, 'fill', 'film', '--dry-run')
        said = do(home, 'fill', 'film', code=1)
        assert '$3.00 more' in said and '$2.50' in said and '--over-limit' in said, said
        assert server.creates() == {} and home.jobs() == [] and states(home) == ['empty'] * 3
        do(home, 'fill', 'film', '--over-limit')  # asks for the second round no more
        assert states(home) == ['to choose'] * 3 and server.creates() == {'one': 1, 'two': 1, 'three': 1}


def test_a_shot_that_failed_is_empty_again():
    with Server(behaviour='create=fail*1', run_ms=20) as server:
        home = Home()
        home.connect('openai', server.videos)
        make(home, ['one', 'two'], 'width=', 'height=', 'length=4s')
        do(home, 'set', 'film', '20', 'first=end-of:10')
        do(home, 'fill', 'film', code=1)  # nothing is tried again by itself, and what waited for it is not sent
        assert states(home) == ['empty', 'empty'] and server.creates() == {'one': 1}, (states(home), server.creates())
        do(home, 'fill', 'film')
        assert states(home) == ['to choose', 'to choose'] and server.creates() == {'one': 2, 'two': 1}


def test_results_arrive_without_a_fill():
    with Server(run_ms=500) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one', 'two'])
        process = home.start('boards', 'fill', 'film')
        while len(server.creates()) < 2:
            assert process.poll() is None
        process.kill()
        process.communicate()
        assert states(home) == ['generating', 'generating']
        assert home.run('resume', timeout=120).returncode == 0
        assert states(home) == ['to choose', 'to choose']
        assert 'No shot is empty' in do(home, 'fill', 'film') and server.creates() == {'one': 1, 'two': 1}


def test_a_take_that_counts_no_more():
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one', 'two'])
        do(home, 'set', 'film', '20', 'first=end-of:10')
        do(home, 'fill', 'film')
        assert home.run('generate', '--size', '64x64', '--seconds', '1', 'other').returncode == 0
        other = next(entry['clip']['id'] for entry in home.clips() if entry['clip']['request']['prompt'] == 'other')
        do(home, 'take', 'film', '10', other)
        do(home, 'choose', 'film', '10', '2')
        assert states(home) == ['chosen', 'out of date']
        assert 'No shot is empty' in do(home, 'fill', 'film')
        do(home, 'fill', 'film', '--out-of-date')
        assert shots(home)[20]['takes'][1]['start'] == {'shot': 10, 'clip': other}
        do(home, 'choose', 'film', '20', '2')
        assert states(home) == ['chosen', 'chosen']


def test_while_another_process_runs_the_queue():
    with Server(run_ms=3000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one', 'two'])
        owner = home.start('generate', '--size', '64x64', '--seconds', '1', 'before')
        while 'before' not in server.creates():
            assert owner.poll() is None
        do(home, 'fill', 'film')
        assert owner.wait(120) == 0
        owner.communicate()
        assert states(home) == ['to choose', 'to choose'] and server.creates() == {'before': 1, 'one': 1, 'two': 1}


def test_a_job_that_never_was():
    """Killed after the shot knew its job and before the ledger did."""
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        make(home, ['one'])
        path = home.data('boards', 'film', 'board.json')
        text = open(path).read().replace('"number": 10,', '"number": 10, "jobs": ["00000000-0000-4000-8000-000000000000"],')
        open(path, 'w').write(text)
        assert states(home) == ['generating']
        do(home, 'fill', 'film')
        assert states(home) == ['to choose'] and server.creates() == {'one': 1} and 'jobs' not in shots(home)[10]


def test_servers_that_are_away_hang_or_lie():
    """What becomes of a job becomes of its shot: filled at last, empty again, or held until somebody has decided. None is sent twice."""
    filled, empty, held = ['to choose'] * 2, ['empty'] * 2, ['generating'] * 2
    for kind, behaviour, expected in (('comfyui', 'create=stall', empty), ('comfyui', 'create=html', empty), ('comfyui', 'create=lost*1', filled),
                                      ('comfyui', 'poll=stall*2', filled), ('comfyui', 'content=stall*1', filled),
                                      ('openai', 'create=stall', held), ('openai', 'create=html', held), ('openai', 'create=500', held),
                                      ('openai', 'create=lost*1', filled), ('openai', 'poll=html*3', filled), ('openai', 'content=stall*1', filled)):
        with Server(behaviour=behaviour, run_ms=20) as server:
            home = Home(RUSHES_TIMEOUT='4')
            home.connect(kind, server.url(kind))
            make(home, ['one', 'two'], *(['width=', 'height=', 'length=4s'] if kind == 'openai' else []))
            do(home, 'fill', 'film', code=0 if expected is filled else 1)
            assert states(home) == expected, (kind, behaviour, states(home), home.jobs())
            assert max(server.creates().values(), default=0) <= 1 and len(home.jobs()) == 2, (kind, behaviour, server.creates())
            do(home, 'fill', 'film', code=0 if expected is filled else 1)
            assert len(home.jobs()) == (4 if expected is empty else 2), (kind, behaviour)


def test_a_server_that_is_away_is_named_before_anything_is_sent():
    for kind in ('comfyui', 'openai'):
        home = Home()
        home.connect(kind, 'http://127.0.0.1:9', name='The One Upstairs')
        make(home, ['one'])
        said = do(home, 'fill', 'film', code=1)
        assert '“The One Upstairs”' in said and 'not running' in said, said
        assert home.jobs() == [] and states(home) == ['empty']


def test_what_may_be_paid_is_not_sent_again():
    with Server(behaviour='create=refuse*1', run_ms=20) as server:
        home = Home()
        home.connect('openai', server.videos)
        make(home, ['one'], 'width=', 'height=', 'length=4s')
        do(home, 'fill', 'film', code=1)
        assert [job['state'] for job in home.jobs()] == ['unknown'] and states(home) == ['generating']
        assert 'on its way' in do(home, 'fill', 'film', code=1) and server.creates() == {} and len(home.jobs()) == 1
        assert home.run('retry', '--again', home.jobs()[0]['id'], timeout=120).returncode == 0
        assert states(home) == ['to choose'] and server.creates() == {'one': 1}


def test_fills_at_once():
    """One of them runs the queue and ends when all is made, and that is when the others ask it for something."""
    for turn in range(4):
        with Server(run_ms=50) as server:
            home = Home()
            home.connect('comfyui', server.comfy)
            make(home, ['shot %d' % number for number in range(3)])
            started = [home.start('boards', 'fill', 'film') for _ in range(4)]
            for process in started:
                out, err = process.communicate(timeout=240)
                assert process.returncode == 0, (process.returncode, out, err)
            assert states(home) == ['to choose'] * 3 and server.creates() == {'shot %d' % number: 1 for number in range(3)}, server.creates()


def test_killed_at_random_moments():
    seed = int(os.environ.get('RUSHES_SEED', time.time_ns() % 1000000))
    print('# seed %d, %d kills' % (seed, KILLS))
    chance = random.Random(seed)
    with Server(run_ms=100) as server:
        home = Home(RUSHES_PACE='0.3')
        home.connect('comfyui', server.comfy)
        prompts = ['shot %d' % number for number in range(8)]
        make(home, prompts)
        do(home, 'set', 'film', '20', 'first=end-of:10')
        do(home, 'set', 'film', '30', 'first=end-of:20')
        began = time.monotonic()
        do(home, 'fill', 'film', '--dry-run')
        whole = time.monotonic() - began
        for _ in range(KILLS):
            process = home.start('boards', 'fill', 'film')
            time.sleep(chance.uniform(0.1, 2.5) * whole)
            process.kill()
            process.communicate()
            wrong = {shot: jobs for shot, jobs in jobs_by_shot(home).items() if len(jobs) != 1}
            assert not wrong, wrong
        do(home, 'fill', 'film', timeout=300)
        found = jobs_by_shot(home)
        assert sorted(found) == [10 * number for number in range(1, 9)] and all(len(jobs) == 1 and jobs[0][0] == 'done' for jobs in found.values()), found
        assert server.creates() == {prompt: 1 for prompt in prompts}, server.creates()
        assert states(home) == ['to choose'] * 8 and all(len(shot['takes']) == 1 for shot in shots(home).values()), shots(home)
        assert len(home.clips()) == len(home.videos()) == 8
        assert 'No shot is empty' in do(home, 'fill', 'film')


main(sys.modules[__name__], workers=2)
