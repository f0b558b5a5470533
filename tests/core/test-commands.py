# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command line from end to end, through both providers."""

import hashlib
import http.server
import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import zlib

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
import sidecars  # noqa: E402
from rushes_test import Home, HTTPServer, Server, main, wait_for  # noqa: E402

WEBP = b'RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00'  # one pixel
SMALL = ['--size', '64x64', '--seconds', '1']


def generate(home, kind, prompt, *args):
    result = home.run('generate', '--provider', kind, *SMALL, *args, prompt)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def both(function):
    for kind in ('comfyui', 'openai'):
        with Server() as server:
            home = Home()
            home.connect(kind, server.url(kind))
            function(home, server, kind)


def test_generate_saves_a_playable_file():
    def check(home, server, kind):
        paths = generate(home, kind, 'A red fox')
        assert len(paths) == 1 and os.path.getsize(paths[0]) > 1000, paths
        sidecar = json.load(open(paths[0][:-4] + '.json'))
        assert sidecar['request']['prompt'] == 'A red fox' and sidecar['width'] == 64, sidecar
        assert home.parts() == []
        assert [job['state'] for job in home.jobs()] == ['done']
    both(check)


def test_sidecars_say_only_what_is_known():
    # Every test checks its sidecars against the schema; this one that there are some, and that the check can fail.
    def check(home, server, kind):
        path = generate(home, kind, 'Plain')[0][:-4] + '.json'
        record = json.load(open(path))
        assert [record[name] for name in ('favourite', 'new', 'sample')] == [False, True, False], record
        assert 'rating' not in record and 'cost' not in record, record
        assert sidecars.check(home.data('clips')) == []
        assert home.clips()[0]['clip'] == record
        for name, value in (('favourite', 1), ('cost', -1), ('rating', 0), ('created', '2001-01-01T00:00:00Z'), ('unheard', 1)):
            assert sidecars.problems_of(dict(record, **{name: value})), name
        old = dict(record, rushes_sidecar=1, favourite=1, new=0, sample=0, rating=4, cost=-1.0)
        del old['created']
        json.dump(old, open(path, 'w'))
        assert home.run('rebuild').returncode == 0
        clip = home.clips()[0]['clip']
        assert clip == dict(record, favourite=True, new=False, rating=4), clip
        json.dump(record, open(path, 'w'))
    both(check)


class Listener:
    """Stands before a server and keeps the graphs that are sent to it."""

    def __init__(self, url):
        self.graphs = {}
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0))) or None
                if body and self.path.endswith('/prompt'):
                    sent = json.loads(body)
                    listener.graphs[sent['prompt_id']] = sent['prompt']
                headers = {name: self.headers[name] for name in ('Content-Type', 'Range') if name in self.headers}
                try:
                    answer = urllib.request.urlopen(urllib.request.Request(url + self.path, body, headers, method=self.command), timeout=20)
                except urllib.error.HTTPError as error:
                    answer = error
                content = answer.read()
                self.send_response(answer.status)
                self.send_header('Content-Type', answer.headers.get('Content-Type', 'application/octet-stream'))
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = 'http://127.0.0.1:%d' % self.server.server_address[1]


def test_a_clip_of_a_built_in_workflow_keeps_the_graph():
    # Built-in graphs change with the program, and the file that stands for a model's is the server's.
    with Server() as server:
        listener = Listener(server.comfy)
        home = Home()
        home.connect('comfyui', listener.url)
        generate(home, 'comfyui', 'Text alone', '--seed', '77')
        generate(home, 'comfyui', 'With a frame', '--image', os.environ['TOP'] + '/data/icons/hicolor/scalable/apps/io.github.rushes_app.Rushes.svg')
        assert len(listener.graphs) == 2
        for clip in (entry['clip'] for entry in home.clips()):
            request = clip['request']
            assert json.loads(request['workflow']) == listener.graphs[clip['id']], request
            assert request['model'] == 'wan2.2-5b' and 'workflow_name' not in request, request
        listener.server.shutdown()


def test_a_request_that_waits_keeps_its_built_in_graph():
    # Sent by a newer program it is still what was asked for.
    home = Home()
    home.connect('comfyui', 'http://127.0.0.1:1')
    home.run('generate', *SMALL, '--model', 'wan2.2-5b', 'Waits')
    with sqlite3.connect(home.data('ledger.db')) as ledger:
        request = json.loads(ledger.execute('SELECT request FROM jobs').fetchone()[0])
    graph = json.loads(request['workflow'])
    assert {node['class_type'] for node in graph.values()} >= {'KSampler', 'VAEDecode'}, graph
    next(node for node in graph.values() if node['class_type'] == 'KSampler')['_meta'] = {'title': 'Of another version'}
    with sqlite3.connect(home.data('ledger.db')) as ledger:
        ledger.execute('UPDATE jobs SET request = ?', (json.dumps(dict(request, workflow=json.dumps(graph))),))
    with Server() as server:
        connections = home.path + '/config/rushes/connections.ini'
        text = open(connections).read().replace('http://127.0.0.1:1', server.comfy)
        open(connections, 'w').write(text)
        assert home.run('resume').returncode == 0
    assert 'Of another version' in home.clips()[0]['clip']['request']['workflow']


def test_count_makes_that_many():
    def check(home, server, kind):
        assert len(generate(home, kind, 'Takes', '--count', '3')) == 3
        assert server.creates() == {'Takes': 3}
    both(check)


def test_prompts_arrive_byte_for_byte():
    hard = 'Quote " back\\slash \n new line, tab\t, 🎬 emoji, مرحبا بالعالم, ünïcödé, %s {a|b} </b> \u2028'
    long = 'x' * 31990 + ' äöü 🎥'

    def check(home, server, kind):
        for prompt in (hard, long):
            generate(home, kind, prompt)
            assert prompt in server.creates(), 'not received unchanged'
        assert {c['clip']['request']['prompt'] for c in home.clips()} == {hard, long}
    both(check)


