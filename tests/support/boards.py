# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether boards are what data/board.schema.json says: boards.py FOLDER… names each that is not."""

import json
import os
import sys

import sidecars

SCHEMA = sidecars.load('board.schema.json')
sidecars.jsonschema.Draft202012Validator.check_schema(SCHEMA)
STRICT = sidecars.jsonschema.Draft202012Validator(sidecars.strict(sidecars.load('board.schema.json')))


def find(folder):
    """Every board.json below a folder; what a test has broken on purpose is called otherwise, or lies in a folder “bad…”."""
    for path, _, names in os.walk(folder):
        if 'board.json' in names and not os.path.basename(path).startswith('bad'):
            yield os.path.join(path, 'board.json')


def problems_of(path):
    """What is wrong with one, in words. JSON Schema can neither count lines nor tell numbers apart."""
    with open(path) as file:
        text = file.read()
    board = json.loads(text)
    problems = ['%s: %s' % (error.json_path, error.message) for error in STRICT.iter_errors(board)]
    shots = [shot for scene in board['scenes'] for shot in scene.get('shots', [])]
    numbers = [shot['number'] for shot in shots]
    if len(set(numbers)) != len(numbers):
        problems.append('two shots have one number')
    if numbers and board['given']['shots'] < max(numbers):
        problems.append('the largest number is not kept')
    lines = [line.rstrip(',') for line in text.splitlines() if line.startswith('   {"number": ')]
    if [json.loads(line) for line in lines] != shots:
        problems.append('not one line for each shot')
    return problems


def check(folder):
    """A list of what is wrong with the boards below a folder."""
    return ['%s: %s' % (path, problem) for path in find(folder) for problem in problems_of(path)]


if __name__ == '__main__':
    found = [path for folder in sys.argv[1:] for path in find(folder)]
    wrong = [line for folder in sys.argv[1:] for line in check(folder)]
    sys.exit('\n'.join(wrong) if wrong else 0 if found else 'There is no board below ' + ' '.join(sys.argv[1:]))
