# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which of ThreadSanitizer's reports are ours."""

import os
import subprocess
import sys

TOP = os.environ['TOP']
sys.path.insert(0, TOP + '/tests/support')
from rushes_test import Scratch, main  # noqa: E402

OURS = '    #1 judge ../src/library/rushes-judge.c:40 (rushes+0x10)'
OTHER = '    #1 other ../src/jobs/rushes-line.c:12 (rushes+0x20)'
PLAYER = '    #1 <null> <null> (libgstreamer-1.0.so.0+0x4504b)'
REPORT = '''==================
WARNING: ThreadSanitizer: data race (pid=1)
  Write of size 8 at 0x7b20 by thread T8 (mutexes: write M1):
    #0 g_free ../glib/gmem.c:229 (libglib-2.0.so.0+0x6f048)
%s
    #2 main ../src/main.c:5 (rushes+0x30)

  Previous read of size 4 at 0x7b20 by main thread:
    #0 strcmp ../../sanitizer.inc:457 (libtsan.so.2+0x62cc8)
%s

  Location is heap block of size 17 at 0x7b20 allocated by thread T6:
    #0 malloc ../../tsan.cpp:647 (libtsan.so.2+0x3ebb8)
    #1 make ../src/jobs/rushes-line.c:3 (rushes+0x40)

SUMMARY: ThreadSanitizer: data race ../glib/gmem.c:229 in g_free
==================
'''


def judge(*reports):
    scratch = Scratch()
    for number, report in enumerate(reports):
        with open('%s/report.%d' % (scratch.name, number), 'w') as file:
            file.write(report)
    return subprocess.run([sys.executable, TOP + '/tests/races.py', scratch.name, TOP], capture_output=True, text=True)


def test_both_at_one_place_are_ours():
    result = judge(REPORT % (OURS, OTHER), REPORT % (OURS, OTHER), REPORT % (OTHER, OURS))
    assert result.returncode == 1, result
    assert result.stdout.startswith('3 times: judge ../src/library/rushes-judge.c:40 and other ../src/jobs/rushes-line.c:12\n'), result
    assert result.stdout.endswith('3 reports, of which 3 are ours\n'), result


def test_a_library_that_is_not_built_for_it_is_not():
    result = judge(REPORT % (PLAYER, OTHER), REPORT % (OURS, PLAYER), REPORT % (PLAYER, PLAYER))
    assert result.returncode == 0 and result.stdout == '3 reports, of which 0 are ours\n', result


def test_nothing_was_said():
    result = judge()
    assert result.returncode == 0 and result.stdout == '0 reports, of which 0 are ours\n', result


main(sys.modules[__name__])
