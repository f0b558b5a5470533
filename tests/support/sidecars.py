# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether sidecars are what data/sidecar.schema.json says: sidecars.py FOLDER… names each that is not."""

import datetime
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    sys.exit('python3-jsonschema is missing; build-aux/packages test installs it')


def strict(part):
    """The schema allows members of other programs; what we write ourselves must be described in it."""
    for name in ('properties', '$defs'):
        for inner in part.get(name, {}).values():
            strict(inner)
    if 'properties' in part:
        part['patternProperties'] = {'^x-': {}}  # where a test plays another program
        part['additionalProperties'] = False
    return part


def load(name='sidecar.schema.json'):
    with open(os.path.join(os.environ['TOP'], 'data', name)) as file:
        return json.load(file)


SCHEMA = load()
jsonschema.Draft202012Validator.check_schema(SCHEMA)
OPEN = jsonschema.Draft202012Validator(SCHEMA)
STRICT = jsonschema.Draft202012Validator(strict(load()))


def is_same_moment(record):
    """Both forms of the time. JSON Schema cannot compare."""
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    moment = epoch + datetime.timedelta(microseconds=record['created_us'])
    return moment == datetime.datetime.fromisoformat(record['created'].replace('Z', '+00:00'))


def problems_of(record, validator=STRICT):
    """What is wrong with one sidecar, in words."""
    problems = ['%s: %s' % (error.json_path, error.message) for error in validator.iter_errors(record)]
    if not problems and not is_same_moment(record):
        problems.append('created and created_us are not the same moment')
    return problems


def find(folder):
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith('.json') and not name.startswith('.') and os.path.basename(path) != '.parts':
                yield os.path.join(path, name)


def check(folder):
    """A list of what is wrong with the sidecars below a folder."""
    wrong = []
    for path in find(folder):
        with open(path) as file:
            wrong += ['%s: %s' % (path, problem) for problem in problems_of(json.load(file))]
    return wrong


if __name__ == '__main__':
    found = [path for folder in sys.argv[1:] for path in find(folder)]
    wrong = [line for folder in sys.argv[1:] for line in check(folder)]
    sys.exit('\n'.join(wrong) if wrong else 0 if found else 'There is no sidecar below ' + ' '.join(sys.argv[1:]))
