# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What workflows load: pictures, videos and sounds are uploaded, and a file may be left out."""

import hashlib
import http.server
import json
import os
import re
import struct
import sys
import threading
import urllib.error
import urllib.request
import zlib

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, HTTPServer, Server, main  # noqa: E402


def node(class_type, title=None, **inputs):
    return dict({'class_type': class_type, 'inputs': inputs}, **({'_meta': {'title': title}} if title else {}))


# The sound of a video stays, its pictures are made anew; a picture may start it.
GRAPH = {
    '1': node('UNETLoader', unet_name='wan2.1_t2v_1.3B_fp16.safetensors', weight_dtype='default'),
    '2': node('CLIPLoader', clip_name='umt5_xxl_fp8_e4m3fn_scaled.safetensors', type='wan'),
    '3': node('VAELoader', vae_name='wan_2.1_vae.safetensors'),
    '4': node('CLIPTextEncode', text='A boat', clip=['2', 0]),
    '5': node('CLIPTextEncode', text='blurry', clip=['2', 0]),
    '6': node('EmptyHunyuanLatentVideo', width=64, height=64, length=17, batch_size=1),
    '7': node('KSampler', model=['1', 0], positive=['4', 0], negative=['5', 0], latent_image=['6', 0], seed=1, steps=2, cfg=1.0,
              sampler_name='euler', scheduler='simple', denoise=1.0),
    '8': node('VAEDecode', samples=['7', 0], vae=['3', 0]),
    '9': node('CreateVideo', images=['8', 0], fps=16.0, audio=['11', 1]),
    '10': node('SaveVideo', video=['9', 0], filename_prefix='video/x', format='auto', codec='auto'),
    '11': node('GetVideoComponents', video=['12', 0]),
    '12': node('LoadVideo', 'The Take Before', file='somebody.mp4'),
}


def write(home, graph, name='graph.json'):
    path = home.path + '/' + name
    json.dump(graph, open(path, 'w'))
    return path


def png(path, size=8):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + os.urandom(3 * size) for _ in range(size))
    open(path, 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 2, 0, 0, 0)) +
                           chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
    return path


class Recorder(HTTPServer):
    """A proxy that keeps what was uploaded and what was sent as a graph."""

    def __init__(self, url):
        self.target, self.uploads, self.graphs = url, {}, []
        super().__init__(('127.0.0.1', 0), Pass)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def read(self, stream, length, upload):
        return stream.read(length)

    @property
    def url(self):
        return 'http://127.0.0.1:%d' % self.server_address[1]


