# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the program is tortured: a library with a bit of everything, copied for each case, a server, and what is done with both."""

import collections
import json
import os
import shutil
import signal
import subprocess
import struct
import sys
import urllib.request
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from rushes_test import RUSHES, Home, Server, wait_for  # noqa: E402

FAULTS, HANDS = os.environ['FAULTS_MODULE'], os.environ['HANDS']
TOP = os.environ['TOP']
SMALL = ['--size', '64x64', '--seconds', '1']
OLD = ('A fox', 'A whale', 'A heron')
UNKNOWN = 'It is not known whether'
NEW = 'New one'  # the prompt of what is made; each case has its own
GRAPH = TOP + '/src/providers/comfy/graphs/wan2.2-5b-text.json'

Line = collections.namedtuple('Line', 'number op inode offset length path second data')


def read_log(path, with_data=False):
    """What the layer has written: a Line for each call."""
    lines = []
    with open(path, 'rb') as file:
        while True:
            head = file.readline()
            if not head.endswith(b'\n'):
                return lines
            number, op, inode, offset, length, first, second = head[:-1].decode('utf-8', 'surrogateescape').split('\t')
            data = file.read(int(length)) if with_data and op in ('write', 'say', 'send') else b''
            lines.append(Line(int(number), op, int(inode), int(offset), int(length), first, second, data))


class Copy(Home):
    """A home that is a copy of another one; calls of the program may be made to fail in it."""

    def __init__(self, source=None, **variables):
        super().__init__(**variables)
        self.log, self.number = self.path + '.log', 0
        if source is not None:
            shutil.copytree(source, self.path, symlinks=True, dirs_exist_ok=True)

    def close(self):
        self.directory.cleanup()
        if os.path.exists(self.log):
            os.unlink(self.log)

    def hurt(self, args, timeout=120, may_wait=False, **faults):
        """Runs the program, or the hands, with the layer; AT=5, DO='kill' … The log lies in self.log. One that goes on trying is ended, with None."""
        if os.path.exists(self.log):
            os.unlink(self.log)
        args = ['%s, case %d' % (NEW, self.number) if word == NEW else word for word in args]
        env = dict(self.env, LD_PRELOAD=FAULTS, FAULTS_UNDER=self.path, FAULTS_LOG=self.log)
        env.update({'FAULTS_' + name: str(value) for name, value in faults.items()})
        try:
            return subprocess.run([HANDS if args[0] in ('trash', 'restore') else RUSHES, *args], env=env, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=timeout, cwd=self.path)
        except subprocess.TimeoutExpired as hung:
            if may_wait and hung.stderr:
                return subprocess.CompletedProcess(args, None, (hung.stdout or b'').decode(), hung.stderr.decode())
            raise AssertionError('%r hung; it had said: %r, %r' % (args, hung.stdout, hung.stderr)) from None

    def hands(self, *args):
        return subprocess.run([HANDS, *args], env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)


def was_killed(result):
    return result.returncode == -signal.SIGKILL


def several_files(path):
    """A workflow that saves three files."""
    graph = json.load(open(GRAPH))
    save = next(key for key, node in graph.items() if node['class_type'] == 'SaveVideo')
    graph['90'], graph['91'] = json.loads(json.dumps(graph[save])), json.loads(json.dumps(graph[save]))
    json.dump(graph, open(path, 'w'))


