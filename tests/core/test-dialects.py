# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every server of the contract's table: one clip, sent once, in the form it takes."""

import os
import sqlite3
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from dialects import NAMES, DialectServer, Hostile  # noqa: E402
from rushes_test import Home, Server, main  # noqa: E402


def make_clip():
    """A real little MP4, from the sample server."""
    with Server() as server:
        home = Home()
        home.connect('openai', server.videos)
        assert home.run('generate', '--size', '64x64', '--seconds', '1', 'A clip').returncode == 0
        return open(home.videos()[0], 'rb').read()


CLIP = make_clip()


def generate(name, *connect, preset=None, args=()):
    server = DialectServer(name, CLIP)
    home = Home()
    result = home.run('connections', 'add', 'openai', 'Dialect', server.url, '--preset', preset or name, *connect)
    assert result.returncode == 0, result.stderr
    return server, home, home.run('generate', '--provider', 'openai', '--model', 'wan-test', '--size', '64x64', '--seconds', '4', *args, 'Said once')


def saved(name, *connect, preset=None, args=()):
    """The fields of the one create of a job that was saved."""
    server, home, result = generate(name, *connect, preset=preset, args=args)
    with server:
        assert result.returncode == 0, result.stderr
        assert len(home.videos()) == 1 and open(home.videos()[0], 'rb').read() == CLIP
        assert len(server.dialect.creates) == 1, server.dialect.creates
        assert home.parts() == [], home.parts()
        return server.dialect.creates[0]


def test_openai():
    fields = saved('openai')
    assert fields['seconds'] == '4' and fields['size'] == '64x64' and fields['model'] == 'wan-test', fields


def test_vllm_omni():
    fields = saved('vllm-omni', '--extra', 'num_inference_steps=12')
    assert fields['num_inference_steps'] == '12' and 'seed' in fields, fields


def test_sglang_falls_back_to_json():
    fields = saved('sglang')
    assert fields['seconds'] == 4 and isinstance(fields['seed'], int), fields


def test_fastvideo():
    saved('fastvideo')


def test_tensorrt_llm_accepts_with_202():
    saved('tensorrt-llm')


def test_dynamo_answers_with_the_bytes():
    fields = saved('dynamo')
    assert fields['seconds'] == 4, fields


def test_dynamo_answers_with_an_address():
    saved('dynamo-url', preset='dynamo')


def test_unsloth():
    saved('unsloth')


def test_litellm_has_long_ids():
    saved('litellm')


def test_new_api():
    saved('new-api')


def test_azure():
    saved('azure')


def test_openrouter():
    fields = saved('openrouter')
    assert fields['duration'] == 4 and 'seconds' not in fields, fields


def test_together():
    saved('together')


def test_unknown_kinds_work_too():
    for name in ('sglang', 'vllm-omni', 'new-api'):
        saved(name, preset='custom')


def test_first_frame_in_either_form():
    picture = os.environ['TOP'] + '/data/screenshots/gallery.png'
    assert saved('vllm-omni', args=('--image', picture))['input_reference'] in (('image/png', 'first-frame.png'), ('image/jpeg', 'first-frame.jpg'))
    sent = saved('together', args=('--image', picture))['input_reference']
    assert sent['image_url'].startswith('data:image/'), sent
    assert saved('dynamo', args=('--image', picture))['input_reference'].startswith('data:image/')


def test_remix_edit_and_extend():
    server, home, result = generate('openai')
    with server:
        assert result.returncode == 0, result.stderr
        first = home.clips()[0]['clip']
        for how, path in (('remix', 'videos/video_1/remix'), ('edit', 'videos/edits'), ('extend', 'videos/extensions')):
            result = home.run('generate', '--from', first['id'], '--as', how, 'Now as a ' + how)
            assert result.returncode == 0, result.stderr
            assert server.dialect.creates[-1]['path'] == path, server.dialect.creates
        clips = {clip['clip']['request']['prompt']: clip['clip'] for clip in home.clips()}
        assert clips['Now as a edit']['request']['parent'] == first['id'] and len(clips) == 4, clips
        assert home.run('generate', '--from', first['id'], '--as', 'nonsense', 'x').returncode == 1
        assert home.run('generate', '--from', 'nobody', 'x').returncode == 2
    # a server without the route says so, and nothing is lost
    server, home, result = generate('unsloth')
    with server:
        first = home.clips()[0]['clip']
        result = home.run('generate', '--from', first['id'], '--as', 'remix', 'x')
        assert result.returncode == 1 and len(home.clips()) == 1, result.stderr


def test_what_was_spent_is_stored():
    server, home, result = generate('openai', '--price', '0.25')
    with server:
        assert result.returncode == 0 and home.clips()[0]['clip']['cost'] == 1.0, result.stderr
        ledger = sqlite3.connect(home.data('ledger.db'))
        assert ledger.execute('SELECT dollars FROM spent').fetchall() == [(1.0,)]


def test_the_key_goes_to_no_other_host():
    """Together's file lies on another host: what is fetched there carries nothing of ours."""
    server = DialectServer('together', CLIP)
    with server:
        home = Home(OPENAI_API_KEY='the-key', OPENAI_BASE_URL=server.url)
        result = home.run('generate', '--provider', 'openai', '--model', 'wan-test', '--size', '64x64', 'Key')
        assert result.returncode == 0, result.stderr
        kinds = {('elsewhere' in path): headers.get('Authorization') for _, path, headers in server.dialect.requests}
        assert kinds == {False: 'Bearer the-key', True: None}, kinds


def test_results_that_are_no_address_are_refused():
    for result_url in ('file:///etc/passwd', 'http://169.254.169.254/latest/meta-data', 'ftp://example.org/x.mp4', 'http://[fe80::1]/x', 'javascript:1', ''):
        Hostile.result = result_url
        server, home, result = generate('hostile', preset='custom')
        with server:
            job, = home.jobs()
            assert result.returncode == 1 and job['state'] in ('failed', 'lost'), (result_url, job)
            assert home.videos() == [] and home.parts() == [], result_url


def test_rubbish_as_base64_is_not_sent_again():
    class Rubbish(NAMES['dynamo']):
        def create(self, fields, is_json):
            status, headers, body = super().create(fields, is_json)
            body['data'] = [{'b64_json': 'not base64 !!'}]
            return status, headers, body

    NAMES['rubbish'] = Rubbish
    server, home, result = generate('rubbish', preset='dynamo')
    with server:
        job, = home.jobs()
        assert result.returncode == 1 and job['state'] == 'unknown', job
        assert len(server.dialect.creates) == 1 and home.videos() == []


main(sys.modules[__name__], workers=6)
