# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every designed failure: the state, the sentence, nothing half-written, the request kept."""

import concurrent.futures
import glob
import hashlib
import http.server
import json
import os
import re
import socket
import socketserver
import sqlite3
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, HTTPServer, Proxy, Server, main, wait_for  # noqa: E402

SMALL = ['--size', '64x64', '--seconds', '1']
KINDS = ('comfyui', 'openai')
SOON = ('--patience', '0.1')  # a job that the server does not know is given up after 0.6 seconds


def attempt(home, kind, *args, prompt='A request'):
    return home.run('generate', '--provider', kind, *SMALL, *args, prompt, timeout=90)


def only_job(home):
    jobs = home.jobs()
    assert len(jobs) == 1, jobs
    assert jobs[0]['prompt'] == 'A request', 'the request is not kept'
    return jobs[0]


def nothing_half_written(home):
    assert home.parts() == [], home.parts()
    assert home.videos() == [], home.videos()


def said(words, text):
    """Any of several where there is a choice."""
    return any(word in text for word in ((words,) if isinstance(words, str) else words))


def fails(behaviour, state, words, kinds=KINDS, key=None, options=()):
    for kind in kinds:
        with Server(behaviour, key=key) as server:
            home = Home()
            home.connect(kind, server.url(kind), options=options)
            result = attempt(home, kind)
            job = only_job(home)
            assert result.returncode == 1 and job['state'] == state, (kind, job, result.stderr)
            assert said(words, job['error']), (kind, job['error'])
            nothing_half_written(home)


def recovers(behaviour, creates=1, kinds=KINDS, **variables):
    for kind in kinds:
        with Server(behaviour) as server:
            home = Home(**variables)
            home.connect(kind, server.url(kind))
            result = attempt(home, kind)
            assert result.returncode == 0, (kind, result.stderr)
            assert only_job(home)['state'] == 'done'
            assert server.creates() == {'A request': creates}, (kind, server.creates())
            assert len(home.videos()) == 1 and home.parts() == []


def unreachable(url, words, kinds=KINDS):
    for kind in kinds:
        home = Home()
        home.connect(kind, url)
        result = attempt(home, kind)
        assert result.returncode == 1 and 'is kept' in result.stderr, result.stderr
        job = only_job(home)
        assert job['state'] == 'waiting' and words in job['error'], (kind, job)
        nothing_half_written(home)


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def test_server_down():
    unreachable('http://127.0.0.1:%d' % free_port(), 'is not running')


def test_server_down_then_up_again():
    for kind in KINDS:
        port = free_port()
        home = Home()
        home.connect(kind, 'http://127.0.0.1:%d%s' % (port, '/v1' if kind == 'openai' else ''))
        assert attempt(home, kind).returncode == 1
        with Server(port=port) as server:
            assert home.run('resume').returncode == 0
            assert server.creates() == {'A request': 1}


def test_name_not_found():
    unreachable('http://no-such-host.invalid', 'was not found')


def tls_server(handler=http.server.BaseHTTPRequestHandler):
    folder = Home().directory
    key, certificate = folder.name + '/key.pem', folder.name + '/cert.pem'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate,
                    '-days', '2', '-subj', '/CN=localhost'], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(('127.0.0.1', 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def test_unknown_certificate():
    server = tls_server()
    for kind in KINDS:
        home = Home()
        home.connect(kind, 'https://127.0.0.1:%d' % server.server_address[1])
        result = attempt(home, kind)
        job = only_job(home)
        assert result.returncode == 1 and job['state'] == 'failed' and 'certificate' in job['error'], job
        nothing_half_written(home)
    server.shutdown()


def test_a_certificate_is_trusted_by_its_fingerprint():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b'{"system": {"comfyui_version": "0.33.0"}, "devices": []}' if 'system' in self.path else b'{}'
            self.send_response(200)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = tls_server(Handler)
    address = 'https://127.0.0.1:%d' % server.server_address[1]
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(server.server_address))).hexdigest()
    home = Home()
    home.connect('comfyui', address, 'Strange')
    result = home.run('connections', 'test', 'Strange')
    assert result.returncode == 1 and digest in result.stderr, result.stderr
    assert home.run('connections', 'add', 'comfyui', 'Trusted', address, '--trust', digest).returncode == 0
    result = home.run('connections', 'test', 'Trusted')
    assert result.returncode == 0 and '0.33.0' in result.stdout, result.stderr
    assert home.run('connections', 'add', 'comfyui', 'Other', address, '--trust', '00' * 32).returncode == 0
    assert home.run('connections', 'test', 'Other').returncode == 1
    server.shutdown()


