#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The manual page and the completions of bash, zsh and fish, made from what the program says of its own options.

commands.py PROGRAM VERSION HEAD TAIL PAGE BASH ZSH FISH: HEAD and TAIL are what stands before and behind the commands on the page."""

import os
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

GLOBAL = (('demo', 'Use the sample server and a library of its own'), ('help', 'Show the commands'), ('version', 'Show the version'))


class Option(NamedTuple):
    name: str
    letter: str
    value: str
    summary: str


class Command(NamedTuple):
    name: str
    usage: str
    more: str
    options: list
    parts: list  # what may be done with it: “boards new”


def ask(program, home, *words):
    """The lines that the program prints, in fields."""
    env = dict(os.environ, HOME=home, XDG_DATA_HOME=home + '/data', XDG_CONFIG_HOME=home + '/config', XDG_CACHE_HOME=home + '/cache',
               LC_ALL='C.UTF-8', ASAN_OPTIONS='detect_leaks=0')
    result = subprocess.run([program, *words, '--list-options'], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return [line.split('\t') for line in result.stdout.splitlines()] if result.returncode == 0 else []


def parts_of(usage):
    """“[list | add KIND] — what it does” has list and add."""
    words = usage.split(' — ')[0].strip('[]').split('|') if '|' in usage.split(' — ')[0] or re.match('[a-z]', usage) else []
    return [word.split()[0].strip('…') for word in words if re.match('[a-z]', word.strip())]


def read(program, home, *words):
    usage, more, options = '', '', []
    for kind, *fields in ask(program, home, *words):
        if kind == 'usage':
            usage = fields[0]
        elif kind == 'more':
            more = fields[0]
        else:
            options.append(Option(*fields))
    parts = [read(program, home, *words, part) for part in parts_of(usage)] if len(words) == 1 else []
    return Command(words[-1], usage, more, options, parts)


# The page

def troff(text):
    return re.sub(r"^([.'])", r'\\&\1', text.replace('\\', r'\e').replace('-', r'\-'), flags=re.M)


def page_of(command, path):
    synopsis, _, summary = command.usage.partition('— ')
    lines = ['.TP', r'.B %s\fR %s' % (troff(path), troff(synopsis.strip())), troff(summary[:1].upper() + summary[1:] + '.' if summary else '')]
    lines += ['.IP', troff(command.more)] if command.more else []
    for option in command.options:
        names = ', '.join((['-' + option.letter] if option.letter else []) + ['--' + option.name])
        lines += ['.RS', '.TP', r'.B %s\fR %s' % (troff(names), troff(option.value)), troff(option.summary), '.RE']
    for part in command.parts:
        lines += page_of(part, path + ' ' + part.name) if part.usage else []
    return [line for line in lines if line]


# The shells

def walk(commands):
    """Every command, each behind what may be done with it."""
    for command in commands:
        for part in command.parts:
            yield (command.name, part.name), part
        yield (command.name,), command


def dashed(options):
    return ' '.join('--' + option.name for option in options)


def bash(commands):
    cases = ["    /) names='%s' options='%s' ;;" % (' '.join(command.name for command in commands), ' '.join('--' + name for name, _ in GLOBAL))]
    for names, command in walk(commands):
        options = "options='%s'" % ' '.join(filter(None, [dashed(command.options), '--help']))
        if len(names) == 2:
            if command.usage:
                cases.append('    %s) %s ;;' % ('/'.join(names), options))
            continue
        if command.parts:
            cases.append("    %s/) names='%s' %s ;;" % (names[0], ' '.join(part.name for part in command.parts), options))
        cases.append('    %s/*) %s ;;' % (names[0], options))
    return '''# bash completion for rushes
_rushes() {
  local word=${COMP_WORDS[COMP_CWORD]} command='' part='' names='' options='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) if [ -z "$command" ]; then command=${COMP_WORDS[i]}; elif [ -z "$part" ]; then part=${COMP_WORDS[i]}; fi ;;
    esac
  done
  case $command/$part in
%s
  esac
  case $word in -*) names=$options ;; esac
  mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word")
}
complete -o bashdefault -o default -F _rushes rushes
''' % '\n'.join(cases)


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def zsh_arguments(command):
    special = lambda text: re.sub(r'([][:\\])', r'\\\1', text)  # noqa: E731
    found = []
    for option in command.options:
        value = ':%s:_files' % special(option.value) if option.value else ''
        names = ['--' + option.name] + (['-' + option.letter] if option.letter else [])
        found += [quoted('%s%s[%s]%s' % (name, '=' if value and name.startswith('--') else '', special(option.summary), value)) for name in names]
    return ' '.join(["'--help[Show the options]'"] + found)


def zsh(commands):
    special = lambda text: text.replace(':', r'\:')  # noqa: E731
    lines = ['#compdef rushes', '', '_rushes() {', '  local -a commands', '  local state line', '  commands=(']
    lines += ['    ' + quoted('%s:%s' % (command.name, special(command.summary))) for command in commands]
    lines += ['  )', "  _arguments -C %s '1: :->command' '*:: :->rest'" % ' '.join(quoted('--%s[%s]' % pair) for pair in GLOBAL),
              '  case $state in', '    command) _describe command commands ;;', '    rest)', '      case $words[1] in']
    for command in commands:
        inner = command.command
        lines.append('        %s)' % command.name)
        for part in inner.parts:
            if part.usage:
                lines.append("          if [[ $words[2] == %s ]] && ((CURRENT > 2)); then shift words; ((CURRENT--)); _arguments %s '*: :_files'; return; fi" %
                             (part.name, zsh_arguments(part)))
        first = "'1: :(%s)' " % ' '.join(part.name for part in inner.parts) if inner.parts else ''
        lines += ["          _arguments %s %s'*: :_files' ;;" % (zsh_arguments(inner), first)]
    return '\n'.join(lines + ['      esac ;;', '  esac', '}', '', '_rushes "$@"', ''])


def fish(commands):
    lines = ['# fish completion for rushes']
    for name, summary in GLOBAL:
        lines.append('complete -c rushes -n __fish_use_subcommand -l %s -d %s' % (name, quoted(summary)))
    for command in commands:
        lines.append('complete -c rushes -n __fish_use_subcommand -f -a %s -d %s' % (command.name, quoted(command.summary)))
    for names, command in walk([command.command for command in commands]):
        seen = '; and '.join('__fish_seen_subcommand_from ' + name for name in names)
        for option in command.options:
            lines.append('complete -c rushes -n %s -l %s%s%s -d %s' % (
                quoted(seen), option.name, ' -s ' + option.letter if option.letter else '', ' -r' if option.value else '', quoted(option.summary)))
        if command.parts:
            parts = ' '.join(part.name for part in command.parts)
            lines.append('complete -c rushes -n %s -f -a %s' % (quoted('%s; and not __fish_seen_subcommand_from %s' % (seen, parts)), quoted(parts)))
    return '\n'.join(lines) + '\n'


class Listed(NamedTuple):
    name: str
    summary: str
    command: Command


def main(program, version, head, tail, *outputs):
    with tempfile.TemporaryDirectory() as home:
        commands = [Listed(name, summary, read(program, home, name)) for _, name, summary in ask(program, home)]
    assert commands and all(listed.command.usage for listed in commands), commands
    page = [open(head).read().replace('@version@', version).rstrip()]
    for listed in commands:
        page += page_of(listed.command, listed.name)
    texts = ['\n'.join(page) + '\n' + open(tail).read(), bash([listed.command for listed in commands]), zsh(commands), fish(commands)]
    for path, text in zip(outputs, texts):
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)


main(*sys.argv[1:])