def test_a_prompt_that_is_too_long_is_refused():
    def check(home, server, kind):
        result = home.run('generate', '--provider', kind, 'x' * 32001)
        assert result.returncode == 1 and '32000' in result.stderr, result.stderr
        assert server.creates() == {}
    both(check)


def test_clips_are_searched_by_words():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        generate(home, 'comfyui', 'A red fox in snow')
        generate(home, 'comfyui', 'A blue bird')
        assert 'red fox' in home.run('clips', 'fox', 'snow').stdout
        assert 'blue' not in home.run('clips', 'fox').stdout
        assert home.run('clips', '100%').stdout == ''


def test_first_frame_is_cropped_to_the_size():
    def check(home, server, kind):
        picture = home.path + '/picture.png'
        subprocess.run(['convert', '-size', '300x200', 'gradient:red-blue', picture], check=True)
        generate(home, kind, 'From a picture', '--image', picture)
    both(check)


def test_a_broken_picture_gets_a_sentence():
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos)
        open(home.path + '/bad.png', 'w').write('no picture')
        result = home.run('generate', *SMALL, '--image', home.path + '/bad.png', 'x')
        assert result.returncode == 1 and 'cannot be read as a picture' in result.stderr, result.stderr


def test_frames_and_fps_become_seconds():
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos)
        result = home.run('generate', '--model', 'sora-2', '--size', '64x64', '--frames', '150', '--fps', '30', 'Frames')
        assert result.returncode == 0 and 'using 4 s' in result.stderr, result.stderr


def test_sora_goes_to_the_videos_api():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy, 'C')
        home.connect('openai', server.videos, 'O')
        home.run('generate', '--model', 'sora-2', '--size', '64x64', '--seconds', '1', 'Which?')
        assert home.jobs()[0]['provider'] == 'openai'


def test_environment_makes_a_connection():
    with Server(key='sk-secret-123456') as server:
        home = Home(OPENAI_API_KEY='sk-secret-123456', OPENAI_BASE_URL=server.videos)
        result = home.run('generate', '--provider', 'openai', *SMALL, 'With a key')
        assert result.returncode == 0, result.stderr
        for folder, _, names in os.walk(home.path):
            for name in names:
                content = open(os.path.join(folder, name), 'rb').read()
                assert b'sk-secret' not in content, 'the key is in ' + name


def test_no_connection_says_what_to_do():
    home = Home()
    result = home.run('generate', 'Nothing to talk to')
    assert result.returncode == 1 and 'connections add' in result.stderr and 'OPENAI_API_KEY' in result.stderr


def test_wrong_usage_is_exit_2():
    home = Home()
    add = ['connections', 'add', 'openai', 'x', 'http://h']
    for args in (['nonsense'], ['--nonsense'], ['generate'], ['generate', '--nonsense', 'x'], ['generate', '--provider', 'who', 'x'],
                 ['generate', '--size', 'big', 'x'], ['generate', '--size', '10x10x10', 'x'], ['generate', '--set', 'field', 'x'],
                 ['generate', '--count', '0', 'x'], ['generate', '--count', 'many', 'x'], ['generate', '--as', 'remix', 'x'],
                 ['generate', '--from', 'nobody', 'x'], ['generate', '--from', 'nobody', '--as', 'nonsense', 'x'], ['generate', '--'],
                 ['jobs', '--nonsense'], ['jobs', 'more'], ['resume', '--nonsense'], ['resume', 'more'], ['cancel'], ['cancel', '--nonsense'],
                 ['cancel', 'a', 'b'], ['retry'], ['retry', '--nonsense'], ['clips', '--nonsense'], ['models'], ['models', '--nonsense'],
                 ['workflow'], ['workflow', 'check'], ['workflow', 'explode', 'x'], ['workflow', '--nonsense'], ['remote'], ['remote', 'explode'],
                 ['remote', 'show'], ['remote', '--nonsense'], ['import'], ['import', '--nonsense'], ['show'], ['show', '--nonsense'], ['disk', 'more'], ['find-missing'], ['find-missing', '--nonsense'], ['move'], ['move', '--nonsense'], ['verify', 'more'], ['verify', '--nonsense'],
                 ['rebuild', 'more'], ['rebuild', '--nonsense'], ['sample-server', 'more'], ['sample-server', '--nonsense'],
                 ['connections', '--nonsense'], ['connections', 'add'], ['connections', 'explode'], ['connections', 'remove'],
                 ['connections', 'add', 'comfyui', 'x', 'not-a-url'], ['connections', 'add', 'who', 'x', 'http://h'],
                 ['connections', 'add', 'comfyui', 'x', 'http://anna:word@h'], [*add, '--body', 'xml'], [*add, '--preset', 'nobody'], [*add, '--no-key', '--key-stdin']):
        result = home.run(*args)
        assert result.returncode == 2 and result.stderr and result.stdout == '', (args, result)
        words = result.stderr.removeprefix('rushes: ')
        assert words != result.stderr and (words[0].isupper() or words[0] in '“-') and not words.startswith('rushes'), (args, words)


def test_version():
    result = Home().run('--version')
    assert result.returncode == 0 and re.fullmatch(r'Rushes \d+\.\d+.*\n', result.stdout), result


def test_prompt_like_an_option():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        for prompt in ('--model x: a robot', '-- a dash -- and another', '-1'):
            result = home.run('generate', *SMALL, '--', prompt)
            assert result.returncode == 0, result.stderr
        assert server.creates() == {'--model x: a robot': 1, '-- a dash -- and another': 1, '-1': 1}
        result = home.run('generate', *SMALL, '--', 'plain', '--', 'words')
        assert result.returncode == 0 and 'plain -- words' in server.creates(), server.creates()


