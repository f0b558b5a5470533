# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Nothing stays in the temporary directory: not of tests, not of sample servers, not of those that were killed."""

import os
import signal
import subprocess
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import RUSHES, Scratch, main  # noqa: E402

KEEP_A_HOME = ("import sys, time; sys.path.insert(0, %r); from rushes_test import Home; "
               "home = Home(); print(home.path, flush=True); time.sleep(600)")
SUPPORT = os.environ['TOP'] + '/tests/support'


class Place:
    """A temporary directory for the processes of one test."""

    def __enter__(self):
        self.scratch = Scratch()
        self.env = dict(os.environ, TMPDIR=self.scratch.name)
        self.running = []
        return self

    def __exit__(self, *_):
        for process in self.running:
            process.kill()
            process.wait()

    def start(self, *args):
        """Starts a process, and waits for its first line: then its folder is there."""
        process = subprocess.Popen(args, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.running.append(process)
        assert process.stdout.readline()
        return process

    def folders(self):
        return {name for name in os.listdir(self.scratch.name) if name.startswith('rushes')}


def follow(start):
    """Killed, one after the other, ended: what is in the temporary directory then."""
    with Place() as place:
        killed = start(place)
        first = place.folders()
        assert len(first) == 1, first
        killed.kill()
        killed.wait()
        assert place.folders() == first
        second = start(place)
        after = place.folders()
        assert len(after) == 1 and not after & first, (first, after)
        third = start(place)
        assert after < place.folders(), 'the folder of a living process was swept'
        for process in (second, third):
            process.send_signal(signal.SIGINT)
            process.wait(20)
        assert place.folders() == set(), place.folders()


def test_sample_servers_leave_nothing():
    follow(lambda place: place.start(RUSHES, 'sample-server', '--port', '0'))


def test_homes_of_tests_leave_nothing():
    follow(lambda place: place.start(sys.executable, '-c', KEEP_A_HOME % SUPPORT))


def test_programs_of_tests_leave_nothing():
    for name in ('base', 'library', 'workflow', 'media', 'http'):
        with Place() as place:
            result = subprocess.run([os.environ['BUILD'] + '/tests/test-' + name], env=place.env, capture_output=True, text=True)
            assert result.returncode == 0, result.stderr
            assert os.listdir(place.scratch.name) == [], (name, os.listdir(place.scratch.name))


main(sys.modules[__name__])
