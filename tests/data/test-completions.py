# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The manual page, and what the shells complete."""

import os
import re
import shlex
import shutil
import subprocess
import sys

TOP, BUILD, RUSHES = os.environ['TOP'], os.environ['BUILD'], os.environ['RUSHES']
sys.path.insert(0, TOP + '/tests/support')
from rushes_test import Home, main  # noqa: E402

PAGE, BASH, ZSH, FISH = (BUILD + '/data/' + name for name in ('rushes.1', 'rushes', '_rushes', 'rushes.fish'))


def run(*args, **options):
    return subprocess.run(args, capture_output=True, text=True, **options)


def commands():
    return re.findall(r'^  ([a-z-]+) ', Home().run('--help').stdout, re.M)


def skip(program):
    return shutil.which(program) is None  # build-aux/packages test installs it


def test_options_are_listed():
    home = Home()
    listed = home.run('generate', '--list-options')
    assert listed.returncode == 0 and 'option\tsize\t\tWxH\tPixels, as 1280x720\n' in listed.stdout, listed
    assert 'option\tseconds\ts\tN\tLength\n' in listed.stdout and listed.stdout.startswith('usage\tPROMPT — '), listed
    helped = re.findall(r'^  (?:-[a-z], )?--([a-z-]+)', home.run('generate', '--help').stdout, re.M)
    assert set(helped) - {'help'} == set(re.findall(r'^option\t([a-z-]+)', listed.stdout, re.M)), helped
    assert home.run('boards', 'new', '--list-options').stdout.startswith('usage\t[NAME] — ')
    assert 'more\tMEMBER is one of' in home.run('boards', 'set', '--list-options').stdout
    assert len(commands()) > 30
    assert [line.split('\t')[1] for line in home.run('--list-options').stdout.splitlines()] == commands()


def test_the_page_has_every_command():
    page = open(PAGE).read().replace(r'\-', '-')
    missing = [command for command in commands() if '\n.B %s\\fR' % command not in page]
    assert missing == [] and '.B boards fill\\fR NAME\n' in page and '.B -s, --seconds\\fR N\n' in page, missing
    assert len(set(re.findall('^.TH .*Rushes [0-9.]+', page, re.M))) == 1
    if not skip('groff'):
        result = run('groff', '-K', 'utf8', '-man', '-T', 'utf8', '-ww', '-z', PAGE)
        assert result.returncode == 0 and result.stderr == '', result.stderr


def complete_in_bash(*words):
    script = 'source %s; COMP_WORDS=(rushes %s); COMP_CWORD=%d; _rushes; printf "%%s\\n" "${COMPREPLY[@]}"' % (
        shlex.quote(BASH), ' '.join(shlex.quote(word) for word in words), len(words))
    result = run('bash', '-ec', script)
    assert result.returncode == 0 and result.stderr == '', result.stderr
    return result.stdout.split()


def test_bash():
    assert complete_in_bash('gen') == ['generate'] and complete_in_bash('--v') == ['--version']
    assert complete_in_bash('generate', '--se') == ['--seconds', '--seed', '--set']
    assert complete_in_bash('generate', 'A lighthouse', '--fi') == ['--fit', '--file']
    assert complete_in_bash('--demo', 'boards', 'd') == ['duplicate']
    assert complete_in_bash('boards', 'fill', '--d') == ['--dry-run'] and complete_in_bash('boards', '--j') == ['--json']
    assert complete_in_bash('import', 'f') == [], 'files, as bash completes them'
    assert complete_in_bash('remote', 'sh') == ['show'] and complete_in_bash('remote', 'show', '--c') == ['--connection']
    assert set(commands()) <= set(complete_in_bash(''))


def test_fish():
    if skip('fish'):
        return
    def complete(line):
        result = run('fish', '--no-config', '-c', 'source %s; complete -C %s' % (shlex.quote(FISH), shlex.quote(line)), env=dict(os.environ, HOME=Home().path))
        assert result.returncode == 0 and result.stderr == '', result.stderr
        return {found.split('\t')[0]: found.split('\t')[-1] for found in result.stdout.splitlines()}
    assert complete('rushes gen') == {'generate': 'Make clips and wait for them'}
    assert set(complete('rushes generate --se')) >= {'--seed'} and 'fill' in complete('rushes boards fi')
    assert complete('rushes boards fill --dry') == {'--dry-run': 'Only list the shots, what is missing and what it costs'}
    assert '--dry-run' not in complete('rushes generate --d')


def test_zsh():
    if skip('zsh'):
        return
    result = run('zsh', '-n', ZSH)
    assert result.returncode == 0 and result.stderr == '', result.stderr
    text = open(ZSH).read()
    assert all("'%s:" % command in text for command in commands())


main(sys.modules[__name__])
