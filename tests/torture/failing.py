# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A call fails, by its number: that ends in a sentence, nothing is half written, what was asked for is kept, and the next run works.

A case, as a text: “generate-comfy/ENOSPC/12”: an act, what goes wrong, and from which call on; “/12/1”: at that one alone."""

import collections
import errno
import os
import random
import re
import shutil

import checks
import kills
import world

WRITES = 'write,create,open,mkdir,rename,link,symlink,truncate,allocate'
FAULTS = {
    'ENOSPC': WRITES + ',sync', 'EDQUOT': WRITES + ',sync', 'EIO': WRITES + ',sync', 'EROFS': WRITES + ',unlink,rmdir', 'EMFILE': 'read,create,open',
    'short': 'write', 'memory': '', 'gone': WRITES,
    'unreadable': 'get',
}
NUMBERS = {'unreadable': errno.EIO}
NOISE = re.compile(r'(?<!GStreamer-)CRITICAL|GLib-ERROR|assertion|Segmentation|\(process:\d+\)')
PATIENCE_S = 20


def parse(case):
    words = case.split('/')
    return words[0], words[1], int(words[2]), int(words[3]) if len(words) > 3 else 0


class Place(kills.Place):
    """What is known of acts and their calls is the same."""

    def __init__(self):
        super().__init__()
        self.calls = {}

    def count(self, act, fault):
        """How many calls of an act can fail so."""
        if (act, FAULTS[fault]) not in self.calls:
            home = self.place.copy()
            home.hurt(self.acts[act], DO='memory' if fault == 'memory' else 'none', **({'OPS': FAULTS[fault]} if FAULTS[fault] else {}))
            self.calls[act, FAULTS[fault]] = max([line.number for line in world.read_log(home.log) if line.number < 1 << 31], default=0)
            home.close()
        return self.calls[act, FAULTS[fault]]

    def make_case(self, seed, number):
        chance = random.Random('%s %s' % (seed, number))
        act, fault = chance.choice(sorted(self.acts)), chance.choice(sorted(FAULTS))
        n = self.count(act, fault)
        return '%s/%s/%d%s' % (act, fault, chance.randint(1, max(1, n)), chance.choice(('', '/1')))

    def list_series(self):
        return ['%s/%s%s' % (act, fault, ending) for act in sorted(self.acts) for fault in sorted(FAULTS) for ending in ('', '/1')]

    def follow(self, name, step):
        """Each call of an act, or one in @step, until a run has passed untouched."""
        act, fault, alone = (name + '/').split('/')[:3]
        at = 1 + random.Random(name).randrange(step)
        while True:
            yield '%s/%s/%d%s' % (act, fault, at, alone and '/' + alone)
            if self.untouched:
                return
            at += step

    def strike_fault(self, home, act, fault, at, times):
        settings = {'DO': str(NUMBERS.get(fault, getattr(errno, fault, fault))), 'AT': at, 'FOR': times}
        if FAULTS[fault]:
            settings['OPS'] = FAULTS[fault]
        if fault == 'gone':
            settings['GONE'] = home.data('clips')
        return home.hurt(self.acts[act], timeout=PATIENCE_S, may_wait=True, **settings)

    @staticmethod
    def bring_back(home):
        """The folder that went. What was made in its place would hide it."""
        away, place = home.data('clips.gone'), home.data('clips')
        if not os.path.isdir(away):
            return []
        made = checks.files_below(place) if os.path.isdir(place) else []
        shutil.rmtree(place, ignore_errors=True)
        os.rename(away, place)
        return ['%s was made where the clips had gone' % name for name in made if not name.startswith('.parts/')]

    @staticmethod
    def check_words(result, act, fault):
        """Of a run in which something failed: what it said."""
        said, wrong = (result.stdout + result.stderr).strip(), []
        if result.returncode not in (0, 1, None):
            wrong.append('It ended with %d: %s' % (result.returncode, said))
        if NOISE.search(said):
            wrong.append('It said what no user understands: %s' % said)
        if result.returncode == 1 and (not said or said.splitlines()[-1].strip() in {os.strerror(number) for number in errno.errorcode}):
            wrong.append('It failed without a sentence: “%s”' % said)
        if fault == 'short' and result.returncode not in (0, 2):
            wrong.append('It failed where a write did only half of it: %s' % said)
        return wrong

    def run(self, case):
        act, fault, at, times = parse(case)
        home, created = self.place.copy(), collections.Counter(self.place.server.creates())
        try:
            result = self.strike_fault(home, act, fault, at, times)
            hit = any(line.op == 'fail' for line in world.read_log(home.log))
            wrong = self.check_words(result, act, fault) + self.bring_back(home)
            self.seen.update(['%s: %s' % (fault, 'waited' if result.returncode is None else 'ended well' if result.returncode == 0 else 'ended with a sentence')] if hit else [])
            if not wrong:
                self.retry(home)
                wrong = self.judge(home, act, created)
            return int(hit), wrong
        finally:
            home.close()

    @staticmethod
    def retry(home):
        """What failed here is tried again: that sends nothing twice."""
        home.run('resume')
        for job in checks.Library(home).jobs:
            if job['state'] == 'failed':
                home.run('retry', job['id'])
