# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What of ThreadSanitizer's reports is ours: races.py FOLDER TOP

GStreamer, libav and their like are not built for it: how they count references and hand things on is hidden, and so each of their pieces is
reported when it is freed. A report is ours when who was at the place is, in both threads: the first frame that is no library's beneath everybody.
"""

import collections
import glob
import re
import sys

# What stands between who wants something and the memory.
BENEATH = re.compile(r'\((libtsan|libc\.so|libglib-|libgobject-|libgio-|libgmodule-)')


def accesses(report):
    """The stacks of the two accesses: the rest tells where the memory, the locks and the threads are from."""
    stacks = []
    for line in report.splitlines():
        if re.match(r'  \S.*(by thread|by main thread)', line):
            stacks.append([])
        elif re.match(r'  \S', line):
            if len(stacks) == 2:
                break
        elif stacks and re.match(r'    #\d', line):
            stacks[-1].append(line.strip())
    return stacks[:2]


def who(stack):
    """Returns: the frame whose doing it is, or none where a stack could not be kept."""
    return next((frame for frame in stack if not BENEATH.search(frame)), None)


def is_ours(frame):
    return frame is not None and ('/src/' in frame or '/tests/' in frame)


def main(folder, top):
    counted, first, n = collections.Counter(), {}, 0
    for path in glob.glob(folder + '/report.*'):
        with open(path, errors='replace') as file:
            for report in file.read().split('=' * 18):
                if 'WARNING: ThreadSanitizer' not in report:
                    continue
                n += 1
                both = [who(stack) for stack in accesses(report)]
                if len(both) == 2 and all(map(is_ours, both)):
                    key = tuple(sorted(re.sub(r'^#\d+ | \(.*', '', frame) for frame in both))
                    counted[key] += 1
                    first.setdefault(key, report)
    for key, times in counted.most_common():
        print('%d times: %s' % (times, ' and '.join(key)))
        print(first[key].replace(top + '/', ''))
    print('%d reports, of which %d are ours' % (n, sum(counted.values())))
    return 1 if counted else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
