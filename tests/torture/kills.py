# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Killed at a call that is counted, and started again: what is promised still holds.

A case is an act and where it is killed, and perhaps where what comes after it is killed, too; as a text, “fill/kill/write/ledger.db/12+resume/kill///40”:
act, what happens (kill before the call, or tear: after half of a write), which calls count, which paths, and at the how manieth."""

import collections
import json
import os
import random
import re

import checks
import world

KINDS = ('ledger.db', 'library.db', 'clips/.parts', 'clips/2', 'elsewhere', 'boards/', 'config/', 'Trash', 'out/', 'queue', 'pictures', 'net:')
JUDGED = ('pick', 'rate', 'tag', 'note', 'stack', 'undo')
DRAWN = ('board-set', 'board-add', 'board-take', 'board-undo')

Kill = collections.namedtuple('Kill', 'act do ops path at')


def to_text(kills):
    return '+'.join('/'.join(str(part) for part in kill) for kill in kills)


def from_text(text):
    return [Kill(act, do, ops, path, int(at)) for act, do, ops, path, at in
            (re.fullmatch(r'([^/]*)/([^/]*)/([^/]*)/(.*)/(\d+)', part).groups() for part in text.split('+'))]


def kind_of(line):
    return next((kind for kind in KINDS if kind in line.path), '')


class Points:
    """Where an act can be killed: measured once, on a copy that is thrown away."""

    def __init__(self, place, name, args):
        home = place.copy()
        result = home.hurt(args)
        assert result.returncode == 0, (name, result)
        self.lines = world.read_log(home.log)
        home.close()
        assert self.lines, name
        self.kinds = collections.Counter((line.op if line.op != 'open' else 'create', kind_of(line)) for line in self.lines)

    def choose(self, chance, name):
        """Half of them anywhere, half by what is done to what: the rare ones are the interesting ones."""
        if chance.random() < 0.5:
            return Kill(name, 'kill', '', '', chance.randint(1, len(self.lines) + 3))
        (op, kind), n = chance.choice(sorted(self.kinds.items()))
        do = 'tear' if op == 'write' and chance.random() < 0.4 else 'kill'
        return Kill(name, do, op if op != 'create' else 'create,open', kind, chance.randint(1, n))


class Place:
    """A world and what is known of it; cases are texts."""

    def __init__(self):
        self.place = world.World()
        self.acts = world.acts(self.place)
        self.points = {name: Points(self.place, name, args) for name, args in self.acts.items()}
        self.points['resume'] = self.points['three-takes']
        home = self.place.copy()
        self.before = checks.opinions(home), checks.film(home)
        assert home.run('undo').returncode == 0 and home.run('boards', 'undo', 'film').returncode == 0
        self.prior = checks.opinions(home), checks.film(home)
        home.close()
        self.seen = collections.Counter()

    def close(self):
        self.place.close()

    def make_case(self, seed, number):
        chance = random.Random('%s %s' % (seed, number))
        name = chance.choice(sorted(self.acts))
        kills = [self.points[name].choose(chance, name)]
        while chance.random() < 0.3:
            kills.append(self.points['resume'].choose(chance, 'resume'))
        return to_text(kills)

    def strike(self, home, kill):
        args = ['resume'] if kill.act == 'resume' else self.acts[kill.act]
        faults = {'DO': kill.do, 'AT': kill.at}
        if kill.ops:
            faults['OPS'] = kill.ops
        if kill.path:
            faults['PATH'] = kill.path
        result = home.hurt(args, **faults)
        assert world.was_killed(result) or result.returncode in (0, 1), result
        return world.was_killed(result)

    def run(self, case):
        """Returns how often it was killed, and what is wrong afterwards."""
        kills = from_text(case)
        home, created = self.place.copy(), collections.Counter(self.place.server.creates())
        try:
            hits = 0
            for kill in kills:
                hits += self.strike(home, kill)
                self.seen.update({'with a job %s' % job['state'] for job in checks.Library(home).jobs if job['prompt'] not in world.OLD})
            self.seen.update(['killed in %s' % kills[0].act])
            return hits, self.judge(home, kills[0].act, created)
        except AssertionError as error:
            return 1, [str(error)]
        finally:
            home.close()

    def judge(self, home, act, created):
        result = home.run('resume')
        wrong = [] if result.returncode == 0 or world.UNKNOWN in result.stderr else ['resume: %d %s' % (result.returncode, result.stderr)]
        wrong += self.check(home, created, act == 'move')
        for names, look, undo, redo, index in ((JUDGED, checks.opinions, ['undo'], ['redo'], 0),
                                               (DRAWN, checks.film, ['boards', 'undo', 'film'], ['boards', 'redo', 'film'], 1)):
            if act in names:
                wrong += self.check_undo(home, look, undo, redo, self.before[index], self.prior[index], act in ('undo', 'board-undo'))
        wrong += self.finish(home, act)
        return wrong + self.check(home, created) + checks.check_exports(home)

    def check(self, home, created, moving=False):
        new = collections.Counter(self.place.server.creates()) - created
        return checks.check(home, new + collections.Counter(world.OLD), moving)

    def check_undo(self, home, look, undo, redo, before, prior, was_undo):
        """What was half done is done or not; and what is taken back then is the last thing that was done."""
        now = look(home)
        if was_undo:
            way, wanted = (undo, prior) if now == before else (redo, before)
            wrong = [] if now in (before, prior) else ['Neither undone nor as it was: %s' % (now,)]
        else:
            way, wanted, wrong = undo, prior if now == before else before, []
        result = home.run(*way)
        if result.returncode != 0 or look(home) != wanted:
            wrong.append('%s: %d %s gives %s, not %s; it was %s' % (way, result.returncode, result.stderr, look(home), wanted, now))
        return wrong

    def finish(self, home, act):
        """The same once more: it goes on, or does nothing."""
        if act in ('fill', 'move', 'rebuild', 'style', 'first-frame') or act.startswith(('export', 'board-')):
            args = self.acts[act]
            if act.startswith('export') and '--force' not in args:
                wrong = ['%s is half there' % name for name in os.listdir(home.path + '/out') if not checks.is_export(home.path + '/out/' + name)]
                args = args[:3] + ['--force'] + args[3:]
            else:
                wrong = []
            result = home.hurt(args)
            ended = result.returncode == 0 or act.startswith('board-')
            wrong += [] if ended else ['%s again: %s' % (act, result)]
            wrong += self.check_finished(home, act)
            return wrong
        return []

    @staticmethod
    def check_finished(home, act):
        library = checks.Library(home)
        if act == 'fill':
            takes = [len(shot.get('takes', [])) for scene in checks.film(home)['scenes'] for shot in scene['shots']]
            return [] if takes == [1, 1, 1] else ['After the fill there are %s takes' % takes]
        if act == 'move':
            return [] if os.path.islink(home.data('clips')) and len(library.clips) == 3 else ['It has not moved']
        if act == 'rebuild':
            return [] if len(library.rows) == 3 else ['%d clips are there' % len(library.rows)]
        return []