class Pass(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def pass_on(self):
        upload = self.path.endswith('/upload/image')
        body = self.server.read(self.rfile, int(self.headers.get('Content-Length') or 0), upload) or None
        if upload and body:
            name = re.search(rb'name="image"; filename="([^"]+)"', body).group(1).decode()
            boundary = self.headers['Content-Type'].split('boundary=')[1].encode()
            part = [p for p in body.split(b'--' + boundary) if b'name="image"' in p][0]
            self.server.uploads.setdefault(name, []).append(part.split(b'\r\n\r\n', 1)[1][:-2])
        if self.path.endswith('/prompt') and self.command == 'POST':
            self.server.graphs.append(json.loads(body)['prompt'])
        headers = {k: v for k, v in self.headers.items() if k.lower() in ('content-type', 'range', 'authorization')}
        request = urllib.request.Request(self.server.target + self.path, body, headers, method=self.command)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        data = answer.read()
        self.send_response(answer.status if hasattr(answer, 'status') else answer.code)
        for name, value in answer.headers.items():
            if name.lower() in ('content-type', 'etag', 'accept-ranges'):
                self.send_header(name, value)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(data)

    do_GET = do_POST = do_HEAD = pass_on


class Slow(Recorder):
    """Takes a third of an upload, and the rest when it is let."""

    def __init__(self, url):
        self.rest = threading.Event()
        super().__init__(url)

    def read(self, stream, length, upload):
        some = stream.read(length // 3) if upload else b''
        if upload:
            assert self.rest.wait(60)
        return some + stream.read(length - len(some))


def setting(proxy=Recorder, **options):
    server = Server(**options)
    proxy = proxy(server.url('comfyui'))
    home = Home()
    home.connect('comfyui', proxy.url)
    return server, proxy, home


def generate(home, *args):
    return home.run('generate', '--provider', 'comfyui', *args)


def test_a_video_is_uploaded_once_and_kept():
    server, proxy, home = setting()
    video = home.path + '/My clip №1.MP4'
    data = os.urandom(3000000)
    open(video, 'wb').write(data)
    path = write(home, GRAPH)
    name = hashlib.sha256(data).hexdigest() + '.mp4'
    for field in ('12.file', 'the take before'):
        result = generate(home, '--workflow', path, '--file', '%s=%s' % (field, video), 'A boat')
        assert result.returncode == 0, result.stderr
    assert list(proxy.uploads) == [name] and proxy.uploads[name] == [data], 'sent once, as it is'
    assert proxy.graphs[-1]['12']['inputs']['file'] == 'rushes/' + name, proxy.graphs[-1]
    # The request holds a copy of its own: the file may go.
    os.remove(video)
    kept = home.clips()[0]['clip']['request']['files']['12.file']
    assert open(kept, 'rb').read() == data, kept
    server.stop()


def test_the_first_upload_on_a_connection_is_seen():
    """A server that takes its time: how much of how much is there, from the first file of the first job on."""
    server, proxy, home = setting(Slow)
    video = home.path + '/long.mp4'
    open(video, 'wb').write(os.urandom(60000000))
    try:
        process = home.start('generate', '--provider', 'comfyui', '--workflow', write(home, GRAPH), '--file', '12.file=' + video, 'A boat')
        lines = []
        for line in process.stderr:
            lines.append(line)
            found = re.search(r'Uploading (\d+)\.\d\sMB of 60\.0\sMB, (\d+) %', line)
            if found and int(found.group(1)) >= 20:
                break
        else:
            assert False, lines
        assert 30 <= int(found.group(2)) < 100, line
        assert proxy.uploads == {} and proxy.graphs == [], 'it is on its way'
    finally:
        proxy.rest.set()
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert 'Uploading' not in rest.split('Saved')[-1], rest
    server.stop()


def test_a_clip_of_the_library_is_a_video():
    server, proxy, home = setting()
    made = generate(home, '--size', '64x64', '--seconds', '1', 'First')
    assert made.returncode == 0, made.stderr
    clip = home.clips()[0]
    result = generate(home, '--workflow', write(home, GRAPH), '--file', '12.file=' + clip['clip']['id'][:8], 'Second')
    assert result.returncode == 0, result.stderr
    assert open(made.stdout.split()[0], 'rb').read() in proxy.uploads.popitem()[1]
    server.stop()


def test_what_is_optional_may_be_left_empty():
    server, proxy, home = setting()
    result = generate(home, '--workflow', write(home, GRAPH), 'A silent boat')
    assert result.returncode == 0, result.stderr
    sent = proxy.graphs[-1]
    assert '12' not in sent and '11' not in sent and 'audio' not in sent['9']['inputs'], sent
    # One that the server has stays as it was saved.
    graph = dict(GRAPH, **{'13': node('LoadImage', image='example.png'), '6': node(
        'WanImageToVideo', positive=['4', 0], negative=['5', 0], vae=['3', 0], width=64, height=64, length=17, batch_size=1)})
    graph['7'] = node('KSampler', **dict(GRAPH['7']['inputs'], latent_image=['6', 2]))
    graph['9'] = node('CreateVideo', images=['13', 0], fps=16.0)
    result = generate(home, '--workflow', write(home, graph), 'A boat')
    assert result.returncode == 0, result.stderr
    assert proxy.graphs[-1]['13']['inputs']['image'] == 'example.png', proxy.graphs[-1]
    server.stop()


def test_what_is_needed_is_asked_for():
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'9': node('CreateVideo', images=['11', 0], fps=16.0)})
    path = write(home, graph)
    for args, words in (([], '“The Take Before” needs a video'), (['--file', '12.file=/nowhere.mp4'], 'nowhere.mp4'),
                        (['--file', 'elsewhere=/x'], '12.file (The Take Before)'), (['--file', '12.file'], 'FIELD=FILE')):
        result = generate(home, '--workflow', path, *args, 'A boat')
        assert result.returncode != 0 and words in result.stderr, result.stderr
    assert proxy.graphs == [], 'nothing was sent'
    server.stop()


def test_a_picture_finds_its_place():
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'9': node('CreateVideo', images=['13', 0], fps=16.0), '13': node('LoadImage', 'Face', image='face.png'),
                           '14': node('LoadAudio', 'Song', audio='song.mp3')})
    graph['9']['inputs']['audio'] = ['14', 0]
    sound = home.path + '/song.ogg'
    open(sound, 'wb').write(b'OggS' + os.urandom(2000))
    result = generate(home, '--workflow', write(home, graph), '--image', png(home.path + '/a.png'), '--file', 'song=' + sound, 'A boat')
    assert result.returncode == 0, result.stderr
    sent = proxy.graphs[-1]
    assert sent['13']['inputs']['image'].endswith('.png') and sent['14']['inputs']['audio'].endswith('.ogg'), sent
    assert sorted(name[-4:] for name in proxy.uploads) == ['.ogg', '.png'], proxy.uploads.keys()
    server.stop()


