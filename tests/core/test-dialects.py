# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every server of the contract's table: one clip, sent once, in the form it takes."""

import concurrent.futures
import json
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from dialects import NAMES, DialectServer, Hostile  # noqa: E402
from rushes_test import Home, Server, main, wait_for  # noqa: E402


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
    result = home.run('connections', 'add', 'openai', 'Dialect', server.url, '--preset', preset or name, '--patience', '0.1', *connect)
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


def sent(server, kind):
    """How many creates came in that form, taken or not."""
    return sum(method == 'POST' and headers.get('Content-Type', '').startswith(kind) for method, _, headers in server.dialect.requests)


def learning(name, *args):
    """A server that nothing is known of, from the environment: what it is told of is the address alone."""
    server = DialectServer(name, CLIP)
    home = Home(OPENAI_BASE_URL=server.url, OPENAI_DEFAULT_VIDEO_MODEL='wan-test')
    more = ('generate', '--provider', 'openai', '--size', '64x64', '--seconds', '4')
    return server, home, more, home.run(*more, *args, 'Learnt')


def test_dynamo_that_nobody_named_is_asked_once_more_with_the_type_it_wants():
    server, home, more, result = learning('dynamo-typed')
    with server:
        assert result.returncode == 0, result.stderr
        fields, = server.dialect.creates
        assert fields['seconds'] == 4 and len(home.videos()) == 1, fields
        assert sent(server, 'multipart') == 1 and sent(server, 'application/json') == 2, server.dialect.requests


def test_dynamo_wants_the_picture_as_a_text():
    picture = os.environ['TOP'] + '/data/screenshots/gallery.png'
    server, home, more, result = learning('dynamo-typed', '--image', picture)
    with server:
        assert result.returncode == 0, result.stderr
        assert server.dialect.creates[0]['input_reference'].startswith('data:image/'), server.dialect.creates


def test_dynamo_is_remembered_over_processes_from_the_environment_too():
    server, home, more, result = learning('dynamo-typed')
    with server:
        before = sent(server, 'multipart') + sent(server, 'application/json')
        assert home.run(*more, 'Known').returncode == 0
        assert sent(server, 'multipart') + sent(server, 'application/json') == before + 1 and sent(server, 'multipart') == 1
        # a list of models is not read again only to learn what kind of server it is
        assert sum(path == '/v1/videos/models' for _, path, _ in server.dialect.requests) == 1, server.dialect.requests


def test_dynamo_twelve_jobs_learn_from_the_first():
    server, home, more, result = learning('dynamo-typed', '--count', '12')
    with server:
        assert result.returncode == 0, result.stderr
        assert len(home.videos()) == 12 and len(server.dialect.creates) == 12
        assert sent(server, 'multipart') == 1 and sent(server, 'application/json') == 13, server.dialect.requests


def test_dynamo_gone_from_an_address_is_forgotten():
    server, home, more, result = learning('dynamo-typed')
    with server:
        other = NAMES['vllm-omni'](CLIP)
        other.allowed, other.new_id = None, lambda: 'other_%d' % len(other.creates)
        server.replace(other)
        result = home.run(*more, 'Another server there')
        assert result.returncode == 0 and len(other.creates) == 1, result.stderr
        requests = len(other.requests)
        assert home.run(*more, 'Known again').returncode == 0
        assert sum(method == 'POST' for method, _, _ in other.requests[requests:]) == 1


def test_openrouter_duration_arrives_where_only_the_list_of_models_tells():
    for name in ('openrouter', 'openrouter-lenient'):
        server, home, more, result = learning(name, '--seconds', '6')
        with server:
            assert result.returncode == 0, result.stderr
            fields, = server.dialect.creates
            assert fields['duration'] == 6 and isinstance(fields['duration'], int) and 'seconds' not in fields, fields


