# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a window needs that a test starts by itself."""

import ctypes
import os
import shutil
import subprocess

from rushes_test import Skipped, wait_for


class Desktop:
    """A screen, a bus on which nothing else is started, and all that is said on that."""

    CONFIG = """<busconfig><type>session</type><listen>unix:dir=%s</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*"/>
      <allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""

    def __init__(self, folder):
        missing = [program for program in ('Xvfb', 'dbus-daemon', 'dbus-monitor', 'gdbus') if not shutil.which(program)]
        if missing:
            raise Skipped(missing[0] + ' is not installed')
        self.heard, self.processes = folder + '/heard', []
        self.display = ':' + self.start('Xvfb', '-displayfd', '1', '-screen', '0', '1000x800x24', '-nolisten', 'tcp')
        with open(folder + '/bus.conf', 'w') as file:
            file.write(self.CONFIG % folder)
        self.bus = self.start('dbus-daemon', '--config-file', folder + '/bus.conf', '--nofork', '--print-address=1')
        with open(self.heard, 'wb') as file:
            self.processes.append(subprocess.Popen(['dbus-monitor', '--address', self.bus, '--pcap'], stdout=file, stderr=subprocess.DEVNULL))
        wait_for(lambda: os.path.getsize(self.heard) > 0)

    def start(self, *args):
        process = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(process)
        return process.stdout.readline().strip()

    def look_away(self):
        """Nobody has the focus, so that what ends is told of."""
        x11 = ctypes.CDLL('libX11.so.6')
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        x11.XSetInputFocus(display, 0, 0, 0)
        x11.XCloseDisplay(display)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
