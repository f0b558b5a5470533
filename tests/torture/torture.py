# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tortures the program and checks what it promised: build-aux/torture [KIND] [N] [--seed S] [--workers W] [--every [STEP]] [--only PATTERN] [--case TEXT]

KIND is what is done to it:
  kill     SIGKILL at a call that is counted, half-way through a write, or where a job goes on in the ledger: before that is written, before it is kept
           and after; and often again while it recovers, cancels or tries again
  fault    a call fails: no room, a broken disk, one that cannot be read, a read-only one, no descriptors, no memory in SQLite, half a write, a folder that went
  power    the current goes: what was not written through is lost, or came in another order
Without it all three. N is how many cases of each (200). --every: all there are, of kills every change of the ledger, of faults each call of each act, until a run
has none left to fail (there are 300,000, four of five of which are memory's: STEP takes one in so many). --only: those whose name has this, a regular expression. What fails is printed with
the command that does the same once more; a seed makes the same cases again. Calls of several threads come in an order of their own: a case may have to be repeated to fail again.
"""

import argparse
import collections
import multiprocessing
import os
import random
import re
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import failing  # noqa: E402
import kills  # noqa: E402
import power  # noqa: E402

KINDS = {'kill': kills, 'fault': failing, 'power': power}
SAY = ''  # before each line: tests say comments
FRESH = 250  # cases; then the server, which keeps all that it made, is another one


def say(text):
    print('\n'.join(SAY + line for line in text.splitlines()) + '\n', end='', flush=True)


def name_case(kind, case):
    return "build-aux/torture %s --case '%s'" % (kind, case)


def try_case(place, case):
    """Returns how often something was done to it, and what is wrong."""
    try:
        return place.run(case)
    except Exception:
        return 1, [traceback.format_exc()]


def work(kind, seed, numbers, results):
    """One process: a place of its own, and its share of the cases."""
    module = KINDS[kind]
    place, n = module.Place(), 0
    for number in numbers:
        for case in [place.make_case(seed, number)] if seed is not None else place.follow(*number):
            hits, wrong = try_case(place, case)
            results.put((case, hits, wrong, collections.Counter(place.seen)))
            place.seen.clear()
            place.untouched = hits == 0
            n += 1
            if n % FRESH == 0:
                place.renew()
    place.close()
    results.put(None)


def gather(results, n_workers, kind, n):
    """Prints what is wrong as it comes. Returns a counter of what was done, how often that was, and how many cases were wrong."""
    seen, hits, wrong, left, done = collections.Counter(), 0, 0, n_workers, 0
    while left > 0:
        result = results.get()
        if result is None:
            left -= 1
            continue
        case, n_hits, problems, more = result
        hits, done, wrong = hits + n_hits, done + 1, wrong + bool(problems)
        seen.update(more)
        if problems:
            say('%s\n  %s' % (name_case(kind, case), '\n  '.join(problem[:1500] for problem in problems)))
        if done % 500 == 0:
            say('%d%s cases, %d hits, %d wrong' % (done, ' of %d' % n if n > 0 else '', hits, wrong))
    return seen, hits, wrong, done


def list_all(kind, step, only):
    """What Place.follow() makes cases of: of each several, one after the other."""
    place = KINDS[kind].Place()
    series = [(name, step) for name in place.list_series() if re.search(only, name)]
    place.close()
    return series


def run(kind, n, seed, n_workers, step=1, only=''):
    """@seed: None: every case there is, or one in @step, of those in whose names @only is found. Returns how many cases were wrong."""
    fork = multiprocessing.get_context('fork')  # Python 3.14 starts the script anew in each, which a test cannot bear
    began, results = time.monotonic(), fork.Queue()
    cases = list(range(n)) if seed is not None else list_all(kind, step, only)
    processes = [fork.Process(target=work, args=(kind, seed, cases[worker::n_workers], results)) for worker in range(n_workers)]
    say('%s: %s' % (kind, '%d cases, seed %s' % (n, seed) if seed is not None else 'every one' if step == 1 else 'one in %d' % step))
    for process in processes:
        process.start()
    seen, hits, wrong, n = gather(results, n_workers, kind, n)
    for process in processes:
        process.join()
    took = time.monotonic() - began
    say('%s: %d cases, %d hits in %d s (%.1f a second), %d wrong' % (kind, n, hits, took, n / took, wrong))
    for what, number in sorted(seen.items()):
        say('  %6d  %s' % (number, what))
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument('kind', nargs='?', choices=[*KINDS, 'all'], default='all')
    parser.add_argument('n', nargs='?', type=int, default=200)
    parser.add_argument('--seed', default=str(random.SystemRandom().randrange(1000000)))
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--every', nargs='?', type=int, const=1, metavar='STEP')
    parser.add_argument('--only', default='')
    parser.add_argument('--case')
    words = parser.parse_args(['all', *sys.argv[1:]] if sys.argv[1:2] and sys.argv[1].isdigit() else None)
    if words.case is not None:
        place = KINDS[words.kind].Place()
        _, wrong = try_case(place, words.case)
        place.close()
        print('\n'.join(wrong) or 'Nothing is wrong.')
        return bool(wrong)
    if words.every is not None:
        return bool(run(words.kind if words.kind != 'all' else 'fault', 0, None, words.workers, words.every, words.only))
    return any([run(kind, words.n, words.seed, words.workers) for kind in (KINDS if words.kind == 'all' else [words.kind])])


if __name__ == '__main__':
    sys.exit(main())