def refused(status, body, *args, model='sora-2', preset='custom'):
    """What is printed of a create that was refused, and the job."""
    NAMES['refused'] = type('Refused', (NAMES['saying'],), {'refusal': (status, body), 'models': lambda _: (200, {}, {'object': 'list', 'data': [{'id': model}]})})
    with DialectServer('refused', CLIP) as server:
        home = Home()
        assert home.run('connections', 'add', 'openai', 'Dialect', server.url, *(['--preset', preset] if preset else [])).returncode == 0
        result = home.run('generate', '--provider', 'openai', '--model', model, '--size', '1280x720', *args, 'Refused')
        job, = home.jobs()
        assert result.returncode == 1 and job['state'] == 'failed' and home.videos() == [], (result, job)
        assert '{"' not in result.stderr and '{"' not in home.run('jobs').stdout, result.stderr
        return result.stderr, home.run('jobs').stdout


NOT_FOUND = {'error': {'message': 'The model `sora-2` does not exist or you do not have access to it.', 'type': 'invalid_request_error', 'param': None, 'code': 'model_not_found'}}
NO_ROUTE = {'error': {'message': 'Invalid URL (POST /v1/videos)', 'type': 'invalid_request_error', 'param': None, 'code': None}}


def test_create_404_service_ended():
    for body in (NOT_FOUND, NO_ROUTE):
        for preset in ('openai', 'custom', None):
            said, _ = refused(404, body, preset=preset)
            assert 'ended' in said and '24 September 2026' in said and '\n  HTTP 404 Not Found: ' + body['error']['message'] in said, said
            assert 'any more' not in said and 'restarted' not in said, said


def test_create_404_is_a_refusal_and_says_so():
    for body, words in ((NO_ROUTE, 'nothing at that address'), ({'detail': 'Not Found'}, 'nothing at that address'),
                        (NOT_FOUND, 'no model of that name')):
        said, _ = refused(404, body, model='wan-test')
        assert words in said and 'did not accept' in said and 'any more' not in said and 'ended' not in said, said


