# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A library that lies on a share, and that another computer has open: it is looked at, and nothing is changed."""

import json
import os
import sys
import time

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
OTHER = 'another-boot\nanother-machine\nstudio\n'
CHANGES = (['generate', 'A request'], ['resume'], ['pick', ''], ['rate', '3', ''], ['tag', 'x', ''], ['note', '', 'x'], ['undo'], ['rebuild'], ['move', '/tmp/there'],
           ['boards', 'new', 'A board'], ['import', '/dev/null'], ['find-missing', '/tmp'])


def write(home, text, age=0):
    path = home.data('open-on')
    with open(path, 'w') as file:
        file.write(text)
    os.utime(path, (time.time() - age, time.time() - age))


def contents(home):
    return {os.path.join(folder, name): (os.stat(os.path.join(folder, name)).st_mtime_ns, os.path.getsize(os.path.join(folder, name)))
            for folder, _, names in os.walk(home.data()) for name in names}


def with_clip(server, **variables):
    home = Home(**variables)
    home.connect('comfyui', server.comfy)
    assert home.run('generate', *SMALL, 'A red fox').returncode == 0
    return home


def test_it_is_looked_at_and_nothing_is_changed():
    with Server() as server:
        home = with_clip(server)
        clip = json.loads(home.run('clips', '--json').stdout)[0]['clip']['id']
        write(home, OTHER)
        before = contents(home)
        for args in (['clips'], ['jobs'], ['show', clip], ['notes', clip], ['boards'], ['tag'], ['disk']):
            result = home.run(*args)
            assert result.returncode == 0 and 'open on “studio”' in result.stderr, (args, result)
        assert 'fox' in home.run('clips', 'fox').stdout and home.jobs()[0]['state'] == 'done'
        for args in CHANGES:
            result = home.run(*[word or clip for word in args])
            assert result.returncode == 1 and 'open on “studio”' in result.stderr, (args, result)
        assert contents(home) == before and server.creates() == {'A red fox': 1}
        os.remove(home.data('open-on'))
        assert home.run('rate', '3', clip).returncode == 0


def test_one_that_does_not_live_any_more():
    """It crashed, or lost its network: after a while others have the library, also where a clock was set back."""
    with Server() as server:
        home = with_clip(server)
        for age in (600, -365 * 24 * 3600):
            write(home, OTHER, age)
            result = home.run('generate', *SMALL, 'A request')
            assert result.returncode == 0 and 'studio' not in result.stderr, result


def test_this_computer_before_it_was_started_again():
    with Server() as server:
        home = with_clip(server)
        machine = open('/etc/machine-id').read().strip() if os.path.exists('/etc/machine-id') else ''
        write(home, 'another-boot\n%s\n%s\n' % (machine, os.uname().nodename))
        assert home.run('generate', *SMALL, 'A request').returncode == 0
        write(home, '%s\nanother-machine\nrenamed\n' % open('/proc/sys/kernel/random/boot_id').read().strip())
        assert home.run('generate', *SMALL, 'A request').returncode == 0
        write(home, 'nonsense')
        assert home.run('generate', *SMALL, 'A request').returncode == 0


def test_on_a_share_it_says_who_has_it():
    """As long as one of its processes has it open, and by name; the last one takes that away."""
    with Server(run_ms=2000) as server:
        home = with_clip(server, SHARE='1', LD_PRELOAD=os.environ['ROOM_MODULE'])
        assert not os.path.exists(home.data('open-on'))
        process = home.start('generate', *SMALL, 'A request')
        wait_for(lambda: os.path.exists(home.data('open-on')))
        assert open(home.data('open-on')).read().splitlines()[2] == os.uname().nodename
        assert home.run('clips').returncode == 0 and os.path.exists(home.data('open-on'))
        process.communicate(timeout=120)
        assert process.returncode == 0 and not os.path.exists(home.data('open-on'))
        process = home.start('generate', *SMALL, 'A request')
        wait_for(lambda: os.path.exists(home.data('open-on')))
        process.kill()
        process.communicate()
        assert os.path.exists(home.data('open-on')) and home.run('resume').returncode == 0 and not os.path.exists(home.data('open-on'))


def test_a_library_that_another_has_taken_meanwhile():
    """This one slept, or had no network: it sees that, and writes nothing more."""
    with Server(run_ms=600000) as server:
        home = Home(SHARE='1', LD_PRELOAD=os.environ['ROOM_MODULE'])
        home.connect('comfyui', server.comfy)
        process = home.start('generate', *SMALL, 'A request')
        wait_for(lambda: any(job['state'] == 'running' for job in home.jobs()))
        write(home, OTHER)
        while 'open on studio now' not in process.stderr.readline():
            assert process.poll() is None
        server.stop()
        process.terminate()
        process.communicate(timeout=60)
        assert open(home.data('open-on')).read() == OTHER
        result = home.run('resume')
        assert result.returncode == 1 and 'open on “studio”' in result.stderr
        os.remove(home.data('open-on'))
        assert [job['state'] for job in home.jobs()] == ['running']


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