def test_headers_have_names_that_are_tokens():
    home = Home()
    for name in ('Name: value', 'Two words', '', 'Ümlaut', 'a:b'):
        result = home.run('connections', 'add', 'comfyui', 'x', 'http://h', '--header', name, text='secret\n')
        assert result.returncode == 2 and 'standard input' in result.stderr, (name, result)
    assert home.run('connections').stdout == ''


def test_without_a_keyring_a_key_is_kept_whole_or_not_at_all():
    home = Home()
    for kind, ways in (('openai', ('OPENAI_API_KEY', 'OPENAI_BASE_URL', '--no-key')), ('comfyui', ('--no-key', ))):
        for secret in (['--key-stdin'], ['--header', 'X-Token']):
            add = ['connections', 'add', kind, 'Rack', 'http://h/v1']
            result = home.run(*add, *secret, text='sk-123\n')
            assert result.returncode == 1 and all(way in result.stderr for way in ways), result
            assert home.run('connections').stdout == '', 'half of it was kept'
        assert home.run(*add, '--no-key').returncode == 0
        assert home.run('connections', 'remove', 'Rack').returncode == 0


def test_the_default_that_the_user_set_last_wins():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy, 'Comfy')
        home.connect('openai', server.videos, 'Plain')
        used = lambda *args: home.run('generate', *SMALL, *args, 'x').stderr.splitlines()[0]  # noqa: E731
        assert '“Comfy”' in used(), 'none was set: ComfyUI'
        assert home.run('connections', 'add', 'openai', 'Videos', server.videos, '--default').returncode == 0
        assert '“Videos”' in used() and '“Comfy”' in used('--provider', 'comfyui')
        assert home.run('connections', 'add', 'comfyui', 'Second', server.comfy, '--default').returncode == 0
        assert '“Second”' in used() and '“Videos”' in used('--provider', 'openai') and '“Comfy”' in used('-c', 'comfy')


def test_without_a_locale_characters_are_plain():
    """A script's environment, and one that asks for C: nothing becomes a question mark."""
    home = Home()
    names = ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'PATH', 'GSETTINGS_BACKEND', 'GSETTINGS_SCHEMA_DIR', 'LD_LIBRARY_PATH')
    bare = {name: home.env[name] for name in names if name in home.env}
    said = lambda **more: subprocess.run([os.environ['RUSHES'], '--help'], env=dict(bare, **more), capture_output=True).stdout.decode()  # noqa: E731
    assert '“rushes COMMAND --help”' in said() and '…' in said()
    for plain in ({'LC_ALL': 'C'}, {'LC_ALL': 'POSIX'}, {'LANG': 'C'}):
        words = said(**plain)
        assert '"rushes COMMAND --help"' in words and '...' in words and '?' not in words and words.isascii(), words


def test_a_command_is_one_beside_a_file_of_its_name():
    home = Home()
    folder = os.path.join(home.path, 'beside')
    os.mkdir(folder)
    for word in ('help', 'clips', '--help'):
        open(os.path.join(folder, word), 'w').close()
        result = subprocess.run([os.environ['RUSHES'], word], env=home.env, cwd=folder, capture_output=True, text=True)
        assert result.returncode == 0 and 'display' not in result.stderr, result.stderr


SAVED = os.environ['TOP'] + '/src/sample/saved-workflow.json'


def png_with(text):
    """A picture as ComfyUI saves it: the smallest PNG, with the workflow in a text chunk."""
    chunk = lambda name, data: struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))  # noqa: E731
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b'tEXt', b'workflow\0' + text.encode()) + chunk(b'IDAT', zlib.compress(b'\0\0')) + chunk(b'IEND', b''))


def test_workflows_in_every_form():
    api = json.load(open(os.environ['TOP'] + '/src/providers/comfy/graphs/wan2.2-5b-text.json'))
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        json.dump(api, open(home.path + '/mine.json', 'w'))
        json.dump({'prompt': api, 'client_id': 'x'}, open(home.path + '/body.json', 'w'))
        open(home.path + '/picture.png', 'wb').write(png_with(open(SAVED).read()))
        for number, path in enumerate((home.path + '/mine.json', home.path + '/body.json', SAVED, home.path + '/picture.png')):
            assert generate(home, 'comfyui', 'Mine %d' % number, '--workflow', path)
        clips = {clip['clip']['request']['prompt']: clip['clip'] for clip in home.clips()}
        assert clips['Mine 3']['request']['workflow_name'] == 'picture', clips
        assert 'KSamplerAdvanced' in clips['Mine 3']['request']['workflow'], clips


def test_several_outputs_become_several_clips():
    graph = json.load(open(os.environ['TOP'] + '/src/providers/comfy/graphs/wan2.2-5b-text.json'))
    save = next(key for key, node in graph.items() if node['class_type'] == 'SaveVideo')
    graph['90'] = json.loads(json.dumps(graph[save]))
    graph['91'] = json.loads(json.dumps(graph[save]))
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        json.dump(graph, open(home.path + '/three.json', 'w'))
        generate(home, 'comfyui', 'Three files', '--workflow', home.path + '/three.json')
        job, = home.jobs()
        names = sorted(clip['clip']['id'] for clip in home.clips())
        assert names == sorted([job['id'], '2-' + job['id'], '3-' + job['id']]), names
        assert len(home.videos()) == 3 and home.parts() == [] and home.run('verify').returncode == 0
        for name in os.listdir(home.data()):
            if name.startswith('library.db'):
                os.remove(home.data(name))
        assert len(home.clips()) == 3