def test_create_insufficient_quota():
    words = 'You exceeded your current quota, please check your plan and billing details.'
    for said in refused(429, {'error': {'message': words, 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}):
        assert 'no credit' in said and re.search('\n  HTTP 429 [A-Z].*: ' + words, said), said


def test_create_billing_limit():
    for said in refused(400, {'error': {'message': 'Billing hard limit has been reached.', 'type': 'invalid_request_error', 'code': 'billing_hard_limit_reached'}}):
        assert 'spending limit' in said and '\n  HTTP 400 Bad Request: Billing hard limit has been reached.' in said, said


def test_failed_moderation():
    server, home, result = generate('blocking', preset='custom')
    with server:
        for said in (result.stderr, home.run('jobs').stdout):
            assert 'refused the content' in said and '\n  Your request was blocked by our moderation system. (moderation_blocked)' in said, said


def test_words_and_never_json_of_what_refuses():
    for body in ({'error': {'message': 'Out of range', 'code': 400}}, {'error': 'Out of range'}, {'detail': [{'loc': ['body', 'size'], 'msg': 'Out of range'}]},
                 {'error': {'message': json.dumps({'error': {'message': 'Out of range', 'code': 3}}), 'code': 400}}, [{'error': {'message': 'Out of range', 'code': 7}}]):
        said, listed = refused(400, body)
        assert 'Out of range' in said and 'Out of range' in listed, said
    # an answer that says nothing is not shown either
    assert 'HTTP 400 Bad Request' in refused(400, {'error': {'code': 400}})[0]


def test_words_and_never_json_of_what_cannot_be_fetched():
    class Empty(NAMES['openai']):
        def content(self, ident):
            return 400, {'Content-Type': 'application/json'}, {'error': {'message': 'The file was cleaned up', 'code': 400}}

    NAMES['empty'] = Empty
    server, home, result = generate('empty', preset='custom')
    with server:
        assert result.returncode == 1 and 'The file was cleaned up' in result.stderr and '{"' not in result.stderr, result.stderr


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


def test_polled_where_the_server_says():
    saved('elsewhere', preset='custom')


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
        assert home.run('generate', '--from', first['id'][:8], '--as', 'remix', 'By the short id').returncode == 0
        assert clips['Now as a edit']['request']['parent'] == first['id'] and len(clips) == 4, clips
        assert home.run('generate', '--from', first['id'], '--as', 'nonsense', 'x').returncode == 2
        assert home.run('generate', '--from', 'nobody', 'x').returncode == 2
    # a server without the route says so, and nothing is lost
    server, home, result = generate('unsloth')
    with server:
        first = home.clips()[0]['clip']
        result = home.run('generate', '--from', first['id'], '--as', 'remix', 'x')
        assert result.returncode == 1 and len(home.clips()) == 1, result.stderr


def test_refused_sizes_are_named():
    said, _ = refused(400, {'error': {'message': "Invalid value for 'size'", 'param': 'size', 'code': 'invalid_value'}}, '--size', '333x333')
    assert '1280x720, 720x1280' in said and 'sora-2' in said, said
    said, _ = refused(400, {'error': {'message': 'Another thing'}})
    assert '720x1280' not in said, said


def test_organization_project_and_typed_fields():
    server, home, result = generate('openai', '--organization', 'org-1', '--project', 'proj-2', '--extra', 'quality:text=1', '--extra', 'fps=16', '--body', 'json')
    with server:
        assert result.returncode == 0, result.stderr
        sent, = server.dialect.creates
        assert sent['quality'] == '1' and sent['fps'] == 16, sent
        headers = [headers for method, path, headers in server.dialect.requests if method == 'POST'][0]
        assert headers['OpenAI-Organization'] == 'org-1' and headers['OpenAI-Project'] == 'proj-2', headers


def test_openrouter_tells_sizes_lengths_and_prices():
    picture = os.environ['TOP'] + '/data/screenshots/gallery.png'
    server, home, result = generate('openrouter', args=('--image', picture))
    with server:
        assert result.returncode == 0, result.stderr
        frame, = server.dialect.creates[0]['frame_images']
        assert frame['frame_type'] == 'first_frame' and frame['image_url']['url'].startswith('data:image/'), frame
        assert home.clips()[0]['clip']['cost'] == 0.4, home.clips()  # what the server said it cost
        line = home.run('models', 'Dialect').stdout
        assert 'maker/clip-1\t1280x720 720x1280' in line and '4 s 6 s' in line, line


def test_models_that_are_shut_down_mean_that_it_has_ended():
    with DialectServer('ended', CLIP) as server:
        home = Home()
        home.connect('openai', server.url)
        for command in (('connections', 'test', 'Server'), ('models', 'Server')):
            result = home.run(*command)
            assert result.returncode == 1 and 'ended' in result.stderr and 'vLLM-Omni' in result.stderr, result.stderr


def test_a_picture_by_its_file_id():
    picture = os.environ['TOP'] + '/data/screenshots/gallery.png'
    server, home, result = generate('filing', '--picture', 'file_id', '--body', 'json', preset='custom', args=('--image', picture))
    with server:
        assert result.returncode == 0, result.stderr
        assert server.dialect.creates[0]['input_reference'] == {'file_id': 'file-7'} and server.dialect.file[1].startswith('first-frame'), server.dialect.creates


def test_a_lost_create_is_found_by_our_own_mark():
    for body in ('multipart', 'json'):
        server, home, result = generate('marked', '--marker', 'metadata', '--body', body, preset='custom')
        with server:
            job, = home.jobs()
            assert result.returncode == 0 and job['remote_id'] == 'video_1', (result.stderr, job)
            assert len(server.dialect.creates) == 1 and len(home.videos()) == 1


def test_a_deadline_ends_the_wait_and_not_the_job():
    server, home, result = generate('stubborn', '--deadline', '0.005', preset='custom')
    with server:
        job, = home.jobs()
        assert result.returncode == 1 and job['state'] == 'failed' and 'longer than you allow' in job['error'], job
        server.dialect.finished = ('video_1',)
        result = home.run('retry', job['id'])
        home.run('resume')
        assert len(home.videos()) == 1 and len(server.dialect.creates) == 1, (result, home.jobs())


def test_a_cancelled_job_that_finishes_all_the_same_is_offered():
    with DialectServer('stubborn', CLIP) as server:
        home = Home()
        home.connect('openai', server.url)
        more = ('generate', '--provider', 'openai', '--size', '64x64')
        process = home.start(*more, 'First')
        wait_for(lambda: any(job['state'] == 'running' for job in home.jobs()))
        process.kill()
        process.communicate()
        ident = home.jobs()[0]['id']
        assert home.run('cancel', ident).returncode == 0
        state = lambda: [job for job in home.jobs() if job['id'] == ident][0]  # noqa: E731
        assert state()['state'] == 'cancelled' and 'may finish' in state()['error'], state()
        server.dialect.finished = ('video_1',)
        process = home.start(*more, 'Second')
        wait_for(lambda: state()['note'] is not None)
        process.kill()
        process.communicate()
        assert state()['state'] == 'cancelled' and 'finished it all the same' in state()['note'], state()
        assert home.run('retry', ident).returncode == 0
        server.dialect.finished = ('video_1', 'video_2')
        assert home.run('resume').returncode == 0
        assert len(server.dialect.creates) == 2 and len(home.videos()) == 2, home.jobs()


def test_servers_without_a_list_say_so():
    with DialectServer('new-api', CLIP) as server:
        home = Home()
        home.connect('openai', server.url)
        server.dialect.create({'prompt': 'Made elsewhere', 'seconds': '4'}, True)
        result = home.run('remote', 'list')
        assert result.returncode == 1 and 'keeps no list' in result.stderr, result.stderr
        assert '"task_1"' in home.run('remote', 'show', 'task_1').stdout
        for _ in range(4):
            server.dialect.get('task_1')
        result = home.run('remote', 'fetch', 'task_1')
        assert result.returncode == 0 and len(home.videos()) == 1, result.stderr
        assert home.run('remote', 'fetch', 'task_1').returncode == 1 and len(home.videos()) == 1  # never twice


# How servers refuse the list (sections 4 and 5), and what of it is read on the command line.
NO_LIST = [
    (404, {'x-request-id': 'req_77'}, {'error': {'message': 'Invalid URL (GET /v1/videos)', 'type': 'invalid_request_error', 'code': None}},
     ['keeps no list', 'Invalid URL (GET /v1/videos)', 'Request ID: req_77']),
    (400, {}, {'detail': 'Listing is switched off by the operator.'}, ['keeps no list', 'Listing is switched off by the operator.']),
    (405, {}, {'detail': 'Method Not Allowed'}, ['keeps no list', 'Method Not Allowed']),
    (404, {}, {'error': {'message': 'Model not found: videos', 'code': 404}}, ['keeps no list', 'no model of that name', 'Model not found: videos']),
    (403, {}, {'error': {'message': 'This key may not list videos.', 'code': 'forbidden'}}, ['does not allow this', 'This key may not list videos.']),
    (429, {}, {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}, ['no credit', 'You exceeded your current quota']),
]


def test_a_refused_list_is_refused_in_the_servers_words():
    with DialectServer('listless', CLIP) as server:
        home = Home()
        home.connect('openai', server.url)
        for status, headers, body, said in NO_LIST:
            server.dialect.refusal = status, headers, body
            result = home.run('remote', 'list')
            assert result.returncode == 1 and all(words in result.stderr for words in said), (body, result.stderr)
            assert '{' not in result.stderr, result.stderr


# In what forms servers say that they have not the video (sections 5 and 7; section 8, rule 9).
NOT_THERE = [
    {'error': {'message': 'Video not found', 'type': 'invalid_request_error', 'param': None, 'code': 'video_not_found'}},
    {'error': {'message': 'No such video', 'code': 404}}, {'error': 'Video not found'},
    {'detail': 'Video not found'}, {'detail': [{'loc': ['path', 'video_id'], 'msg': 'Unknown'}]}, {'detail': {'message': 'Video not found'}},
    {'object': 'error', 'message': 'Video not found', 'type': 'NotFoundError', 'param': None, 'code': 404},
    {'code': 'task_not_exist', 'message': 'task_not_exist', 'data': None},
    {'type': 'about:blank', 'title': 'Not Found', 'status': 404, 'detail': 'There is no such video'},
    {'detail': 'Not Found'}, {'error': {'message': 'Not Found', 'type': 'NotFoundError', 'code': 404}},  # vague, but the list has it not
]
# What is said of a route, by whatever is there.
NO_SUCH_ROUTE = [{'detail': 'Not Found'}, {'timestamp': 1, 'status': 404, 'error': 'Not Found', 'path': '/v1/videos/video_1'},
                 {'message': 'no Route matched with those values', 'request_id': 'f00'}, {'message': 'Not Found'}]


def forgetting(words, routes='CGLDB'):
    server = DialectServer('forgetting', CLIP)
    server.dialect.words, server.dialect.routes = words, routes
    home = Home()
    home.connect('openai', server.url, options=('--patience', '0.1'))
    return server, home


def is_believed(words):
    server, home = forgetting(words)
    with server:
        result = home.run('generate', '--size', '64x64', '--seconds', '4', 'Said once')
        job, = home.jobs()
        assert result.returncode == 1 and job['state'] == 'lost', (words, job)
        assert len(server.dialect.creates) == 1


def is_waited_for(words):
    server, home = forgetting(words, routes='CGB')
    with server:
        process = home.start('generate', '--size', '64x64', '--seconds', '4', 'Said once')
        wait_for(lambda: sum('/videos/' in path for _, path, _ in server.dialect.requests) >= 8 or process.poll() is not None)
        assert process.poll() is None, (words, process.communicate())
        job, = home.jobs()
        process.kill()
        lines = process.communicate()[1]
        assert job['state'] == 'queued' and 'goes on trying' in lines, (words, job, lines)


def test_the_apis_own_word_is_believed_in_every_form():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(is_believed, NOT_THERE))


