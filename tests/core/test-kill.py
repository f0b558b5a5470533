# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Killed at random moments, hundreds of times: every job is saved once and was sent once."""

import fcntl
import os
import random
import sys
import time

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main  # noqa: E402

# All of them in CI; at the desk a run should take seconds.
KILLS = int(os.environ.get('RUSHES_KILLS', '200' if os.environ.get('CI') else '30'))
SMALL = ['--size', '64x64', '--seconds', '1']


def start_time(home):
    began = time.monotonic()
    home.run('jobs')
    return time.monotonic() - began


def kill_often(home, server, seed):
    """Starts the program again and again, each time with a new job or with none, and kills it."""
    chance = random.Random(seed)
    slow = min(3, max(1, min(start_time(home) for _ in range(3)) / 0.06))  # a build that checks itself is slower
    number = 0
    # A machine so busy that most are killed before they have written anything gets more of them.
    while number < KILLS or (number < 4 * KILLS and len(home.jobs()) <= KILLS / 10):
        number += 1
        kind = chance.choice(('comfyui', 'openai'))
        if number > KILLS or chance.random() < 0.5:
            process = home.start('generate', '--provider', kind, *SMALL, 'Job %d' % number)
        else:
            process = home.start('resume')
        # Most of what matters happens in the first moments; some runs live long enough to download.
        time.sleep(slow * (chance.uniform(0.02, 0.25) if chance.random() < 0.6 else chance.uniform(0.2, 1.2)))
        process.kill()
        process.communicate()


def settle(home):
    """Lets everything come to its end; what is unknown is sent again on request."""
    home.run('resume', timeout=300)
    unknown = [job for job in home.jobs() if job['state'] == 'unknown']
    return unknown


def test_killed_while_saving():
    """Between the file's name and the index: where the most is half done."""
    hits = 0
    with Server(run_ms=20) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        for number in range(60):
            before = len(home.videos()) if number else 0
            process = home.start('generate', *SMALL, 'Saving %d' % number)
            while process.poll() is None and (not os.path.isdir(home.data('clips')) or len(home.videos()) == before):
                pass  # nothing tells another process of a rename sooner than looking
            process.kill()
            process.communicate()
            hits += any(job['state'] == 'saving' for job in home.jobs())
            if hits == 3:
                break
        assert hits == 3, 'killed %d times in the right moment' % hits
        assert home.run('resume').returncode == 0
        jobs = home.jobs()
        assert {job['state'] for job in jobs} == {'done'}, jobs
        assert len(home.videos()) == len(home.clips()) == len(jobs)
        assert all(os.path.exists(path[:-4] + '.json') for path in home.videos())


def import_and_kill(home, card, link, chance):
    """Returns whether it was killed between the name of a file and the index."""
    before = len(videos_and_links(home))
    process = home.start('import', *(['--link'] if link else []), card)
    if chance is None:
        while process.poll() is None and len(videos_and_links(home)) == before:
            pass  # nothing tells another process of a name sooner than looking
    else:
        time.sleep(chance)
    process.kill()
    process.communicate()
    return any(name.endswith('.arriving') for name in home.parts())


def videos_and_links(home):
    return home.videos() if os.path.isdir(home.data('clips')) else []


def test_killed_while_importing():
    """Copies and links: what was on the card is as it was, and what came is a whole clip."""
    with Server(run_ms=20) as server:
        maker, home = Home(), Home()
        maker.connect('comfyui', server.comfy)
        film = open(maker.run('generate', *SMALL, 'On a card').stdout.strip(), 'rb').read()
        card = home.path + '/card'
        os.mkdir(card)
        for number in range(5):
            open('%s/%d.mp4' % (card, number), 'wb').write(film)
        home.run('jobs')
        chance, hits, tries = random.Random(int(os.environ.get('RUSHES_SEED', 7))), 0, 0
        while hits < 4 and tries < 20 * KILLS:
            tries += 1
            hits += import_and_kill(home, card, tries % 2, None if tries % 3 else chance.uniform(0.02, 0.4))
            result = home.run('verify')
            assert result.returncode == 0, (tries, result.stdout)
        assert hits == 4, 'killed %d times in the right moment' % hits
        clips = sorted(entry['clip']['id'] for entry in home.clips())
        assert len(clips) == len(videos_and_links(home)) and {open(path, 'rb').read() for path in videos_and_links(home)} == {film}
        assert {open('%s/%d.mp4' % (card, number), 'rb').read() for number in range(5)} == {film}
        assert home.run('rebuild').returncode == 0 and sorted(entry['clip']['id'] for entry in home.clips()) == clips
        home.run('resume')
        assert home.parts() == [], home.parts()


def test_what_was_left_goes_at_the_end_too():
    """What a kill left among the parts cannot be swept at the start when somebody writes there just then."""
    with Server(run_ms=1500) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        os.makedirs(home.data('clips', '.parts'), exist_ok=True)
        open(home.data('clips', '.parts', 'd0d0-1-0x1.json.part'), 'w').write('{')
        with open(home.data('parts.lock'), 'w') as writer:
            fcntl.flock(writer, fcntl.LOCK_SH)
            process = home.start('generate', *SMALL, 'A kettle')
            while process.poll() is None and not server.creates():
                pass  # by then it has looked
            assert home.parts() != []
        process.communicate()
        assert process.returncode == 0 and home.parts() == [], home.parts()


def test_every_job_is_saved_once_and_sent_once():
    seed = int(os.environ.get('RUSHES_SEED', time.time_ns() % 1000000))
    print('# seed %d, %d kills' % (seed, KILLS))
    with Server(run_ms=150) as server:
        home = Home(RUSHES_PACE='0.3')
        home.connect('comfyui', server.comfy, 'C')
        home.connect('openai', server.videos, 'V')
        kill_often(home, server, seed)
        unknown = settle(home)
        creates = server.creates()
        print('# %d jobs, %d unknown' % (len(home.jobs()), len(unknown)))
        for job in unknown:
            assert job['provider'] == 'openai', job
            assert job['prompt'] not in creates, 'unknown, though the server has it: %s' % job
            result = home.run('retry', job['id'], timeout=60)  # asks once more, and does not pay by itself
            assert result.returncode == 1 and 'nothing was sent' in result.stderr and job['prompt'] not in server.creates(), result.stderr
            result = home.run('retry', '--again', job['id'], timeout=60)
            assert result.returncode == 0, result.stderr
        jobs = home.jobs()
        assert len(jobs) > KILLS / 10, 'too few jobs for the test to mean anything'
        left = [job for job in jobs if job['state'] != 'done']
        assert left == [], left
        sent, expected = server.creates(), {job['prompt']: 1 for job in jobs}
        assert sent == expected, {p: (sent.get(p), expected.get(p)) for p in {**sent, **expected} if sent.get(p) != expected.get(p)}
        saved = sorted(clip['clip']['request']['prompt'] for clip in home.clips())
        assert saved == sorted(job['prompt'] for job in jobs), (len(saved), len(jobs))
        assert len(home.videos()) == len(jobs), (len(home.videos()), len(jobs))
        assert home.parts() == [], home.parts()
        assert home.run('verify').returncode == 0
        for clip in (entry['clip'] for entry in home.clips()):
            assert ('workflow' in clip['request']) == (clip['request']['provider'] == 'comfyui'), clip


main(sys.modules[__name__], workers=2)