def test_a_clip_becomes_another():
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos)
        generate(home, 'openai', 'The first')
        first = home.clips()[0]['clip']
        for how in ('remix', 'edit', 'extend'):
            result = home.run('generate', '--from', first['id'], '--as', how, 'Now ' + how)
            assert result.returncode == 0, result.stderr
        assert sorted(clip['clip']['request'].get('derive', '') for clip in home.clips()) == ['', 'edit', 'extend', 'remix']


def test_several_servers_share_one_queue():
    with Server(run_ms=300) as first, Server(run_ms=300) as second, Server(run_ms=300, lacks='wan2.2_ti2v') as third:
        home = Home()
        for name, server in (('First', first), ('Second', second), ('Third', third)):
            home.connect('comfyui', server.comfy, name)
        result = home.run('generate', '--provider', 'comfyui', '--connection', 'any', '--model', 'wan2.2-5b', *SMALL, '--count', '6', 'Anywhere')
        assert result.returncode == 0, result.stderr
        counts = [sum(server.creates().values()) for server in (first, second, third)]
        assert sum(counts) == 6 and min(counts[:2]) >= 2 and counts[2] == 0, counts
        result = home.run('generate', '--provider', 'comfyui', '--connection', 'any', '--workflow', SAVED, *SMALL, 'What the third has too')
        assert result.returncode == 0, result.stderr


def test_a_server_that_goes_away_gives_back_what_it_had_not_started():
    with Server(run_ms=100) as stays:
        goes = Server(run_ms=60000)
        home = Home()
        home.connect('comfyui', goes.comfy, 'Goes')
        process = home.start('generate', '--provider', 'comfyui', '--connection', 'any', '--model', 'wan2.2-5b', *SMALL, '--count', '2', 'Moved')
        wait_for(lambda: sorted(job['state'] for job in home.jobs()) == ['queued', 'running'])
        process.kill()
        process.communicate()
        home.connect('comfyui', stays.comfy, 'Stays')
        goes.process.kill()
        process = home.start('resume')
        wait_for(lambda: sum(stays.creates().values()) == 1)
        # the one that ran there is waited for
        wait_for(lambda: sorted(job['state'] for job in home.jobs()) == ['done', 'running'])
        process.kill()
        process.communicate()


def test_what_all_servers_lack_is_said():
    with Server(lacks='wan2.2_ti2v') as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        result = home.run('generate', '--provider', 'comfyui', '--connection', 'any', '--model', 'wan2.2-5b', *SMALL, 'Nowhere')
        assert result.returncode == 1 and 'wan2.2_ti2v_5B' in result.stderr, result.stderr
        assert server.creates() == {}


def test_workflows_that_are_none():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = home.path + '/bad.json'
        open(home.path + '/plain.png', 'wb').write(png_with('').replace(b'tEXt', b'zEXt'))
        for content, words in ((b'{"nodes": [], "links": []}', 'no node that does anything'), (b'{"1": ', 'cannot be read'),
                               (b'[]', 'no ComfyUI workflow'), (b'[' * 20000, 'too deep in each other'), (b'', 'empty'),
                               (b'{"a": "\xff\xfe"}', 'UTF-8'), (open(home.path + '/plain.png', 'rb').read(), 'holds no workflow'),
                               (b'{"nodes": [{"id": 1, "type": "Power Lora", "outputs": [{}]}], "links": []}', 'Power Lora'),
                               (b'"' + b'x' * 50000000 + b'"', 'no ComfyUI workflow')):
            open(path, 'wb').write(content)
            result = home.run('workflow', 'check', path)
            assert result.returncode == 1 and words in result.stderr, (content[:60], result.stderr)
        assert home.jobs() == []


def test_page_format_needs_a_server():
    home = Home()
    result = home.run('workflow', 'check', SAVED)
    assert result.returncode == 1 and 'Export (API)' in result.stderr, result.stderr


def test_workflow_check_tells_what_is_bound_and_what_is_missing():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        result = json.loads(home.run('workflow', 'check', SAVED, '--json').stdout)
        assert result['format'] == 'page' and result['problems'] == [], result
        assert result['bindings']['prompt'] == ['6.text'] and result['bindings']['seed'] == ['11:1.noise_seed'], result
        assert result['bindings']['model'] == ['1.unet_name', '2.unet_name'], result
        graph = json.loads(home.run('workflow', 'check', SAVED, '--graph').stdout)
        # a primitive, a bypassed node, a subgraph with a promoted field, Set and Get, a muted node
        assert graph['9']['inputs']['length'] == 49 and graph['11:1']['inputs']['model'] == ['1', 0], graph
        assert graph['11:1']['inputs']['noise_seed'] == 42 and graph['15']['inputs']['images'] == ['12', 0] and '17' not in graph, graph
        graph['1']['inputs']['unet_name'] = 'nobody-has-this.safetensors'
        graph['11:1']['inputs']['steps'] = 0
        json.dump(graph, open(home.path + '/graph.json', 'w'))
        result = home.run('workflow', 'check', home.path + '/graph.json')
        assert result.returncode == 1 and 'diffusion_models/nobody-has-this.safetensors' in result.stdout, result.stdout
        assert 'at least 1' in result.stdout, result.stdout
        # and it is not sent either
        result = home.run('generate', *SMALL, '--workflow', home.path + '/graph.json', 'Never sent')
        assert result.returncode == 1 and 'nobody-has-this.safetensors' in result.stderr, result.stderr
        assert home.jobs()[0]['error_field'] == '1.unet_name', home.jobs()  # two models, a field each
        assert server.creates() == {}