def test_a_file_that_is_gone_there_is_refused():
    """The sample server looks whether what a graph names is there, as the real one does."""
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'12': node('LoadVideo', file='rushes/gone.mp4')})
    try:
        urllib.request.urlopen(urllib.request.Request(server.url('comfyui') + '/prompt', json.dumps({'prompt': graph}).encode()))
        assert False, 'taken'
    except urllib.error.HTTPError as error:
        said = json.load(error)
        assert error.code == 400 and said['node_errors']['12']['errors'][0]['type'] == 'custom_validation_failed', said
    server.stop()


def test_check_names_the_places():
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'9': node('CreateVideo', images=['13', 0], fps=16.0, audio=['11', 1]), '13': node('LoadImage', 'Face', image='face.png'),
                           '14': node('LoadImage', 'Kept', image='example.png')})
    graph['15'] = node('SaveVideo', video=['16', 0], filename_prefix='y', format='auto', codec='auto')
    graph['16'] = node('CreateVideo', images=['14', 0], fps=16.0)
    path = write(home, graph)
    said = home.run('workflow', 'check', path).stdout
    for line in ('file\t12.file\tThe Take Before\tvideo, may be left out', 'file\t13.image\tFace\tpicture, needed',
                 'file\t14.image\tKept\tpicture, as saved: example.png'):
        assert line in said.splitlines(), said
    files = json.loads(home.run('workflow', 'check', path, '--json').stdout)['files']
    assert sorted(files, key=lambda file: file['field']) == [
        {'field': '12.file', 'title': 'The Take Before', 'kind': 'video', 'needed': False},
        {'field': '13.image', 'title': 'Face', 'kind': 'picture', 'needed': True},
        {'field': '14.image', 'title': 'Kept', 'kind': 'picture', 'needed': False, 'saved': 'example.png'}], files
    server.stop()


def test_a_choice_that_is_gone():
    """The sampler was renamed: nothing is sent until the command takes the nearest, and it says how."""
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'7': node('KSampler', **dict(GRAPH['7']['inputs'], sampler_name='euler_old', scheduler='simple one'))})
    path = write(home, graph)
    result = generate(home, '--workflow', path, 'A boat')
    assert result.returncode == 1 and '“euler_old” is not there. The nearest is “euler' in result.stderr, result.stderr
    assert home.jobs() == [] and proxy.graphs == [], 'no job that can only fail'
    options = re.search(r'this takes the nearest: (.*)', result.stderr).group(1).split('. ')[0].split()
    assert len(options) == 4, options
    result = generate(home, '--workflow', path, *[option.rstrip('.') for option in options], 'A boat')
    assert result.returncode == 0, result.stderr
    assert proxy.graphs[-1]['7']['inputs']['sampler_name'].startswith('euler'), proxy.graphs[-1]
    assert proxy.graphs[-1]['7']['inputs']['scheduler'] == 'simple', proxy.graphs[-1]
    # Another one is as good.
    result = generate(home, '--workflow', path, '--set', 'sampler=heun', '--set', 'scheduler=simple', 'A boat')
    assert result.returncode == 0 and proxy.graphs[-1]['7']['inputs']['sampler_name'] == 'heun', result.stderr
    server.stop()


def test_a_boards_people_find_theirs():
    server, proxy, home = setting()
    graph = dict(GRAPH, **{'9': node('CreateVideo', images=['13', 0], fps=16.0), '13': node('LoadImage', 'Face', image='face.png')})
    os.makedirs(home.data('workflows'), exist_ok=True)
    json.dump(graph, open(home.data('workflows', 'faces.json'), 'w'))
    anna, ben = png(home.path + '/anna.png', 8), png(home.path + '/ben.png', 9)
    for words in (('new', 'Film'), ('set', 'film', 'model=faces', 'length=1s', 'people.Anna.picture=' + anna, 'people.Ben=a man', 'people.Ben.picture=' + ben),
                  ('add', 'film', 'prompt=The boat of @Ben'), ('add', 'film', 'prompt=The boat of @Anna and @Ben'), ('fill', 'film')):
        result = home.run('boards', *words)
        assert result.returncode == 0, result
    sent = {graph['4']['inputs']['text']: graph['13']['inputs']['image'] for graph in proxy.graphs}
    assert set(sent) == {'The boat of a man', 'The boat of Anna and a man'}, sent
    for text, width in (('The boat of a man', 9), ('The boat of Anna and a man', 8)):
        assert struct.unpack('>I', proxy.uploads[os.path.basename(sent[text])][-1][16:20]) == (width,), sent
    os.unlink(home.data('boards', 'film', 'media', 'anna.png'))
    assert home.run('boards', 'add', 'film', 'prompt=Again @Anna').returncode == 0
    result = home.run('boards', 'fill', 'film')
    assert result.returncode == 1 and 'anna.png is not there' in result.stdout + result.stderr and len(proxy.graphs) == 2, result
    server.stop()


main(sys.modules[__name__], workers=3)
