# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings go to another computer as one file, come in whole, and begin anew."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.environ['TOP'], 'tests', 'support'))
from rushes_test import Home, Server, main, wait_for  # noqa: E402

GRAPH = json.dumps({'3': {'class_type': 'KSampler', 'inputs': {'seed': 18446744073709551615}}}, indent=2)
WORKFLOW = '0b0e2f6c-55c5-4b1e-8d0e-4c8f1d2f9a11'
SMALL = ['--size', '64x64', '--seconds', '1']


def make_home():
    """Preferences stay from one start to the next, in a file."""
    return Home(GSETTINGS_BACKEND='keyfile')


def put(home, *parts, text):
    path = home.data(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)


def write_preference(home, key, value):
    folder = home.path + '/config/glib-2.0/settings'
    os.makedirs(folder, exist_ok=True)
    with open(folder + '/keyfile', 'a') as file:
        file.write('[io/github/rushes_app/Rushes]\n%s=%s\n' % (key, value))


def read_preferences(home):
    try:
        with open(home.path + '/config/glib-2.0/settings/keyfile') as file:
            return dict(line.split('=', 1) for line in file.read().splitlines() if '=' in line)
    except FileNotFoundError:
        return {}


def furnish(home):
    """One of everything that travels."""
    home.connect('comfyui', 'http://studio.local:8188', 'Studio', ['--auth', 'basic', '--default'])
    home.connect('openai', 'https://video.example/v1', 'Service', ['--price', '0.1', '--poll', '2', '--extra', 'quality=5', '--extra', 'motion=5.0'])
    put(home, 'workflows', WORKFLOW + '.json', text=GRAPH)
    put(home, 'workflows', 'workflows.ini', text='[%s]\nname=Fox\nfavourite=true\n' % WORKFLOW)
    assert home.run('boards', 'style', 'Noir', 'prompt_prefix=Black and white,', 'fields.steps=20').returncode == 0
    write_preference(home, 'monthly-limit', '25.0')
    write_preference(home, 'forms', "{'comfyui/workflow:%s': <{'seconds': <5.0>}>}" % WORKFLOW)
    write_preference(home, 'saved-filters', "{'Best': {'rating': '5'}}")


def export(home, name='settings.json', *options):
    path = home.path + '/' + name
    result = home.run('settings', 'export', path, *options)
    assert result.returncode == 0, result.stderr
    with open(path) as file:
        return path, json.load(file), result.stderr


def bring(home, path):
    result = home.run('settings', 'import', path)
    assert result.returncode == 0, result.stderr
    return result.stderr


def state_of(home):
    """Everything an import may touch."""
    files = {}
    for top in (home.data('workflows'), home.data('boards'), home.path + '/config'):
        for folder, _, names in os.walk(top):
            for name in names:
                if not name.startswith('.'):
                    with open(os.path.join(folder, name)) as file:
                        files[os.path.join(folder, name)] = file.read()
    return files


def refused(home, path, words):
    before = state_of(home)
    result = home.run('settings', 'import', path)
    assert result.returncode == 1 and words in result.stderr and result.stderr.count('\n') <= 2, result.stderr
    assert state_of(home) == before


def write(home, text, name='given.json'):
    path = home.path + '/' + name
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def test_everything_arrives_and_twice_doubles_nothing():
    here, there = make_home(), make_home()
    furnish(here)
    path, _, said = export(here)
    assert 'Exported: 2 connections, 1 workflow, 1 style, 1 saved filter, preferences.' in said, said
    said = bring(there, path)
    assert 'Imported: 2 connections, 1 workflow, 1 style, 1 saved filter, preferences.' in said, said
    assert there.run('connections').stdout == here.run('connections').stdout
    with open(there.data('workflows', WORKFLOW + '.json')) as file:
        assert file.read() == GRAPH
    with open(there.data('workflows', 'workflows.ini')) as file:
        assert file.read() == '[%s]\nname=Fox\nfavourite=true\n' % WORKFLOW
    assert there.run('boards', 'style', 'Noir').stdout == here.run('boards', 'style', 'Noir').stdout
    assert read_preferences(there) == read_preferences(here)
    before = state_of(there)
    said = bring(there, path)
    assert 'Imported: nothing.' in said and '5 things were here already.' in said, said
    assert state_of(there) == before
    assert export(there)[1] == export(here, 'again.json')[1]