def test_prompt_without_a_place_is_not_dropped():
    graph = json.load(open(os.environ['TOP'] + '/src/providers/comfy/graphs/wan2.2-5b-text.json'))
    save = next(key for key, node in graph.items() if node['class_type'] == 'SaveVideo')
    graph[save].setdefault('_meta', {})['rushes'] = {'filename_prefix': 'prefix'}  # corrected: nothing is a prompt
    for node in graph.values():
        if 'width' in node['inputs']:
            node['inputs'].update(width=64, height=64, length=5)  # quickly rendered
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = home.path + '/silent.json'
        json.dump(graph, open(path, 'w'))
        result = home.run('generate', '--workflow', path, 'a fox')
        assert result.returncode == 1 and 'has no place for a prompt' in result.stderr, result.stderr
        result = home.run('generate', '--workflow', path, '--negative', 'blurred')
        assert result.returncode == 1 and 'no place for a negative prompt' in result.stderr, result.stderr
        assert home.jobs() == [] and server.creates() == {}
        result = home.run('generate', '--workflow', path)
        assert result.returncode == 0 and len(home.videos()) == 1, result.stderr
    result = home.run('generate')
    assert result.returncode == 2 and 'prompt is missing' in result.stderr, result.stderr


def test_missing_node_is_named():
    graph = json.load(open(os.environ['TOP'] + '/src/providers/comfy/graphs/wan2.2-5b-text.json'))
    graph['99'] = {'class_type': 'SomeCustomNode', 'inputs': {}}
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        json.dump(graph, open(home.path + '/custom.json', 'w'))
        result = home.run('generate', '--workflow', home.path + '/custom.json', 'x')
        assert result.returncode == 1 and 'SomeCustomNode' in result.stderr, result.stderr


def test_rebuild_brings_everything_back():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        generate(home, 'comfyui', 'Still here')
        before = home.clips()
        for name in os.listdir(home.data()):
            if name.startswith('library.db'):
                os.remove(home.data(name))
        assert home.clips() == before
        open(home.data('library.db'), 'w').write('this is no database at all, but long enough to be looked at')
        assert home.clips() == before
        assert home.run('rebuild').stdout.startswith('1 clip')
        assert home.run('verify').returncode == 0


def test_verify_finds_what_is_wrong():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = generate(home, 'comfyui', 'Damaged')[0]
        open(path, 'ab').write(b'x')
        assert 'another size' in home.run('verify').stdout
        os.remove(path)
        result = home.run('verify')
        assert result.returncode == 1 and 'missing' in result.stdout


def test_missing_files_are_brought_back():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        lost, other = (generate(home, 'comfyui', name)[0] for name in ('Lost', 'Other'))
        assert home.run('rate', '5', os.path.basename(lost).split('.')[0][-8:]).returncode == 0
        assert json.load(open(lost[:-3] + 'json'))['sha256'] == hashlib.sha256(open(lost, 'rb').read()).hexdigest()
        os.makedirs(home.path + '/backup/2026')
        shutil.copy(lost, home.path + '/backup/2026/old name.mp4')
        shutil.rmtree(os.path.dirname(lost))  # with the records
        assert home.run('clips', '--missing').stdout.count('\n') == 2
        result = home.run('find-missing', 'backup', cwd=home.path)
        assert result.returncode == 1 and result.stdout == lost + '\n', result
        name = '/'.join(other.split('/')[-3:])
        assert result.stderr == 'rushes: “%s” was not found there.\n1 of 2 missing files are back.\n' % name, result.stderr
        assert json.load(open(lost[:-3] + 'json'))['rating'] == 5
        assert home.run('clips', '--missing').stdout.startswith(other)
        assert home.run('rebuild').stdout == '1 clip is in the index.\n'
        result = home.run('find-missing', home.path)
        assert result.returncode == 0 and result.stderr == 'No file is missing.\n', result
        assert home.run('find-missing', home.path + '/nowhere').returncode == 2


def trash(home, name, path):
    can = home.env['XDG_DATA_HOME'] + '/Trash'
    os.makedirs(can + '/info', exist_ok=True)
    os.makedirs(can + '/files', exist_ok=True)
    open(can + '/files/' + name, 'w').write('x' * 1000)
    open(can + '/info/' + name + '.trashinfo', 'w').write('[Trash Info]\nPath=%s\nDeletionDate=2026-11-01T10:00:00\n' % urllib.parse.quote(path))


def test_a_linked_file_stays_where_it_is():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        made = generate(home, 'comfyui', 'Original')[0]
        original, moved = home.path + '/original.mp4', home.path + '/elsewhere/moved.mp4'
        shutil.copy(made, original)
        bytes_before = open(original, 'rb').read()
        path = home.run('import', '--link', original).stdout.strip()
        assert os.readlink(path) == original and json.load(open(path[:-4] + '.json'))['linked'] is True, path
        assert 'Linked to: %s\n' % original in home.run('show', path).stdout
        told = home.run('disk').stdout.splitlines()[0].split('\t')[2]  # a link takes no room
        assert abs(float(told.split()[0]) * (1e3 if 'kB' in told else 1e6) - len(bytes_before)) < len(bytes_before) / 10, (told, len(bytes_before))
        os.mkdir(home.path + '/elsewhere')
        os.rename(original, moved)
        assert path in home.run('clips', '--missing').stdout and 'is missing' in home.run('verify').stdout
        assert home.run('find-missing', home.path + '/elsewhere').returncode == 0
        assert os.readlink(path) == moved and home.run('verify').returncode == 0
        assert home.run('clips', '--missing').stdout == '' and open(moved, 'rb').read() == bytes_before


