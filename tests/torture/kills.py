# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Killed at a call that is counted, or at a change of the ledger, and started again: what is promised still holds.

A case is an act and where it is killed, and perhaps where what comes after it is killed, too; as a text, “fill/kill/write/ledger.db/12+resume/kill///40”:
act, what happens (kill before the call, or tear: after half of a write), which calls count, which paths, and at the how manieth. Changes of the ledger are
such, too: “fill/kill/moved/ledger:waiting>submitting/2” is killed when the second job that is sent is down on the disk as that, “move” before it is written,
“commit” when it is written and not kept yet. What comes after may be “resume”, “cancel” (the job that has not ended) and “retry” (one that waits for its user)."""

import collections
import json
import os
import random
import re

import checks
import world

KINDS = ('ledger.db', 'library.db', 'clips/.parts', 'clips/2', 'elsewhere', 'boards/', 'config/', 'Trash', 'out/', 'queue', 'pictures', 'net:')
JUDGED = ('pick', 'rate', 'tag', 'note', 'stack', 'undo')
MOVES = ('move', 'commit', 'moved')
AFTER = ('resume', 'resume', 'resume', 'cancel', 'retry')
UNKNOWN = 'generate-videos/kill/moved/ledger:waiting>submitting/1+resume/kill/send/nowhere/1'  # leaves such a job
STUCK = ('failed', 'lost', 'unknown')  # such jobs wait for their user
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

    def __init__(self, home, name, args):
        result = home.hurt(args)
        assert result.returncode == 0 or world.UNKNOWN in result.stderr, (name, result)
        lines = world.read_log(home.log)
        self.lines = [line for line in lines if line.op not in MOVES]
        self.moves = collections.Counter((line.op, line.path) for line in lines if line.op in MOVES)
        home.close()
        assert self.lines, name
        self.kinds = collections.Counter((line.op if line.op != 'open' else 'create', kind_of(line)) for line in self.lines)

    def choose(self, chance, name):
        """Anywhere, or by what is done to what (the rare ones are the interesting ones), or where a job goes on."""
        how = chance.random()
        if how < 0.3 and self.moves:
            (op, path), n = chance.choice(sorted(self.moves.items()))
            return Kill(name, 'kill', op, path, chance.randint(1, n))
        if how < 0.65:
            return Kill(name, 'kill', '', '', chance.randint(1, len(self.lines) + 3))
        (op, kind), n = chance.choice(sorted(self.kinds.items()))
        do = 'tear' if op == 'write' and chance.random() < 0.4 else 'kill'
        return Kill(name, do, op if op != 'create' else 'create,open', kind, chance.randint(1, n))


class Place:
    """A world and what is known of it; cases are texts."""

    place = None

    def __init__(self):
        self.renew()
        self.points = {name: self.measure(name) for name in self.acts}
        self.points['resume'] = self.points['three-takes']
        self.points['cancel'] = self.measure('cancel', 'generate-comfy/kill/moved/ledger:submitting>queued/1')
        self.points['retry'] = self.measure('retry', UNKNOWN)
        self.seen, self.untouched = collections.Counter(), False  # of the case before

    def renew(self):
        """Another world: its server keeps all that it made."""
        if self.place is not None:
            self.place.close()
        self.place = world.World()
        self.acts = world.acts(self.place)
        home = self.place.copy()
        self.before = checks.opinions(home), checks.film(home)
        assert home.run('undo').returncode == 0 and home.run('boards', 'undo', 'film').returncode == 0
        self.prior = checks.opinions(home), checks.film(home)
        home.close()

    def close(self):
        self.place.close()

    def measure(self, act, before=''):
        home = self.place.copy()
        for kill in from_text(before) if before else ():
            self.strike(home, kill)
        points = Points(home, act, self.list_args(home, act))
        home.close()
        return points

    def list_args(self, home, act):
        """None where there is nothing that it could be done with."""
        if act not in AFTER:
            return self.acts[act]
        jobs = [job['id'] for job in checks.Library(home).jobs if act == 'resume' or (job['state'] in STUCK) == (act == 'retry') and job['state'] not in ('done', 'cancelled')]
        return [act] + (jobs[:1] if act != 'resume' else []) if jobs else None

    def list_series(self):
        """Every change of the ledger, and whatever can come after it of those that its user makes."""
        firsts = {act: [Kill(act, 'kill', op, path, n) for (op, path), many in sorted(self.points[act].moves.items()) for n in range(1, many + 1)] for act in sorted(self.acts)}
        unknown = from_text(UNKNOWN)
        return [to_text([kill]) for kills in firsts.values() for kill in kills] + \
               [to_text([first, Kill('cancel', 'kill', op, '', n)]) for act in ('generate-comfy', 'generate-videos') for first in firsts[act] if first.ops == 'moved'
                for op in ('move', 'moved') for n in (1, 2)] + \
               [to_text([*unknown, Kill('retry', 'kill', op, '', n)]) for op in ('move', 'moved') for n in (1, 2, 3)]

    def follow(self, name, step):
        """The cases of a series, one after the other: here it is one."""
        return [name]

    def make_case(self, seed, number):
        chance = random.Random('%s %s' % (seed, number))
        name = chance.choice(sorted(self.acts))
        kills = [self.points[name].choose(chance, name)]
        while chance.random() < 0.3:
            name = chance.choice(AFTER)
            kills.append(self.points[name].choose(chance, name))
        return to_text(kills)

    def strike(self, home, kill):
        args = self.list_args(home, kill.act)
        if args is None:
            return False
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
            self.seen.update(['killed in %s' % kills[0].act, *('killed at %s, %s' % (kill.path, kill.ops) for kill in kills if kill.ops in MOVES)])
            return hits, self.judge(home, kills[0].act, created)
        except AssertionError as error:
            return 1, [str(error)]
        finally:
            home.close()

    def judge(self, home, act, created):
        result = home.run('resume')
        ended = world.UNKNOWN in result.stderr or 'Cancelled\n' in result.stderr  # as its user wished
        wrong = [] if result.returncode == 0 or ended else ['resume: %d %s' % (result.returncode, result.stderr)]
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