def test_every_job_finishes_without_the_socket():
    with Server('socket=refuse') as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        result = attempt(home, 'comfyui')
        assert result.returncode == 0 and len(home.clips()) == 1, result.stderr


def chunk(name, data):
    return name + struct.pack('<I', len(data)) + data + b'\0' * (len(data) % 2)


def animations():
    """A GIF and a WebP of two pictures, one pixel each."""
    picture = b'!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00'
    gif = b'GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff' + 2 * picture + b';'
    pixel = chunk(b'VP8L', b'/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07')
    frame = chunk(b'ANMF', bytes(12) + b'\x64\x00\x00' + b'\x00' + pixel)
    webp = chunk(b'RIFF', b'WEBP' + chunk(b'VP8X', b'\x02' + bytes(9)) + chunk(b'ANIM', bytes(6)) + 2 * frame)
    return {'a.gif': gif, 'b.webp': webp}


def test_animations_are_kept():
    home = Home()
    for name, data in animations().items():
        open(home.path + '/' + name, 'wb').write(data)
        result = home.run('import', name, cwd=home.path)
        assert result.returncode == 0 and result.stdout.strip().endswith(name[1:]), result.stderr
    assert len(home.clips()) == 2


def test_wrong_key():
    fails(None, 'failed', 'valid key or password', key='right')


def test_forbidden():
    fails('create=403', 'failed', 'does not allow this')


def test_busy_with_retry_after():
    recovers('create=429:1*1')


def test_busy_without_retry_after():
    recovers('create=429*1')
    recovers('create=409*2')


def test_unavailable():
    recovers('create=503*1')


def test_no_credit():
    fails('create=quota', 'failed', 'no credit left', kinds=('openai',))


def test_refused_request():
    fails('create=422', 'failed', 'did not accept the request')


def test_moderation():
    fails('create=moderation', 'failed', 'refused the content', kinds=('openai',))


def test_job_fails_on_the_server():
    fails('create=fail', 'failed', 'ran into an error')


def test_server_error_on_create_is_never_resent_when_it_may_cost():
    fails('create=500', 'unknown', 'not known whether', kinds=('openai',))


def test_server_error_on_create_of_comfyui_ends_after_some_tries():
    fails('create=500', 'failed', 'failed', kinds=('comfyui',))


def test_an_address_that_takes_no_jobs():
    fails('create=404', 'failed', 'no ComfyUI at that address', kinds=('comfyui',))
    fails('create=404', 'failed', 'nothing at that address', kinds=('openai',))


def test_lost_answer_is_found_again():
    recovers('create=lost*1')


def test_connection_cut_before_anything_is_done():
    fails('create=refuse', 'unknown', 'not known whether', kinds=('openai',))
    recovers('create=refuse*1', kinds=('comfyui',))


def test_refused_tries_are_no_lost_ones():
    # Three creates were refused; the one whose outcome is unknown is the first of its kind.
    recovers('create=429:0*3,create=refuse*1', kinds=('comfyui',))


