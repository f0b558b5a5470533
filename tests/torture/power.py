# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The current goes at a call that is counted; what was not written through is lost or came in another order. What the program called saved is there.

A case, as a text: “fill/33/some:5”: an act, at which call, and what of the rest the disk has (disk.py): none, names, bytes, or some by that seed."""

import collections
import os
import random
import re

import checks
import disk
import kills
import world


# Nothing is promised of what can be made anew, or is of a process: caches, locks; the desktop's trash is GLib's to write, and of databases it is asked
# what they say.
PASSING = re.compile(r'/cache/|/Trash/|/posters/|\.(lock|socket|address|db)$|-(wal|shm)$')


def list_kept(root):
    """Every file below it with what is in it, every link with where it leads, every folder."""
    kept = {}
    for folder, folders, names in os.walk(root):
        for path in (os.path.join(folder, name) for name in folders + names):
            if PASSING.search(path):
                continue
            if os.path.islink(path):
                kept[path] = os.readlink(path)
            elif os.path.isdir(path):
                kept[path] = None
            else:
                with open(path, 'rb') as file:
                    kept[path] = file.read()
    return kept


class Place(kills.Place):
    """What is known of acts and their calls is the same."""

    def make_case(self, seed, number):
        chance = random.Random('%s %s' % (seed, number))
        act = chance.choice(sorted(self.acts))
        at = chance.choice((chance.randint(1, len(self.points[act].lines)), 10 ** 6))  # the end is where most has been promised
        return '%s/%d/%s' % (act, at, chance.choice(('none', 'names', 'bytes', 'some:%d' % chance.randrange(10 ** 6), 'some:%d' % chance.randrange(10 ** 6))))

    def run(self, case):
        act, at, how = case.split('/')
        home, created = self.place.copy(), collections.Counter(self.place.server.creates())
        try:
            state = disk.Disk(home.path)
            result = home.hurt(self.acts[act], DO='kill', AT=at, KEEP=1)
            lines, written = world.read_log(home.log, with_data=True), list_kept(home.path)
            state.play(lines)
            state.write(random.Random(how), how.split(':')[0])
            self.seen.update(['%s, cut %s' % (how.split(':')[0], 'on the way' if world.was_killed(result) else 'at the end')])
            said = ''.join(line.data.decode('utf-8', 'replace') for line in lines if line.op == 'say')
            wrong = self.check_promises(home, said)
            if result.returncode == 0:
                wrong += self.check_written(home, written)
            wrong += self.judge(home, act, created)
            if not world.was_killed(result) and result.returncode == 0:
                wrong += self.check_done(home, act)
            return 1, wrong
        finally:
            home.close()

    @staticmethod
    def check_promises(home, said):
        """Before anything else runs: what was called saved."""
        wrong = []
        for path in re.findall(r'^(/\S+\.mp4)$', said, re.M):
            try:
                if not checks.is_whole(path):
                    wrong.append('%s was called saved and is not whole' % path)
            except OSError:
                wrong.append('%s was called saved and is not there' % path)
        library = {job['id'][:8]: job['state'] for job in checks.Library(home).jobs}
        return wrong + ['Job %s was called saved and is %s' % (name, library.get(name, 'not there')) for name in re.findall(r'^(\S{8}) Saved', said, re.M)
                        if library.get(name) != 'done']

    @staticmethod
    def check_written(home, written):
        """It had ended well: so what it left is there, as it was."""
        left = list_kept(home.path)
        return ['%s was there at the end and is %s' % (path[len(home.path) + 1:], 'another' if path in left else 'lost')
                for path, what in sorted(written.items()) if left.get(path, 0) != what]

    def check_done(self, home, act):
        """It had ended well: so it is done, and what could be taken back was that."""
        return ['What was done at the end was lost'] if (act in kills.JUDGED or act in kills.DRAWN) and self.lost else []

    def check_undo(self, home, look, undo, redo, before, prior, was_undo):
        self.lost = look(home) == before
        return super().check_undo(home, look, undo, redo, before, prior, was_undo)