def test_another_of_the_same_name_is_kept_beside_and_known_the_next_time():
    here, there = make_home(), make_home()
    furnish(here)
    furnish(there)
    there.run('connections', 'remove', 'Studio')
    there.connect('comfyui', 'http://elsewhere.local:8188', 'Studio')
    assert there.run('boards', 'style', 'Noir', 'prompt_prefix=Blue,').returncode == 0
    put(there, 'workflows', WORKFLOW + '.json', text=GRAPH.replace('KSampler', 'Other'))
    path, _, _ = export(here)
    said = bring(there, path)
    for name in ('Studio', 'Noir', 'Fox'):
        assert 'Another “%s” was here already; the one of the file is called “%s (2)”.' % (name, name) in said, said
    listed = there.run('connections').stdout
    assert 'Studio\tcomfyui\thttp://elsewhere.local:8188' in listed and 'Studio (2)\tcomfyui\thttp://studio.local:8188' in listed, listed
    assert 'Blue,' in there.run('boards', 'style', 'Noir').stdout and 'Black and white,' in there.run('boards', 'style', 'Noir (2)').stdout
    assert len([name for name in os.listdir(there.data('workflows')) if name.endswith('.json')]) == 2
    before = state_of(there)
    assert 'Imported: nothing.' in bring(there, path)
    assert state_of(there) == before


def test_what_is_typed_here_stays():
    here, there = make_home(), make_home()
    furnish(here)
    write_preference(here, 'prompt', "'Theirs'")
    write_preference(there, 'prompt', "'Mine'")
    write_preference(there, 'monthly-limit', '5.0')
    path, _, _ = export(here)
    bring(there, path)
    assert read_preferences(there)['prompt'] == "'Mine'" and read_preferences(there)['monthly-limit'] == '25.0'


def test_nothing_secret_leaves():
    home = make_home()
    home.connect('comfyui', 'http://studio.local:8188/?token=geheim2&x=1', 'Studio')
    # As it was written down before addresses with a password were refused.
    path = home.path + '/config/rushes/connections.ini'
    with open(path) as file:
        text = file.read()
    with open(path, 'w') as file:
        file.write(text.replace('//studio', '//anna:geheim1@studio'))
    assert 'anna:geheim1@' in home.run('connections').stdout
    home.connect('openai', 'https://video.example/v1', 'Service', ['--extra', 'api_key=geheim3', '--extra', 'note=sk-geheim4geheim', '--extra', 'tone=warm'])
    path, content, said = export(home)
    assert 'geheim' not in open(path).read()
    assert [(line['url'], line['needs_key']) for line in content['connections']] == [('http://studio.local:8188/?x=1', True), ('https://video.example/v1', False)]
    assert 'warm' in content['connections'][1]['options'] and 'Keys are not in it' in content['about']
    assert 'Enter them again for: Studio.' in said and 'its field “api_key” looks like a key and was left out.' in said, said
    # The address that has it is the same server.
    assert 'Imported: nothing.' in bring(home, path)


def test_the_mark_says_that_a_key_is_wanted_until_there_is_one():
    home = make_home()
    path = write(home, json.dumps({'rushes_settings': 1, 'connections': [{'kind': 'openai', 'name': 'Paid', 'url': 'https://video.example/v1', 'needs_key': True}]}))
    assert 'Enter them again for: Paid.' in bring(home, path)
    assert export(home)[1]['connections'][0]['needs_key'] is True