def test_a_long_deadline_is_said_in_plain_numbers():
    with Server(run_ms=600000) as server:
        home = Home()
        home.connect('openai', server.videos, options=('--deadline', '2000000'))
        process = home.start('generate', '--provider', 'openai', *SMALL, 'A request')
        wait_for(lambda: any(job['state'] == 'running' for job in home.jobs()))
        process.kill()
        process.communicate()
        ledger = sqlite3.connect(home.data('ledger.db'))
        with ledger:
            ledger.execute('UPDATE jobs SET started_us = 1')
        ledger.close()
        home.run('resume')
        job = only_job(home)
        assert job['state'] == 'failed' and 'after 2000000 minutes' in job['error'], job


def test_unknown_is_sent_again_only_on_request():
    with Server('create=refuse*1') as server:
        home = Home()
        home.connect('openai', server.videos)
        attempt(home, 'openai')
        assert home.run('resume').stderr.startswith('There is nothing to do')
        assert server.creates() == {}
        result = home.run('retry', only_job(home)['id'])
        assert result.returncode == 1 and '--again' in result.stderr and server.creates() == {}, result.stderr
        result = home.run('retry', '--again', only_job(home)['id'])
        assert result.returncode == 0 and server.creates() == {'A request': 1}, result.stderr


def test_login_page_instead_of_json():
    fails('create=html', 'unknown', 'web page', kinds=('openai',))
    recovers('poll=html*2')


def test_malformed_json():
    fails('create=garbage', 'unknown', 'JSON', kinds=('openai',))
    recovers('poll=garbage*2')
    fails('poll=garbage', 'failed', 'makes no sense')


def test_huge_json():
    fails('poll=huge', 'failed', 'longer than', kinds=('openai',))


def test_poll_errors_are_waited_out():
    recovers('poll=500*2')
    recovers('poll=429*2')


def test_server_stalls():
    recovers('poll=stall*1', RUSHES_TIMEOUT='4')


def test_lost_on_poll():
    fails('poll=forget', 'lost', 'does not know this job', kinds=('openai',), options=SOON)


def test_a_404_of_the_api_is_believed_when_it_lasts():
    recovers('poll=404*5')


COUGHS = [(404, 'text/html', b'<html><h1>404 Not Found</h1></html>'), (404, 'text/plain', b'404 page not found'),
          (404, 'application/json', b'{"message": "no Route matched"}'), (404, 'application/json', b'{"detail": "Not Found"}'),
          (401, 'text/html', b'<!doctype html><title>Sign in</title>'), (401, 'application/json', b'{"message": "Sign in"}'), (200, 'text/plain', b'<!DOCTYPE html><html>Sign in</html>')]


def outlive(kind, cough):
    with Server() as server, Proxy(server.url(kind), cough, 4) as proxy:
        home = Home()
        home.connect(kind, proxy.url, options=SOON)
        result = attempt(home, kind)
        assert result.returncode == 0 and proxy.answers == 0, (kind, cough, result.stderr)
        assert server.creates() == {'A request': 1}, (kind, cough, server.creates())
        assert 'goes on trying' in result.stderr and 'any more' not in result.stderr, (kind, cough, result.stderr)


def test_a_proxy_that_coughs_loses_no_job():
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda pair: outlive(*pair), [(kind, cough) for kind in KINDS for cough in COUGHS]))


def test_server_restart_in_the_middle():
    with Server('poll=restart*1', run_ms=2000) as server:
        home = Home()
        home.connect('openai', server.videos, options=SOON)
        assert attempt(home, 'openai').returncode == 1
        assert only_job(home)['state'] == 'lost'
        result = home.run('retry', only_job(home)['id'])
        assert result.returncode == 1 and '--again' in result.stderr and only_job(home)['state'] == 'lost', result.stderr
        assert server.creates() == {'A request': 1}
        assert home.run('retry', '--again', only_job(home)['id']).returncode == 0
        assert server.creates() == {'A request': 2}