def test_disk_is_told_and_freed():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        kept, lost = (generate(home, 'comfyui', name)[0] for name in ('Kept', 'Lost'))
        assert home.run('import', kept).returncode == 0 and home.run('thumbnails').returncode == 0
        clips = os.path.dirname(os.path.dirname(os.path.dirname(kept)))
        trash(home, 'a b.mp4', clips + '/2026/11/a b.mp4')
        trash(home, 'letter.txt', home.path + '/letter.txt')
        trash(home, 'near.mp4', clips + ' of others/near.mp4')
        size = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(clips) for name in names if name.endswith('.mp4'))
        lines = [line.split('\t') for line in home.run('disk').stdout.splitlines()]
        assert lines[0][:2] == ['Clips', '3 files'] and lines[0][2].split()[1] in ('kB', 'MB'), lines
        told = float(lines[0][2].split()[0]) * (1e3 if 'kB' in lines[0][2] else 1e6)
        assert abs(told - size) < size / 20, (lines, size)
        assert lines[1][1] == '3 clips' and re.match('  20[0-9]{2}-[01][0-9]$', lines[1][0]), lines
        assert [line[0] for line in lines[2:3]] == ['By model'] and lines[3][:2] == ['  wan2.2-5b', '3 clips'], lines  # the sidecar beside it tells
        assert lines[4][:2] == ['Cache', '6 files'] and lines[5] == ['Trash', '1 file', '1.0\u00a0kB'], lines
        os.remove(lost)
        result = home.run('disk', '--clear-cache', '--empty-trash')
        assert '\nCache\t2 files\t' in result.stdout and '\nTrash\t0 files\t' in result.stdout, result  # all that is left of the lost one
        assert sorted(os.listdir(home.env['XDG_DATA_HOME'] + '/Trash/files')) == ['letter.txt', 'near.mp4']
        assert home.run('thumbnails').returncode == 0
        assert 'Cache\t6 files' in home.run('disk').stdout


def test_a_disk_that_is_not_connected():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = generate(home, 'comfyui', 'Far away')[0]
        clips, disk = home.env['XDG_DATA_HOME'] + '/rushes/clips', home.path + '/disk'
        os.rename(clips, disk)
        os.symlink(disk, clips)
        assert home.run('verify').returncode == 0 and home.run('thumbnails').returncode == 0
        os.rename(disk, disk + ' unplugged')
        assert home.run('clips').stdout.startswith(path)
        for words in (['rebuild'], ['verify'], ['import', disk + ' unplugged' + path[len(clips):]], ['find-missing', home.path], ['disk', '--clear-cache']):
            result = home.run(*words)
            assert result.returncode == 1 and "library's disk is not connected" in result.stderr and disk in result.stderr, result
        assert home.run('rate', '5', home.clips()[0]['clip']['id']).returncode == 0
        assert not os.path.exists(disk) and len(home.clips()) == 1
        os.rename(disk + ' unplugged', disk)
        assert home.run('verify').returncode == 0 and json.load(open(path[:-3] + 'json'))['rating'] == 5  # it waited
        assert 'Cache\t2 files' in home.run('disk').stdout


def test_the_library_moves():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        paths = [generate(home, 'comfyui', name)[0] for name in ('First', 'Second')]
        clips = home.data('clips')
        shutil.copy(paths[0], home.path + '/stays.mp4')
        paths.append(home.run('import', '--link', home.path + '/stays.mp4').stdout.strip())
        assert os.path.islink(paths[2]), paths
        whole = {path[len(clips):]: open(path, 'rb').read() for path in paths}

        def lies_in(folder):
            assert os.path.islink(clips) and os.readlink(clips) == folder and not os.path.exists(home.data('clips.moved'))
            assert {name: open(folder + name, 'rb').read() for name in whole} == whole
            result = home.run('verify')
            assert not os.path.exists(folder + '/.rushes-moving') and result.returncode == 0, result
            assert home.run('clips', '--missing').stdout == '' and len(home.clips()) == 3
            assert os.path.islink(folder + paths[2][len(clips):])

        for words in ([], ['a', 'b'], ['--nonsense']):
            assert home.run('move', *words).returncode == 2
        os.makedirs(home.path + '/full/of')
        for folder, why in ((home.path + '/full', 'is not empty'), (clips + '/2026', 'lie in each other'), (home.path, 'lie in each other')):
            result = home.run('move', folder)
            assert result.returncode == 1 and why in result.stderr and not os.path.islink(clips), result
        # Broken off in the middle: one file came, another half, and the program has not noticed.
        disk = home.path + '/a disk'
        os.makedirs(disk + os.path.dirname(paths[0][len(clips):]))
        with open(disk + '/.rushes-moving', 'w') as mark:
            mark.write(clips)
        shutil.copy2(paths[0], disk + paths[0][len(clips):])
        os.symlink(home.path + '/stays.mp4', os.path.dirname(disk + paths[1][len(clips):]) + '/.rushes-part')
        result = home.run('move', 'a disk', cwd=home.path)
        assert result.returncode == 0 and result.stderr == 'The clips are in %s now.\n' % disk, result
        lies_in(disk)
        # From disk to disk; and again what was broken off when the link was there already.
        other = home.path + '/other'
        assert home.run('move', other).returncode == 0
        lies_in(other)
        assert not os.path.exists(disk)
        shutil.copytree(other, disk, symlinks=True)
        with open(other + '/.rushes-moving', 'w') as mark:
            mark.write(disk)
        with open(disk + '/2026/late.txt', 'w') as late:
            late.write('came last')
        record = paths[0][len(clips):-3] + 'json'  # written anew before the link was there, as long as it was
        with open(disk + record) as old:
            text = old.read()
        with open(disk + record, 'w') as new:
            new.write(text.replace('First', 'Fresh'))
        assert home.run('move', other).returncode == 0
        assert not os.path.exists(disk) and open(other + '/2026/late.txt').read() == 'came last'
        os.remove(other + '/2026/late.txt')
        assert 'Fresh' in open(other + record).read()
        with open(other + record, 'w') as back:
            back.write(text)
        lies_in(other)