def test_what_is_said_of_a_route_is_waited_for():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(is_waited_for, NO_SUCH_ROUTE))


def test_a_video_that_the_user_names_is_not_there():
    for words, routes, said in [(words, 'CGLDB', 'has no video “nope”') for words in NOT_THERE] + \
                               [(words, 'CGB', 'nothing at that address') for words in NO_SUCH_ROUTE]:
        server, home = forgetting(words, routes)
        with server:
            for verb in ('show', 'delete', 'fetch'):
                result = home.run('remote', verb, 'nope')
                assert result.returncode == 1 and said in result.stderr, (words, verb, result.stderr)
                assert 'restarted' not in result.stderr and 'job' not in result.stderr, result.stderr


def test_what_is_no_comfyui_takes_no_jobs():
    with DialectServer('openai', CLIP) as server:
        home = Home()
        home.connect('comfyui', server.url)
        home.run('generate', '--size', '64x64', 'Said once')
        job, = home.jobs()
        assert job['state'] == 'failed' and 'no ComfyUI at that address' in job['error'] and 'restarted' not in job['error'], job


def test_refusals_keep_the_servers_words_and_its_request_id():
    server, home, result = generate('refusing', preset='custom')
    with server:
        job, = home.jobs()
        assert job['state'] == 'failed' and job['error_field'] == 'seconds' and job['request_id'] == 'req_1234', job
        assert "Invalid value for 'seconds'" in job['error'], job