def test_a_lost_job_is_looked_up_before_it_is_paid_for_again():
    for words in ([], ['--again']):
        with Server('poll=404*20') as server:
            home = Home()
            home.connect('openai', server.videos, options=('--patience', '1'))
            assert attempt(home, 'openai').returncode == 1 and only_job(home)['state'] == 'lost'
            for _ in range(20):  # what is left of the script
                if json_of(server.videos + '/videos/' + only_job(home)['remote_id']) is not None:
                    break
            result = home.run('retry', *words, only_job(home)['id'])
            assert result.returncode == 0 and server.creates() == {'A request': 1}, result.stderr


def json_of(url):
    """None if it is refused."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


def test_comfyui_restart_sends_it_again():
    with Server('poll=restart*1', run_ms=4000) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        result = attempt(home, 'comfyui')
        assert result.returncode == 0 and server.creates() == {'A request': 2}, result.stderr
        assert 'Sent again after the server restarted' in result.stderr, result.stderr
        assert len(home.videos()) == 1 and home.parts() == []


def test_comfyui_restarts_send_it_again_twice_at_most():
    with Server('poll=restart', run_ms=60000) as server:
        home = Home()
        home.connect('comfyui', server.comfy, options=('--patience', '0.5'))
        result = attempt(home, 'comfyui')
        assert result.returncode == 1 and server.creates() == {'A request': 3}, result.stderr
        assert only_job(home)['state'] == 'lost'


def test_where_it_costs_it_is_not_sent_again():
    with Server('poll=restart*1', run_ms=60000) as server:
        home = Home()
        home.connect('comfyui', server.comfy, options=('--price', '0.1', '--patience', '0.5'))
        result = attempt(home, 'comfyui')
        assert result.returncode == 1, result
        assert only_job(home)['state'] == 'lost' and server.creates() == {'A request': 1}


def test_comfyui_restart_leaves_the_file():
    with Server(run_ms=50) as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        process = home.start('generate', '--provider', 'comfyui', *SMALL, 'A request')
        wait_for(server.creates)
        process.kill()
        process.communicate()
        wait_for(lambda: json.load(urllib.request.urlopen(server.comfy + '/history/' + only_job(home)['id'])))  # it is done there
        with Server('poll=restart*1') as _:
            pass  # another server's restart is none of ours
        assert home.run('resume').returncode == 0
        assert server.creates() == {'A request': 1}


def test_content_shorter_than_announced():
    recovers('content=short*2')
    fails('content=short', 'failed', 'broke off')


def test_empty_and_tiny_files():
    fails('content=empty', 'failed', 'no complete video')
    fails('content=tiny', 'failed', '3 bytes in it are no video')


# Said by ourselves, or by a newer libsoup, which sees the missing end of a chunked body itself.
CUT = ('cut off', 'no complete video', 'broke off')


def test_a_bad_file_is_fetched_again():
    recovers('content=border*1')
    recovers('content=broken*3')
    fails('content=border', 'failed', CUT)
    fails('content=broken', 'failed', '28 bytes in it are no video')


def test_a_cut_download_is_continued_where_the_server_can():
    for kind in KINDS:
        with Server('content=border*1') as server:
            home = Home()
            home.connect(kind, server.url(kind))
            assert attempt(home, kind).returncode == 0
            with urllib.request.urlopen(server.comfy + '/sample/ranges', timeout=60) as answer:
                assert json.load(answer)['ranges'] > 0, 'all of it was fetched again'


def says_while_trying(behaviour, words, kinds=KINDS):
    """What is said of what happened once: that it goes on, and nothing to be done."""
    for kind in kinds:
        with Server(behaviour) as server:
            home = Home()
            home.connect(kind, server.url(kind))
            result = attempt(home, kind)
            lines = [line for line in result.stderr.splitlines() if said(words, line)]
            assert result.returncode == 0 and lines, (kind, result.stderr)
            for line in lines:
                assert 'goes on trying' in line, line
                assert not any(word in line.lower() for word in ('fail', 'retry', 'check that', 'unknown error')), line


def test_what_is_still_tried_has_not_failed():
    says_while_trying('poll=500*2', 'answered with an error')
    says_while_trying('poll=garbage*2', 'makes no sense')
    says_while_trying('poll=html*2', 'web page')
    says_while_trying('create=429*1', 'Too Many Requests')
    says_while_trying('content=border*1', CUT)
    says_while_trying('content=html*1', 'web page')


def test_retry_after_a_bad_file_fetches_it_and_makes_nothing_new():
    for kind in KINDS:
        with Server('content=tiny*4') as server:
            home = Home()
            home.connect(kind, server.url(kind))
            assert attempt(home, kind).returncode == 1
            assert home.run('retry', only_job(home)['id']).returncode == 0
            assert server.creates() == {'A request': 1}


def test_content_errors():
    recovers('content=500*2')
    recovers('content=html*1')
    recovers('content=stall*1', RUSHES_TIMEOUT='4')


def test_service_has_ended():
    with Server('create=ended') as server:
        home = Home()
        home.connect('openai', server.videos, options=['--preset=openai'])
        result = attempt(home, 'openai')
        job = only_job(home)
        assert result.returncode == 1 and job['state'] == 'failed', job
        assert '24 September 2026' in job['error'] and 'vLLM-Omni' in job['error'], job
        nothing_half_written(home)


def tiny_disk():
    """A small file system, or None where it cannot be mounted."""
    home = Home()
    os.makedirs(home.data())
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', home.data()], capture_output=True)
    return home if mounted.returncode == 0 else None


def test_disk_full():
    home = tiny_disk()
    if home is None:
        print('# no permission to mount a small disk: skipped')
        return
    try:
        with Server(run_ms=2000) as server:
            home.connect('openai', server.videos)
            process = home.start('generate', '--provider', 'openai', '--size', '640x360', '--seconds', '4', 'A request')
            wait_for(lambda: server.creates() == {'A request': 1})
            with open(home.data('ballast'), 'wb') as ballast:
                free = os.statvfs(home.data())
                os.posix_fallocate(ballast.fileno(), 0, free.f_bavail * free.f_frsize - 200 * 1000 * 1000 - 8192)
            wait_for(lambda: only_job(home)['state'] == 'fetching')
            said = [process.stderr.readline()]
            while 'the queue has paused' not in said[-1]:
                said.append(process.stderr.readline())
                assert said[-1], said
            nothing_half_written(home)
            os.remove(home.data('ballast'))
            process.communicate()
            assert process.returncode == 0 and only_job(home)['state'] == 'done' and server.creates() == {'A request': 1}, said
    finally:
        subprocess.run(['umount', home.data()], check=True)


def test_a_disk_that_fills_while_the_library_moves():
    """Too small from the beginning, or full in the middle (of names): nothing is lost, and it is told how much is wanted."""
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        for number in range(3):
            assert home.run('generate', *SMALL, 'Clip %d' % number).returncode == 0
        whole = {path: open(path, 'rb').read() for path in home.videos()}
        wanted = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(home.data('clips')) for name in names)
        disk = home.path + '/disk'
        os.mkdir(disk)
        for options in ('size=8k', 'size=300m,nr_inodes=7'):  # six are the folder, the mark, two folders, a file and its record
            if subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', disk], capture_output=True).returncode != 0:
                print('# no permission to mount a small disk: skipped')
                return
            try:
                result = home.run('move', disk)
                more = re.search(r'not enough room in %s: the clips need (\S+)\s(\w+) more, and \S+\s\w+ are free' % disk, result.stderr)
                assert result.returncode == 1 and more and 'Nothing was deleted' in result.stderr, result
                told = float(more.group(1)) * {'bytes': 1, 'kB': 1e3, 'MB': 1e6}[more.group(2)]
                assert (wanted / 3 if options == 'size=8k' else 0) < told < wanted * 1.1, (told, wanted)  # names run out with any file
                assert not os.path.islink(home.data('clips')) and {path: open(path, 'rb').read() for path in home.videos()} == whole
                assert home.run('verify').returncode == 0 and not os.path.exists(home.data('clips.moved'))
                if options != 'size=8k':
                    assert subprocess.run(['mount', '-o', 'remount,nr_inodes=1000', disk]).returncode == 0
                    assert home.run('move', disk).returncode == 0 and home.run('verify').returncode == 0
                    assert {home.data('clips') + path[len(disk):]: open(path, 'rb').read() for path in glob.glob(disk + '/*/*/*.mp4')} == whole
            finally:
                subprocess.run(['umount', disk], check=True)


def test_read_only_library():
    home = Home()
    home.run('jobs')
    subprocess.run(['mount', '--bind', home.data(), home.data()], capture_output=True)
    mounted = subprocess.run(['mount', '-o', 'remount,ro,bind', home.data()], capture_output=True)
    if mounted.returncode != 0:
        print('# no permission to remount: skipped')
        return
    try:
        result = home.run('generate', 'A request')
        assert result.returncode == 1 and 'cannot be written' in result.stderr, result.stderr
    finally:
        subprocess.run(['umount', home.data()], check=True)


def cancel_when(kind, state, behaviour, run_ms, slow=False):
    with Server(behaviour, run_ms=run_ms) as server:
        home = Home()
        home.connect(kind, server.url(kind))
        args = ['--size', '640x360', '--seconds', '4'] if slow else SMALL
        process = home.start('generate', '--provider', kind, *args, 'A request')
        wait_for(lambda: any(job['state'] == state for job in home.jobs()))
        process.kill()
        process.communicate()
        result = home.run('cancel', only_job(home)['id'])
        assert result.returncode == 0 and only_job(home)['state'] == 'cancelled', (state, result, only_job(home))
        nothing_half_written(home)
        return server.creates()


def test_cancel_while_waiting():
    for kind in KINDS:
        home = Home()
        home.connect(kind, 'http://127.0.0.1:%d' % free_port())
        attempt(home, kind)
        assert home.run('cancel', only_job(home)['id']).returncode == 0
        assert only_job(home)['state'] == 'cancelled'


def test_cancel_while_submitting():
    for kind in KINDS:
        cancel_when(kind, 'submitting', 'create=stall', 100)


def test_cancel_while_running():
    for kind in KINDS:
        assert cancel_when(kind, 'running', None, 60000) == {'A request': 1}


def test_cancel_while_fetching():
    for kind in KINDS:
        cancel_when(kind, 'fetching', 'content=slow:20000', 50, slow=True)


def test_cancel_where_the_server_cannot_says_so():
    with Server('delete=409', run_ms=60000) as server:
        home = Home()
        home.connect('openai', server.videos)
        process = home.start('generate', '--provider', 'openai', *SMALL, 'A request')
        wait_for(lambda: any(job['state'] == 'running' for job in home.jobs()))
        process.kill()
        process.communicate()
        home.run('cancel', only_job(home)['id'])
        job = only_job(home)
        assert job['state'] == 'cancelled' and 'may finish' in job['error'], job


def test_an_index_that_was_never_filled():
    """Who made it was killed, or could read no record, before that: it stands there, and is as empty as that of somebody who has no clips."""
    with Server() as server:
        home = Home()
        home.connect('comfyui', server.comfy)
        assert attempt(home, 'comfyui').returncode == 0
    index = sqlite3.connect(home.data('library.db'))
    with index:
        index.execute('DELETE FROM clips')
    index.close()
    assert len(home.clips()) == 1 and home.run('verify').returncode == 0


def test_a_redirect_takes_no_key_along():
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(dict(self.headers))
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    other = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    with Server('content=redirect:%d*1' % other.server_address[1], key='sk-very-secret') as server:
        home = Home(OPENAI_API_KEY='sk-very-secret', OPENAI_BASE_URL=server.videos)
        attempt(home, 'openai')
        assert seen, 'the redirect was not followed'
        assert 'sk-very-secret' not in str(seen), seen
        assert 'sk-very-secret' not in str(home.jobs())
    other.shutdown()


main(sys.modules[__name__], workers=8)
