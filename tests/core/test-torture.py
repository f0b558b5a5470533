# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A share of what build-aux/torture does: what is promised holds, whatever happens at whichever call."""

import os
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
sys.path.insert(0, os.environ['TOP'] + '/tests/torture')
import torture  # noqa: E402
from rushes_test import main  # noqa: E402

# A run should take seconds, and leave the tests beside it their share of the machine: CI has more of them afterwards.
KILLS = int(os.environ.get('RUSHES_KILLS', '30'))
torture.SAY = '# '
SEED = os.environ.get('RUSHES_SEED', '1')


# The same of calls that fail, and of the current: an index that was put aside as if it were broken (also since the disk could not be read), a clip that was forgotten with its disk, a record
# without a clip, an empty index, a board that was changed so that it could not be taken back, a row that SQLite had given up, the second of several files as the first.
FAILED = ('remote/ENOSPC/20/1', 'board-undo/memory/827/1', 'trash/gone/66/1', 'trash/EIO/114/1', 'import/EROFS/86/1', 'rebuild/EMFILE/12',
          'pick/unreadable/67', 'undo/unreadable/64/1', 'rebuild/unreadable/10', 'board-set/unreadable/40', 'board-take/EIO/42/1', 'board-undo/ENOSPC/41/1', 'import-link/EDQUOT/130/1',
          'several-outputs/ENOSPC/155/1')
CUT = ('trash/1000000/none', 'import/122/none', 'fill/1000000/some:5')
# Killed here it once lost something: what a later change of a board left of an earlier one, what can be taken back, a file under a chance name, what
# an export replaces, the way to another folder, what was paid.
KILLED = ('board-set/kill/write/boards//1', 'board-set/kill/link/boards//1', 'board-set/tear/write/boards//2', 'board-undo/kill/rename/boards//2',
          'board-add/kill/sync/boards//2', 'board-copy/kill/mkdir/boards//3', 'style/tear/write/boards//1', 'connection/kill/rename/config//1',
          'fill/kill/rename/queue/1', 'export-film/kill/rename/out//2', 'move/kill/exchange//1', 'move/kill/truncate/elsewhere/1',
          'generate-videos/kill/send/net:/2', 'first-frame/kill/rename/pictures/1')
# Where a job goes on: before it is paid for, before that is kept, after; its user stops it, or tries it again.
MOVED = ('generate-videos/kill/move/ledger:spent/1', 'generate-videos/kill/commit/ledger:spent/1', 'fill/kill/moved/ledger:new/1', 'several-outputs/kill/moved/ledger:saving>fetching/1',
         'generate-videos/kill/moved/ledger:waiting>submitting/1+cancel/kill/moved//1', 'generate-comfy/kill/moved/ledger:submitting>queued/1+cancel/kill/move//2',
         torture.kills.UNKNOWN + '+retry/kill/moved/ledger:unknown/1')


def test_where_it_once_mattered():
    for kind, cases in (('kill', KILLED + MOVED), ('fault', FAILED), ('power', CUT)):
        place = torture.KINDS[kind].Place()
        wrong = {case: problems for case, (_, problems) in ((case, torture.try_case(place, case)) for case in cases) if problems}
        place.close()
        assert wrong == {}, wrong


def test_killed_at_any_call():
    assert torture.run('kill', KILLS, SEED, 2) == 0


def test_each_change_of_the_ledger_is_seen():
    """A job's whole way, of which it can be killed anywhere."""
    place = torture.kills.Place()
    moves = [path for op, path in place.points['generate-videos'].moves if op == 'moved']
    before, killed = place.points['generate-videos'].moves, []
    for op, path in (('move', 'ledger:spent'), ('commit', 'ledger:spent'), ('moved', 'ledger:spent')):
        home = place.place.copy()
        place.strike(home, torture.kills.Kill('generate-videos', 'kill', op, path, 1))
        killed.append([torture.kills.checks.Library(home).prompts('queued', 'running', 'fetching').total(),
                       len(torture.kills.checks.read(home.data('ledger.db'), 'SELECT * FROM spent')) - 1])
        home.close()
    place.close()
    assert set(moves) >= {'ledger:new', 'ledger:waiting>submitting', 'ledger:submitting>queued', 'ledger:spent', 'ledger:fetching>saving', 'ledger:saving>done'}, moves
    assert before['commit', 'ledger:spent'] == 1, before
    assert killed == [[0, 0], [0, 0], [1, 1]], killed  # the two are one step, which is on the disk when it says so


def test_a_call_that_fails():
    assert torture.run('fault', KILLS // 2, SEED, 2) == 0


def test_the_current_goes():
    assert torture.run('power', KILLS // 2, SEED, 2) == 0


main(sys.modules[__name__])