def test_two_jobs_never_share_a_video():
    with DialectServer('twins', CLIP) as server:
        home = Home()
        home.connect('openai', server.url)
        home.run('generate', '--provider', 'openai', '--size', '64x64', '--count', '2', 'Twice')
        states = sorted(job['state'] for job in home.jobs())
        assert len(home.videos()) == 1 and 'done' in states, home.jobs()
        assert len(server.dialect.creates) == 2, server.dialect.creates


def test_bad_content_is_refused_and_nothing_is_left():
    for name, words in (('bragging', 'room'), ('circling', 'circle'), ('parcel', 'video'), ('luring', 'own network')):
        server, home, result = generate(name, preset='custom')
        with server:
            job, = home.jobs()
            assert result.returncode == 1 and home.videos() == [] and home.parts() == [], (name, job, home.parts())
            assert words in job['error'].lower() + str(job['error_said']).lower(), (name, job)
            assert len(server.dialect.creates) == 1


def test_a_list_with_members_of_the_wrong_kind_is_read_as_far_as_it_goes():
    server, home, result = generate('rambling', preset='custom')
    with server:
        assert result.returncode == 0, result.stderr
        result = home.run('remote', 'list')
        assert result.returncode == 0 and result.stdout.count('video_1') == 1 and 'CRITICAL' not in result.stderr, result
        listed = [path for _, path, _ in server.dialect.requests if path.startswith('/v1/videos?')]
        assert len(listed) == 1, listed


