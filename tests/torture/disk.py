# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a disk may hold after the current went, by what was written to it and what of that was written through.

The rule is POSIX's own, and stricter than any file system of Linux: the bytes of a file are there when that file was synced, a name is there when its
folder was synced, and nothing else is. (ext4, XFS and btrfs give a new file its name with its own sync; what holds here holds there.) What was not
synced may be there or not: writes of a file in any order, names of a folder in theirs; a rename is one step, also between two folders."""

import os
import shutil
import stat

ALL, NONE = 'all', 'none'


class File:
    """Bytes that are there for sure, and what was done to them since."""

    def __init__(self, data=b''):
        self.data, self.pending = data, []

    @staticmethod
    def apply(data, ops):
        data = bytearray(data)
        for kind, offset, written in ops:
            if kind == 'truncate':
                del data[offset:]
                data.extend(bytes(offset - len(data)))
            else:
                data.extend(bytes(max(0, offset - len(data))))
                data[offset:offset + len(written)] = written
        return bytes(data)

    def sync(self):
        self.data, self.pending = self.apply(self.data, self.pending), []

    def guess(self, chance, how):
        """One of the states it may be in."""
        if how == 'some':
            how = chance.choice((ALL, NONE, 'prefix', 'subset'))
        if how == 'prefix':
            return self.apply(self.data, self.pending[:chance.randint(0, len(self.pending))])
        if how == 'subset':
            return self.apply(self.data, [op for op in self.pending if chance.random() < 0.5])
        return self.apply(self.data, self.pending if how == ALL else [])


class Disk:
    """A folder as it was, and a log of what was done in it."""

    def __init__(self, root):
        self.root, self.files, self.names, self.pending = root, {}, {}, []
        for folder, folders, names in os.walk(root):
            for name in folders + names:
                path = os.path.join(folder, name)
                self.names[path] = self.read(path)

    def read(self, path):
        facts = os.lstat(path)
        if stat.S_ISLNK(facts.st_mode):
            return 'link', os.readlink(path)
        if stat.S_ISDIR(facts.st_mode):
            return 'folder', None
        if facts.st_ino not in self.files:
            with open(path, 'rb') as file:
                self.files[facts.st_ino] = File(file.read())
        return 'file', facts.st_ino

    def play(self, lines):
        for line in lines:
            if line.op in ('write', 'truncate'):
                self.files.setdefault(line.inode, File()).pending.append((line.op, line.offset, line.data))
            elif line.op == 'sync':
                self.sync(line)
            elif line.op == 'create':
                self.files[line.inode] = File()
                self.pending.append(('put', line.path, ('file', line.inode)))
            elif line.op == 'mkdir':
                self.pending.append(('put', line.path, ('folder', None)))
            elif line.op == 'symlink':
                self.pending.append(('put', line.path, ('link', line.second)))
            elif line.op in ('rename', 'link', 'exchange'):
                self.pending.append((line.op, line.path, line.second))
            elif line.op in ('unlink', 'rmdir'):
                self.pending.append(('drop', line.path, None))

    @staticmethod
    def folders_of(op):
        return {os.path.dirname(op[1])} | ({os.path.dirname(op[2])} if op[0] in ('rename', 'link', 'exchange') else set())

    def sync(self, line):
        if line.inode in self.files:
            self.files[line.inode].sync()
            return
        needed, kept, done = {os.path.realpath(line.path), line.path}, [], []
        for op in reversed(self.pending):
            if self.folders_of(op) & needed:
                needed |= self.folders_of(op)
                done.insert(0, op)
            else:
                kept.insert(0, op)
        for op in done:
            self.change(self.names, op)
        self.pending = kept

    @staticmethod
    def change(names, op):
        kind, path, other = op
        if kind == 'put':
            names[path] = other  # also where the name of its folder is not sure yet: then it is there when that is, and write() leaves it out before
        elif kind == 'drop':
            names.pop(path, None)
        elif kind == 'link' and path in names:
            names[other] = names[path]
        elif kind in ('rename', 'exchange') and path in names:
            moved = {name: names.pop(name) for name in list(names) if name == path or name.startswith(path + '/')}
            back = {name: names.pop(name) for name in list(names) if name == other or name.startswith(other + '/')}
            names.update({other + name[len(path):]: value for name, value in moved.items()})
            if kind == 'exchange':
                names.update({path + name[len(other):]: value for name, value in back.items()})

    def guess_names(self, chance, how):
        names, stopped = dict(self.names), set()
        for op in self.pending:
            folders = self.folders_of(op)
            if how == NONE or folders & stopped or (how == 'some' and chance.random() < 0.3):
                stopped |= folders
            else:
                self.change(names, op)
        return names

    def write(self, chance, how):
        """Puts one of the states it may be in into the folder itself. @how: none: only what is sure; names, bytes: all of the one and nothing of the
        other; some: by chance."""
        names = self.guess_names(chance, {'names': ALL, 'bytes': NONE}.get(how, how))
        data = {inode: file.guess(chance, {'names': NONE, 'bytes': ALL}.get(how, how)) for inode, file in self.files.items()}
        for entry in os.scandir(self.root):
            (shutil.rmtree if entry.is_dir(follow_symlinks=False) else os.unlink)(entry.path)
        written = {}
        for path, (kind, value) in sorted(names.items()):
            if not os.path.isdir(os.path.dirname(path)):
                continue  # its folder was not there
            if kind == 'folder':
                os.mkdir(path)
            elif kind == 'link':
                os.symlink(value, path)
            elif value in written:
                os.link(written[value], path)
            else:
                with open(path, 'wb') as file:
                    file.write(data[value])
                written[value] = path
