# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Workers that are late in letting go of what they have carried out: nothing ends there that others are connected to, and the program ends well."""

import os
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, main  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
# How late: before, while and after the main thread takes everything down.
LATE_US = (20, 100, 200, 400, 800, 1500, 3000, 10000)
# What a worker makes for itself alone, and what never changes.
OWN = {'RushesBoard', 'RushesBoardItem', 'RushesConnection'}


class LateHome(Home):
    def __init__(self):
        super().__init__()
        self.log = self.path + '/ended'
        self.env.update(LATE_LOG=self.log, LD_PRELOAD=os.environ['LATE_MODULE'])

    def do(self, late, *args, code=0):
        result = self.run(*args, late=late)
        assert result.returncode == code and 'CRITICAL' not in result.stderr, (args, result)
        ended = set(open(self.log).read().split()) - OWN if os.path.exists(self.log) else set()
        assert not ended, (args, 'ended on a worker:', ended)
        return result.stdout

    def run(self, *args, late=100, **options):
        self.env['LATE_US'] = str(late)
        return super().run(*args, **options)


def test_nothing_to_do():
    home = LateHome()
    for late in LATE_US * 4:
        home.do(late, 'resume')


def test_all_that_is_done():
    with Server() as server:
        home = LateHome()
        home.connect('comfyui', server.comfy)
        home.connect('openai', server.videos, 'Other')
        home.do(100, 'boards', 'new', 'Night')
        for late in LATE_US:
            home.do(late, 'generate', *SMALL, 'By ComfyUI')
            home.do(late, 'generate', '--provider', 'openai', *SMALL, 'By an API')
            home.do(late, 'boards', 'add', 'Night', 'prompt=A shot')
            clip = home.clips()[0]['clip']['id']
            home.do(late, 'rate', '3', clip)
            home.do(late, 'undo')
            home.do(late, 'redo')
            home.do(late, 'resume')


main(sys.modules[__name__], 2)