def wait_for_state(home, state):
    assert wait_for(lambda: {home.jobs()[-1]['state']} & {state, 'failed'}) == {state}, home.jobs()[-1]


def test_a_disk_that_is_pulled_while_a_job_runs():
    with Server(run_ms=3000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        generate(home, 'comfyui', 'First')
        clips, disk = home.data('clips'), home.path + '/disk'
        os.rename(clips, disk)
        os.symlink(disk, clips)
        process = home.start('generate', '--provider', 'comfyui', *SMALL, 'Second')
        wait_for_state(home, 'running')
        os.rename(disk, disk + ' unplugged')
        wait_for_state(home, 'fetching')
        assert not os.path.exists(disk)
        os.rename(disk + ' unplugged', disk)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0 and len(home.clips()) == 2 and os.path.exists(out.strip()), (out, err, home.jobs())
        assert len(server.creates()) == 2 and home.run('verify').returncode == 0


def test_thumbnails_are_made_for_all():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        generate(home, 'comfyui', 'Seen')
        broken = generate(home, 'comfyui', 'Broken')[0]
        open(broken, 'w').write('no film')
        result = home.run('thumbnails')
        assert result.returncode == 1 and result.stdout == '1 clip has its pictures.\n', result
        said = [line for line in result.stderr.splitlines() if 'Glycin running without sandbox' not in line]  # gdk-pixbuf 2.44, where there is no bwrap
        assert said == ['rushes: No picture could be made of “%s”.' % broken], result.stderr
        posters = [os.path.join(folder, name) for folder, _, names in os.walk(home.path) for name in names if name.endswith('.jpg')]
        assert len(posters) == 2, posters  # a poster and a filmstrip
        made = {path: os.stat(path).st_ino for path in posters}
        os.remove(broken)
        home.run('thumbnails')
        assert {path: os.stat(path).st_ino for path in posters} == made


def test_a_database_from_the_future_is_left_alone():
    for name in ('library.db', 'ledger.db'):
        home = Home()
        home.run('clips')
        database = sqlite3.connect(home.data(name))
        database.execute('PRAGMA user_version = 999')
        database.close()
        before = open(home.data(name), 'rb').read()
        result = home.run('clips')
        assert result.returncode == 1 and 'newer version' in result.stderr, result.stderr
        assert open(home.data(name), 'rb').read() == before


def test_a_version_that_never_was_is_damage():
    home = Home()
    assert home.run('clips').returncode == 0
    for name in ('library.db', 'ledger.db'):
        database = sqlite3.connect(home.data(name))
        database.execute('PRAGMA user_version = -7')
        database.close()
    result = home.run('clips')
    assert result.returncode == 1 and 'damaged' in result.stderr, result.stderr
    os.remove(home.data('ledger.db'))  # the index is made anew from the records, jobs are known by nobody else
    assert home.run('clips').returncode == 0
    assert any(name.startswith('library.db.broken-') for name in os.listdir(home.data()))


def test_import_copies_a_file():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = generate(home, 'comfyui', 'Original')[0]
        shutil.copy(path, home.path + '/holiday.mp4')
        assert home.run('import', home.path + '/holiday.mp4').returncode == 0
        assert len(home.clips()) == 2
        open(home.path + '/tiny.mp4', 'w').write('abc')
        result = home.run('import', home.path + '/tiny.mp4')
        assert result.returncode == 1 and result.stdout == '', result
        assert result.stderr == 'rushes: “%s/tiny.mp4” is no video and no picture that moves.\n' % home.path, result.stderr


def test_import_of_many_files_sums_up():
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        path = generate(home, 'comfyui', 'Original')[0]
        latin = os.fsencode(home.path) + b'/Stra\xdfe.mp4'
        os.mkdir(home.path + '/folder')
        open(home.path + '/empty.mp4', 'w').close()
        shutil.copy(path, home.path + '/a b.mp4')
        shutil.copy(path, latin)
        result = home.run('import', 'a b.mp4', 'empty.mp4', latin, 'folder', 'gone.mp4', cwd=home.path)
        paths = result.stdout.splitlines()
        assert result.returncode == 1 and len(paths) == 2 and all(map(os.path.exists, paths)), result
        assert result.stderr.splitlines() == ['rushes: “empty.mp4” is empty.', 'rushes: There are no videos in “folder”.',
                                              'rushes: “gone.mp4” is not there.', 'Imported 2 of 5 files; left out: 3.'], result.stderr
        assert {'a b', 'Stra\ufffde'} < {clip['clip']['request']['prompt'] for clip in home.clips()}, home.clips()
        os.makedirs(home.path + '/folder/day 2/.hidden')
        for name in ('folder/1.mp4', 'folder/day 2/2.mp4', 'folder/day 2/.hidden/3.mp4', 'folder/.4.mp4'):
            shutil.copy(path, home.path + '/' + name)
        open(home.path + '/folder/notes.txt', 'w').write('a')
        os.symlink('..', home.path + '/folder/up')
        result = home.run('import', 'folder', cwd=home.path)
        assert result.returncode == 0 and result.stderr == 'Imported 2 files.\n', result
        result = home.run('import', 'a b.mp4', 'a b.mp4', cwd=home.path)
        assert result.returncode == 0 and result.stderr == 'Imported 2 files.\n', result


def test_show_tells_what_is_known():
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos, 'Rack')
        path = generate(home, 'openai', 'A harbour')[0]
        clip = home.clips()[0]['clip']
        result = home.run('show', clip['id'][:8])
        assert result.returncode == 0 and result.stderr == '', result
        for row in (path, 'Prompt:    A harbour', 'Size:      64 × 64', 'Codec:     %s' % clip['codec'], 'From:      Rack', 'Rate:      '):
            assert any(line.startswith(row) for line in result.stdout.splitlines()), (row, result.stdout)
        assert home.run('show', path).stdout == result.stdout
        result = home.run('show', 'nobody')
        assert result.returncode == 1 and 'no clip “nobody”' in result.stderr and result.stdout == '', result