def test_bad_files_change_nothing():
    here, home = make_home(), make_home()
    furnish(here)
    furnish(home)
    path, content, _ = export(here)
    text = open(path).read()
    refused(home, write(home, text[:len(text) // 2]), 'cannot be read')
    refused(home, write(home, ''), 'cannot be read')
    refused(home, write(home, '\0' * 100), 'cannot be read')
    refused(home, write(home, text.encode('utf-16')), 'it is not UTF-8 text')
    refused(home, write(home, '[' * 100000), 'too deep')
    refused(home, write(home, '{"connections": []}'), 'holds no settings of Rushes')
    refused(home, write(home, '[]'), 'holds no settings of Rushes')
    refused(home, write(home, json.dumps(dict(content, rushes_settings=2))), 'newer Rushes')
    refused(home, home.path, 'cannot be read')
    refused(home, home.path + '/nowhere.json', 'cannot be read')
    refused(home, '/dev/zero', 'no regular file')
    with open(home.path + '/huge.json', 'wb') as huge:
        huge.truncate(1 << 32)
    refused(home, home.path + '/huge.json', 'too large')


def test_what_a_text_editor_makes_of_it_is_read():
    here, there = make_home(), make_home()
    furnish(here)
    text = open(export(here)[0]).read()
    assert 'Imported: 2 connections' in bring(there, write(there, b'\xef\xbb\xbf' + text.replace('\n', '\r\n').encode()))


def test_what_cannot_be_meant_is_left_out_and_the_rest_comes():
    home = make_home()
    lines = {
        'rushes_settings': 1,
        'unknown': [1, 2],
        'connections': [
            {'id': '../../x', 'kind': 'comfyui', 'name': 'Good', 'url': 'http://127.0.0.1:1'},
            {'kind': 'comfyui', 'name': 'File', 'url': 'file:///etc/passwd'},
            {'kind': 'warp', 'name': 'Kind', 'url': 'http://127.0.0.1:1'},
            {'kind': 'comfyui', 'name': 'Line\nbreak', 'url': 'http://127.0.0.1:2'},
            {'kind': 'comfyui', 'name': 'Options', 'url': 'http://127.0.0.1:3', 'options': '{nonsense'},
            'no object',
        ],
        'workflows': [{'id': '../../evil', 'name': 'Evil', 'graph': GRAPH}, {'name': 'Broken', 'graph': '{'}, {'name': 'None'}],
        'styles': {'Word': 'no object', 'Good': {'prompt_prefix': 'x'}},
        'preferences': {'monthly-limit': "'text'", 'sort': "'sideways'", 'loop': 'false', 'window-size': '(1, 1)', 'future': '5', 'mute': '('},
    }
    said = bring(home, write(home, json.dumps(lines)))
    for name in ('File', 'Kind', 'Options', 'Broken', 'None', 'Word', 'monthly-limit', 'sort', 'mute'):
        assert '“%s” was left out' % name in said, (name, said)
    assert home.run('connections').stdout == 'Good\tcomfyui\thttp://127.0.0.1:1\n'
    names = os.listdir(home.data('workflows'))
    assert len(names) == 2 and not os.path.exists(home.data('evil.json')), names
    assert read_preferences(home) == {'loop': 'false'}


def test_what_cannot_be_written_takes_back_what_was():
    here, there = make_home(), make_home()
    furnish(here)
    path, _, _ = export(here)
    there.run('jobs')
    os.makedirs(there.path + '/config/rushes/connections.ini/there')  # no file can take its place
    before = state_of(there)
    result = there.run('settings', 'import', path)
    assert result.returncode == 1 and 'Imported' not in result.stderr, result.stderr
    after = {name: text for name, text in state_of(there).items() if not name.endswith('styles.json')}
    assert after == before and '"Noir"' not in state_of(there).get(there.data('boards', 'styles.json'), '')


def test_an_export_is_whole_or_not_there():
    home = make_home()
    furnish(home)
    path, content, _ = export(home)
    result = home.run('settings', 'export', path)
    assert result.returncode == 1 and 'is there already' in result.stderr, result.stderr
    assert export(home, 'settings.json', '--force')[1] == content
    result = home.run('settings', 'export', home.path + '/nowhere/settings.json')
    assert result.returncode == 1 and not os.path.exists(home.path + '/nowhere'), result.stderr
    assert [name for name in os.listdir(home.path) if name.startswith('settings.json')] == ['settings.json']


def test_a_reset_leaves_the_library():
    home = make_home()
    furnish(home)
    write_preference(home, 'prompt', "'A fox'")
    with Server() as server:
        home.connect('comfyui', server.comfy, 'Sample')
        assert home.run('generate', '--connection', 'Sample', *SMALL, 'A fox').returncode == 0
    clips, styles = home.clips(), home.run('boards', 'style').stdout
    assert home.run('settings', 'reset').returncode == 2
    assert home.run('settings', 'reset', 'prompts', 'everything').returncode == 2
    assert "'A fox'" in read_preferences(home)['prompt']
    assert home.run('settings', 'reset', 'prompts').returncode == 0
    assert 'prompt' not in read_preferences(home) and 'forms' not in read_preferences(home) and 'monthly-limit' in read_preferences(home)
    assert home.run('settings', 'reset', 'preferences').returncode == 0
    assert not {'monthly-limit', 'saved-filters'} & set(read_preferences(home))
    assert 'Studio' in home.run('connections').stdout
    assert home.run('settings', 'reset', 'all').returncode == 0
    assert home.run('connections').stdout == ''
    assert home.clips() == clips and home.run('boards', 'style').stdout == styles and os.path.exists(home.data('workflows', WORKFLOW + '.json'))


def test_a_running_program_is_not_written_over():
    here, home = make_home(), make_home()
    furnish(here)
    path, _, _ = export(here)
    with Server(run_ms=60000) as server:
        home.connect('comfyui', server.comfy, 'Sample')
        running = home.start('generate', *SMALL, 'A fox')
        try:
            wait_for(lambda: [job['state'] for job in home.jobs()] == ['running'])
            refused(home, path, 'Rushes is running')
            assert home.run('settings', 'reset', 'connections').returncode == 1
            assert export(home)[1]['connections'][0]['name'] == 'Sample'
        finally:
            running.kill()
            running.wait()


if __name__ == '__main__':
    main(sys.modules['__main__'], workers=3)