def write_png(path):
    """Eight pixels in a square, grey."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    pixels = zlib.compress(b''.join(b'\0' + b'\x80' * 64 for _ in range(64)))
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 8, 0, 0, 0, 0)) + chunk(b'IDAT', pixels) + chunk(b'IEND', b''))


class World:
    """A server, and a home with two connections, some clips, judgements, a board with a filled shot and two empty ones, and files to import."""

    def __init__(self, run_ms=0):
        self.server, self.n_copies = Server(run_ms=run_ms), 0
        self.home = Copy(RUSHES_PACE='0.1')
        self.fill()

    def do(self, *args):
        result = self.home.run(*args)
        assert result.returncode == 0, (args, result)
        return result.stdout

    def fill(self):
        self.do('connections', 'add', 'comfyui', 'C', self.server.comfy)
        self.do('connections', 'add', 'openai', 'V', self.server.videos, '--price', '0.25')
        for connection, prompt in (('C', 'A fox'), ('C', 'A whale'), ('V', 'A heron')):
            self.do('generate', '-c', connection, *SMALL, prompt)
        self.ids = {entry['clip']['request']['prompt']: entry['clip']['id'] for entry in self.home.clips()}
        self.do('pick', self.ids['A fox'])
        self.do('rate', '3', self.ids['A whale'])
        several_files(self.home.path + '/three.json')
        os.mkdir(self.home.path + '/card')
        for number, path in enumerate(self.home.videos()):
            with open(path, 'rb') as film, open('%s/card/%d.mp4' % (self.home.path, number), 'wb') as card:
                card.write(film.read() + b'\0\0\0\x08free' * (number + 1))  # another file than that of the library
        write_png(self.home.path + '/picture.png')
        self.remote = self.make_remote('A stranger')
        self.do('boards', 'new', 'Film')
        self.do('boards', 'set', 'film', 'width=64', 'height=64', 'length=1s', 'connection=C')
        for prompt in ('one', 'two', 'three'):
            self.do('boards', 'add', 'film', 'prompt=' + prompt)
        self.do('boards', 'take', 'film', '10', self.ids['A fox'])
        self.do('boards', 'new', 'Other')
        os.mkdir(self.home.path + '/out')
        for form, name in (('otioz', 'there.otioz'), ('mp4', 'there.mp4'), ('folder', 'packed')):
            self.do('boards', 'export', 'film', '--as', form, self.home.path + '/out/' + name)
        self.do('boards', 'new', 'Packed', '--from', self.home.path + '/out/packed')
        self.do('boards', 'trash', 'packed')
        self.do('boards', 'set', 'film', '10', 'prompt=the last thing said')

    def make_remote(self, prompt):
        """A video on the server that this library knows nothing of."""
        body = json.dumps({'prompt': prompt, 'seconds': '1', 'size': '64x64'}).encode()
        request = urllib.request.Request(self.server.videos + '/videos', body, {'Content-Type': 'application/json'})
        name = json.load(urllib.request.urlopen(request, timeout=60))['id']
        wait_for(lambda: json.load(urllib.request.urlopen(self.server.videos + '/videos/' + name, timeout=60))['status'] == 'completed')
        return name

    def copy(self):
        self.n_copies += 1
        home = Copy(self.home.path, RUSHES_PACE='0.1')
        home.number = self.n_copies
        return home

    def close(self):
        self.server.__exit__()
        self.home.close()


def acts(world):
    """What is done to a library: name → arguments. Everything that writes, and every way that a job goes."""
    fox, whale, heron = (world.ids[name] for name in OLD)
    return {
        'generate-comfy': ['generate', '-c', 'C', *SMALL, NEW],
        'generate-videos': ['generate', '-c', 'V', *SMALL, NEW],
        'three-takes': ['generate', '-c', 'C', *SMALL, '--count', '3', NEW],
        'three-videos': ['generate', '-c', 'V', *SMALL, '--count', '3', NEW],
        'several-outputs': ['generate', '-c', 'C', *SMALL, '--workflow', 'three.json', NEW],
        'first-frame': ['generate', '-c', 'C', *SMALL, '--image', 'picture.png', NEW],
        'derive': ['generate', '--from', heron, '--as', 'remix', NEW],
        'fill': ['boards', 'fill', 'film'],
        'board-new': ['boards', 'new', 'Third'],
        'board-set': ['boards', 'set', 'film', '20', 'prompt=said anew'],
        'board-add': ['boards', 'add', 'film', 'prompt=four'],
        'board-take': ['boards', 'take', 'film', '20', whale],
        'board-undo': ['boards', 'undo', 'film'],
        'board-copy': ['boards', 'duplicate', 'film'],
        'board-trash': ['boards', 'trash', 'other'],
        'style': ['boards', 'style', 'noir', 'prompt_prefix=black and white'],
        'export-otio': ['boards', 'export', 'film', '--as', 'otio', 'out/film.otio'],
        'export-otioz': ['boards', 'export', 'film', '--as', 'otioz', '--force', 'out/there.otioz'],
        'export-folder': ['boards', 'export', 'film', '--as', 'folder', 'out/folder'],
        'export-film': ['boards', 'export', 'film', '--as', 'mp4', '--force', 'out/there.mp4'],
        'board-in': ['boards', 'new', '--from', 'out/packed'],
        'trash': ['trash', fox, whale],
        'restore': ['restore', fox],
        'pick': ['pick', whale, heron],
        'rate': ['rate', '5', fox, whale, heron],
        'tag': ['tag', 'hero', fox, heron],
        'note': ['note', fox, '--at', '0.5', 'a nice frame'],
        'stack': ['stack', fox, heron],
        'undo': ['undo'],
        'import': ['import', 'card'],
        'import-link': ['import', '--link', 'card'],
        'move': ['move', 'elsewhere'],
        'rebuild': ['rebuild'],
        'remote': ['remote', 'fetch', '-c', 'V', world.remote],
        'connection': ['connections', 'add', 'comfyui', 'Third', world.server.comfy],
    }