def test_remote_lists_fetches_once_and_deletes():
    with Server() as server:
        home, other = Home(), Home()
        home.connect('openai', server.videos)
        other.connect('openai', server.videos)
        generate(other, 'openai', 'Made elsewhere')
        line = home.run('remote', 'list').stdout
        identity = line.split('\t')[0]
        assert 'Made elsewhere' in line and home.run('remote', 'list', 'Server').stdout == line
        result = home.run('remote', 'fetch', identity)
        assert result.returncode == 0 and os.path.exists(result.stdout.strip()), result.stderr
        assert home.run('remote', 'fetch', identity).returncode == 1
        assert '"id"' in home.run('remote', 'show', identity).stdout
        assert home.run('remote', 'delete', identity).returncode == 0
        assert home.run('remote', 'list').stdout == ''


def test_connections_are_listed_tested_and_removed():
    def check(home, server, kind):
        assert 'Server' in home.run('connections').stdout
        result = home.run('connections', 'test', 'Server')
        assert result.returncode == 0 and ('ComfyUI 0.33.0' in result.stdout or 'Videos API' in result.stdout)
        assert '1280x7' in home.run('models', 'Server').stdout
        assert home.run('connections', 'remove', 'Server').returncode == 0
        assert home.run('connections', 'list').stdout == ''
    both(check)


def test_one_process_owns_the_queue():
    with Server(run_ms=2500) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        first = home.start('generate', *SMALL, 'First')
        wait_for(lambda: any(job['state'] in ('queued', 'running') for job in home.jobs()))
        second = home.start('generate', *SMALL, 'Second')
        assert 'Using' in second.stderr.readline()
        assert 'has taken the job over' in second.stderr.readline()
        second.terminate()
        assert first.wait(30) == 0
        second.wait(60)
        home.run('resume')
        assert len(home.clips()) == 2 and set(server.creates().values()) == {1}
        second.stdout.close(), second.stderr.close(), first.stdout.close(), first.stderr.close()


def test_interrupt_keeps_the_job():
    with Server(run_ms=3000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        process = home.start('generate', *SMALL, 'Interrupted')
        wait_for(lambda: any(job['state'] in ('queued', 'running') for job in home.jobs()))
        process.send_signal(2)
        _, words = process.communicate(timeout=60)
        assert process.returncode == 130 and 'resume' in words, (process.returncode, words)
        assert home.run('resume').returncode == 0
        assert server.creates() == {'Interrupted': 1} and len(home.clips()) == 1


def test_an_old_comfyui_without_the_jobs_route():
    with Server(old=True, run_ms=300) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        assert generate(home, 'comfyui', 'Old server') and server.creates() == {'Old server': 1}
    with Server(old=True, run_ms=60000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        process = home.start('generate', *SMALL, 'To be stopped')
        while not any(job['state'] == 'running' for job in home.jobs()):
            pass
        process.kill()
        process.communicate()
        home.run('cancel', home.jobs()[0]['id'])
        assert home.jobs()[0]['state'] == 'cancelled'


def without_decoder(folder):
    """A GStreamer that has everything but H.264."""
    plugins = subprocess.run(['pkg-config', '--variable=pluginsdir', 'gstreamer-1.0'], capture_output=True, text=True)
    for name in os.listdir(plugins.stdout.strip()):
        if not any(word in name for word in ('libav', 'openh264', 'x264', 'de265', 'va', 'v4l2', 'nv', 'qsv', 'msdk')):
            os.symlink(os.path.join(plugins.stdout.strip(), name), os.path.join(folder, name))


def test_a_missing_decoder_is_named_and_the_clip_is_kept():
    with Server() as server:
        home = Home()
        os.makedirs(home.path + '/plugins')
        without_decoder(home.path + '/plugins')
        home.env.update(GST_PLUGIN_SYSTEM_PATH_1_0=home.path + '/plugins', GST_REGISTRY=home.path + '/registry.bin')
        home.connect('openai', server.videos)
        path = generate(home, 'openai', 'Not here')[0]
        clip = home.clips()[0]['clip']
        assert os.path.exists(path) and 'H.264' in clip['missing_decoder'], clip


def test_without_its_loader_an_animated_webp_is_kept():
    home = Home()
    open(home.path + '/loaders.cache', 'w').close()
    home.env.update(GDK_PIXBUF_MODULE_FILE=home.path + '/loaders.cache')
    open(home.path + '/a.webp', 'wb').write(WEBP)
    result = home.run('import', 'a.webp', cwd=home.path)
    if subprocess.run(['pkg-config', '--atleast-version=2.44', 'gdk-pixbuf-2.0']).returncode == 0:  # it has one of its own, which sees that nothing moves there
        assert result.returncode == 1 and 'is a single picture' in result.stderr, result
        return
    assert result.returncode == 0 and os.path.exists(result.stdout.strip()), result
    assert home.clips()[0]['clip']['missing_decoder'] == 'Animated WebP decoder', home.clips()


def test_demo_without_a_display():
    home = Home(RUSHES_SAMPLE_MS='100')
    result = home.run('--demo')
    paths = result.stdout.split()
    assert result.returncode == 0 and len(paths) == 2 and all(map(os.path.exists, paths)), result
    assert 'No display' in result.stderr


main(sys.modules[__name__], workers=6)