def test_answers_that_swell_are_bounded():
    for where in ('poll', 'content'):
        NAMES['bomb'].where = where
        server, home, result = generate('bomb', preset='custom')
        with server:
            job, = home.jobs()
            assert result.returncode == 1 and home.videos() == [], (where, job)
            sizes = [os.path.getsize(home.data('clips', '.parts', name)) for name in home.parts()]
            assert sum(sizes) < 1 << 20, sizes


def test_a_wrong_charset_is_shown_as_far_as_it_can_be():
    server, home, result = generate('latin', preset='custom')
    with server:
        job, = home.jobs()
        assert job['state'] == 'failed' and 'Speicher' in job['error'], job


def test_what_was_spent_is_stored():
    server, home, result = generate('openai', '--price', '0.25')
    with server:
        assert result.returncode == 0 and home.clips()[0]['clip']['cost'] == 1.0, result.stderr
        ledger = sqlite3.connect(home.data('ledger.db'))
        assert ledger.execute('SELECT dollars FROM spent').fetchall() == [(1.0,)]


def test_above_the_monthly_limit_nothing_is_sent_unless_told():
    server, home, result = generate('openai', '--price', '0.25')
    with server:
        assert result.returncode == 0, result.stderr
        home.env['GSETTINGS_BACKEND'] = 'keyfile'
        os.makedirs(home.path + '/config/glib-2.0/settings', exist_ok=True)
        with open(home.path + '/config/glib-2.0/settings/keyfile', 'w') as settings:
            settings.write('[io/github/rushes_app/Rushes]\nmonthly-limit=2.5\n')
        more = ('generate', '--provider', 'openai', '--model', 'wan-test', '--size', '64x64', '--seconds', '4')
        created = lambda: sum(method == 'POST' for method, _, _ in server.dialect.requests)
        before = created()
        result = home.run(*more, '--count', '2', 'Too much')
        assert result.returncode == 1 and '$1.00 were spent' in result.stderr and '$2.50' in result.stderr, result.stderr
        assert created() == before and len(home.jobs()) == 1
        result = home.run(*more, '--count', '1', 'Just below')
        assert result.returncode == 0 and created() == before + 1, result.stderr
        result = home.run(*more, '--over-limit', 'All the same')
        assert result.returncode == 0 and created() == before + 2, result.stderr
        first = home.clips()[0]['clip']
        remix = ('generate', '--from', first['id'], '--as', 'remix')
        result = home.run(*remix, 'Again, in blue')
        assert result.returncode == 1 and '--over-limit' in result.stderr and created() == before + 2, result.stderr
        result = home.run(*remix, '--over-limit', 'Again, in blue')
        assert result.returncode == 0 and created() == before + 3, result.stderr
        ledger = sqlite3.connect(home.data('ledger.db'))
        spent = [dollars for dollars, in ledger.execute('SELECT dollars FROM spent ORDER BY dollars DESC')]
        assert spent[:3] == [1.0] * 3 and spent[3] == 0.25 * first['duration_ms'] / 1000, (spent, first)


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
