# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers that speak the Videos API each in their own way, by contracts/openai-videos.md, section 7."""

import base64
import email.parser
import email.policy
import http.server
import json
import threading
import urllib.parse
import zlib

from rushes_test import HTTPServer


def problem(status, **body):
    return status, {}, body


class Dialect:
    """The official shape; the others say what is different. A job is polled twice before it is done."""
    multipart = json = True
    routes = 'CGLDB'
    seconds_type = str
    seconds = 'seconds'
    allowed = None  # field names; None: any
    polls = 2
    derives = False
    auth = ('Authorization', 'Bearer the-key')

    def __init__(self, clip):
        self.clip, self.jobs, self.creates, self.requests = clip, {}, [], []

    def create(self, fields, is_json):
        """A definite refusal, or the answer."""
        if not (self.json if is_json else self.multipart):
            return problem(415, error={'message': 'Unsupported media type', 'type': 'invalid_request_error'})
        if 'prompt' not in fields or self.seconds not in fields:
            return problem(422, detail=[{'msg': 'field required'}])
        if is_json and not isinstance(fields[self.seconds], self.seconds_type):
            return problem(400, error={'message': "Invalid type for 'seconds'", 'type': 'invalid_request_error'})
        if self.allowed is not None and set(fields) - self.allowed:
            return problem(422, detail=[{'msg': 'Extra inputs are not permitted: %s' % sorted(set(fields) - self.allowed)}])
        ident = self.new_id()
        self.creates.append(fields)
        self.jobs[ident] = {'fields': fields, 'polls': 0}
        return 200, {}, self.show(ident)

    def new_id(self):
        return 'video_%d' % (len(self.creates) + 1)

    def status(self, ident):
        polls = self.jobs[ident]['polls']
        return 'completed' if polls > self.polls else 'in_progress' if polls > 1 else 'queued'

    def show(self, ident):
        fields = self.jobs[ident]['fields']
        return {'id': ident, 'object': 'video', 'status': self.status(ident), 'progress': 50, 'created_at': 1790000000,
                'model': fields.get('model'), 'prompt': fields['prompt'], 'seconds': str(fields[self.seconds]), 'error': None}

    def get(self, ident):
        self.jobs[ident]['polls'] += 1
        return 200, {}, self.show(ident)

    def content(self, ident):
        return 200, {'Content-Type': 'video/mp4'}, self.clip

    def listing(self):
        return 200, {}, {'object': 'list', 'data': [self.show(ident) for ident in self.jobs], 'has_more': False}

    def models(self):
        return 200, {}, {'object': 'list', 'data': [{'id': 'wan-test', 'object': 'model'}]}

    def answer(self, method, path, fields, is_json, base):
        self.base = base
        if path.startswith('/elsewhere/') or path.startswith('/v1/elsewhere/'):
            return 200, {'Content-Type': 'video/mp4'}, self.clip
        parts = [urllib.parse.unquote(part) for part in path.split('?')[0].strip('/').split('/')[1:]]
        if parts == ['videos', 'models']:
            return self.models()
        derived = parts[1:] in (['edits'], ['extensions']) or parts[2:] == ['remix']
        if method == 'POST' and parts[0] == 'videos' and derived and self.derives:
            source = parts[1] if parts[2:] == ['remix'] else fields['video']['id']
            if source not in self.jobs or not is_json or set(fields) - {'prompt', 'video', 'seconds'}:
                return problem(400, error={'message': 'Bad source', 'type': 'invalid_request_error'})
            ident = self.new_id()
            self.creates.append(dict(fields, path='/'.join(parts)))
            self.jobs[ident] = {'fields': dict({'seconds': '4'}, **fields), 'polls': 0}
            return 200, {}, self.show(ident)
        if method == 'POST' and parts == ['videos']:
            return self.create(fields, is_json)
        if parts == ['models']:
            return self.models()
        if parts == ['videos'] and 'L' in self.routes:
            return self.listing()
        if len(parts) > 1 and parts[0] == 'videos' and parts[1] in self.jobs:
            if method == 'GET' and len(parts) == 2 and 'G' in self.routes:
                return self.get(parts[1])
            if method == 'GET' and parts[2:] == ['content'] and 'B' in self.routes:
                return self.content(parts[1])
        return problem(404, detail='Not Found')


class Rambling(Dialect):
    """Lists with members of the wrong kind."""
    def listing(self):
        status, headers, body = super().listing()
        return status, headers, dict(body, has_more={'next': True}, data=[None, 7, {'id': ['x']}, *body['data']])


class OpenAI(Dialect):
    derives = True


class Ended(Dialect):
    """Lists its models, with the day on which they were shut down (section 1)."""
    def models(self):
        return 200, {}, {'object': 'list', 'data': [{'id': 'sora-2', 'shutdown_date': '2026-09-24'}, {'id': 'chat-1', 'shutdown_date': None}]}


class Filing(Dialect):
    """Takes a picture by the id of a file that was sent before (section 2, file_id)."""
    def answer(self, method, path, fields, is_json, base):
        if method == 'POST' and path == '/v1/files':
            self.file = fields['file']
            return 200, {}, {'id': 'file-7', 'object': 'file'}
        return super().answer(method, path, fields, is_json, base)


class Marked(Dialect):
    """Keeps a field for its clients, repeats no prompt, and breaks while it answers a create that it has taken."""
    def create(self, fields, is_json):
        mark = fields['metadata']
        status, headers, body = super().create(fields, is_json)
        self.jobs[body['id']]['metadata'] = mark if is_json else json.loads(mark)
        other = self.new_id()
        self.jobs[other] = {'fields': dict(fields), 'polls': 0, 'metadata': {'rushes_job': 'somebody else'}}
        return problem(500, error={'message': 'Internal error'})

    def show(self, ident):
        body = dict(super().show(ident), metadata=self.jobs[ident].get('metadata'), created_at=4000000000)
        del body['prompt']
        return body


class Stubborn(Dialect):
    """Can neither cancel nor delete what runs; finishes when it likes."""
    finished = ()

    def status(self, ident):
        return 'completed' if ident in self.finished else 'in_progress'


class Elsewhere(Dialect):
    """Is asked at an address of its own (polling_url), which may be relative."""
    routes = 'CB'

    def create(self, fields, is_json):
        status, headers, body = super().create(fields, is_json)
        return status, headers, dict(body, polling_url='ask?job=' + body['id'])

    def answer(self, method, path, fields, is_json, base):
        if path.startswith('/v1/ask?job='):
            self.base = base
            return self.get(path.split('=')[1])
        return super().answer(method, path, fields, is_json, base)


class Luring(Dialect):
    """Sends whoever wants the content to the machine's own segment."""
    def content(self, ident):
        return 302, {'Location': 'http://169.254.169.254/latest/meta-data'}, b''


class Twins(Dialect):
    """Gives every job the same id."""
    def new_id(self):
        return 'video_same'


class Refusing(Dialect):
    """Says why not, at the field, and how its people find the call."""
    def create(self, fields, is_json):
        return 400, {'x-request-id': 'req_1234'}, {'error': {'message': "Invalid value for 'seconds': 4", 'type': 'invalid_request_error', 'param': 'seconds', 'code': 'invalid_value'}}


class Saying(Dialect):
    """Refuses every create as it was told to: a status and a body."""
    refusal = 400, {}

    def create(self, fields, is_json):
        status, body = self.refusal
        return status, {}, body


class Forgetting(Dialect):
    """Takes a job and has it no more when it is asked; in which words, it was told."""
    words = {'detail': 'Video not found'}

    def answer(self, method, path, fields, is_json, base):
        if method in ('GET', 'DELETE') and '/videos/' in path:
            return 404, {}, self.words
        status, headers, body = super().answer(method, path, fields, is_json, base)
        if method == 'POST':
            self.jobs.clear()
        return status, headers, body


class Blocking(Dialect):
    """Takes the job, and its filter stops it on the way (section 5, "job failed")."""
    def show(self, ident):
        body = super().show(ident)
        if body['status'] == 'completed':
            body.update(status='failed', error={'code': 'moderation_blocked', 'message': 'Your request was blocked by our moderation system.'})
        return body


class VllmOmni(Dialect):
    json = False
    allowed = {'model', 'prompt', 'seconds', 'size', 'seed', 'negative_prompt', 'num_inference_steps', 'input_reference'}


class Sglang(Dialect):
    """An older build: multipart wants a picture. A number as text will do."""
    seconds_type = (int, str)

    def create(self, fields, is_json):
        if not is_json and 'input_reference' not in fields:
            return problem(422, detail=[{'loc': ['body', 'input_reference'], 'msg': 'Field required'}])
        return super().create(fields, is_json)

    def show(self, ident):
        return dict(super().show(ident), progress=0, status=self.status(ident))


class FastVideo(Dialect):
    seconds_type = int


class TensorRT(Dialect):
    seconds_type = (float, int)
    allowed = {'model', 'prompt', 'seconds', 'size', 'seed', 'negative_prompt', 'fps'}

    def create(self, fields, is_json):
        status, headers, body = super().create(fields, is_json)
        return (202 if status == 200 else status), headers, body


class Dynamo(Dialect):
    """Synchronous: the answer to the create is the clip."""
    multipart, seconds_type, routes = False, int, 'C'

    def create(self, fields, is_json):
        status, headers, body = super().create(fields, is_json)
        if status != 200:
            return status, headers, body
        return 200, {}, {'id': body['id'], 'status': 'completed', 'created': 1790000000,
                         'data': [{'b64_json': base64.b64encode(self.clip).decode()}]}


class DynamoTyped(Dynamo):
    """In the words of the library that reads its JSON."""
    def create(self, fields, is_json):
        if is_json and not isinstance(fields['seconds'], int):
            return problem(422, error={'message': 'seconds: invalid type: string "%s", expected i32' % fields['seconds'], 'type': 'Unprocessable Entity', 'code': 422})
        if is_json and not isinstance(fields.get('input_reference', ''), str):
            return problem(422, error={'message': 'input_reference: invalid type: map, expected a string', 'type': 'Unprocessable Entity', 'code': 422})
        return super().create(fields, is_json)


class DynamoUrl(Dynamo):
    def create(self, fields, is_json):
        status, headers, body = super().create(fields, is_json)
        if status == 200:
            body['data'] = [{'url': '/elsewhere/clip.mp4'}]
        return status, headers, body


class Unsloth(Dialect):
    def get(self, ident):
        status, _, body = super().get(ident)
        return status, {'openai-poll-after-ms': '2000'}, dict(body, seconds='4.04')


class LiteLLM(Dialect):
    def new_id(self):
        return 'video_' + base64.b64encode(b'provider=vertex;model=a/b+c;' * 6).decode()

    def status(self, ident):
        return {'in_progress': 'processing'}.get(super().status(ident), super().status(ident))


class Listless(Dialect):
    """Refuses its list as it was told to: a status, headers and a body."""
    refusal = 404, {}, {}

    def listing(self):
        return self.refusal


class NewApi(Dialect):
    routes = 'CGB'

    def new_id(self):
        return 'task_1'

    def show(self, ident):
        body = dict(super().show(ident), task_id=ident, created_at=1790000000000, progress='42%')
        return dict(body, status={'queued': 'NOT_START', 'in_progress': 'processing', 'completed': 'SUCCESS'}[body['status']])


class Azure(Dialect):
    auth = ('api-key', 'the-key')


class OpenRouter(Dialect):
    multipart, seconds, seconds_type, routes = False, 'duration', int, 'CG'
    allowed = {'model', 'prompt', 'duration', 'size', 'seed', 'frame_images'}

    def models(self):
        return 200, {}, {'data': [{'id': 'maker/clip-1', 'supported_sizes': ['1280x720', '720x1280', 'odd'], 'supported_durations': [4, 6],
                                   'pricing_skus': {'video-second': '0.10', 'video-second-1080p': '0.20', 'request': '1'}}]}

    def create(self, fields, is_json):
        status, headers, body = super().create(fields, is_json)
        return (202, {}, {'id': body['id'], 'polling_url': '/v1/videos/' + body['id'], 'status': 'pending'}) if status == 200 else (status, headers, body)

    def show(self, ident):
        body = dict(super().show(ident), unsigned_urls=['/elsewhere/clip.mp4'], usage={'cost': 0.4})
        return dict(body, status={'queued': 'pending'}.get(body['status'], body['status']))


class OpenRouterLenient(OpenRouter):
    """Passes over what it does not know, and then takes its own length."""
    allowed = None

    def create(self, fields, is_json):
        return super().create(dict({'duration': 1}, **fields), is_json)


class Together(Dialect):
    multipart, routes = False, 'CG'

    def show(self, ident):
        return dict(super().show(ident), outputs={'video_url': self.base.replace('127.0.0.1', 'localhost') + '/elsewhere/clip.mp4'})


class Hostile(Dialect):
    """Names as its result whatever it was told to."""
    routes = 'CG'
    result = 'file:///etc/passwd'

    def show(self, ident):
        return dict(super().show(ident), url=self.result)


class Bomb(Dialect):
    """Answers a poll with a few bytes that become many, and its content with a compressed one."""
    where = 'poll'

    def get(self, ident):
        if self.where != 'poll':
            return super().get(ident)
        squeezed = zlib.compressobj(wbits=31)
        many = b''.join([squeezed.compress(b' ' * (1 << 20)) for _ in range(80)] + [squeezed.flush()])
        return 200, {'Content-Encoding': 'gzip'}, many

    def content(self, ident):
        squeezed = zlib.compressobj(wbits=31)
        return 200, {'Content-Type': 'video/mp4', 'Content-Encoding': 'gzip'}, squeezed.compress(bytes(1 << 24)) + squeezed.flush()


class Bragging(Dialect):
    """Announces 20 TB."""
    def content(self, ident):
        return 200, {'Content-Type': 'video/mp4', 'Content-Length': str(20 * 10 ** 12)}, self.clip


class Circling(Dialect):
    """Its content is at an address that is at the address."""
    def content(self, ident):
        return 302, {'Location': self.base + '/videos/' + ident + '/content'}, b''


class Parcel(Dialect):
    """Sends the clip in a multipart body that breaks off."""
    def content(self, ident):
        return 200, {'Content-Type': 'multipart/mixed; boundary=x'}, b'--x\r\nContent-Type: video/mp4\r\n\r\n' + self.clip[:1000]


class Latin(Dialect):
    """Says UTF-8 and sends something else."""
    def create(self, fields, is_json):
        return 400, {'Content-Type': 'application/json; charset=utf-8'}, b'{"error": {"message": "Nicht gen\xfcgend Speicher"}}'


NAMES = {'openai': OpenAI, 'vllm-omni': VllmOmni, 'sglang': Sglang, 'fastvideo': FastVideo, 'tensorrt-llm': TensorRT,
         'dynamo': Dynamo, 'dynamo-url': DynamoUrl, 'unsloth': Unsloth, 'litellm': LiteLLM, 'new-api': NewApi, 'azure': Azure,
         'openrouter': OpenRouter, 'together': Together, 'hostile': Hostile, 'ended': Ended, 'filing': Filing, 'marked': Marked,
         'stubborn': Stubborn, 'twins': Twins, 'refusing': Refusing, 'bomb': Bomb, 'bragging': Bragging, 'circling': Circling,
         'parcel': Parcel, 'latin': Latin, 'elsewhere': Elsewhere, 'luring': Luring, 'rambling': Rambling,
         'saying': Saying, 'forgetting': Forgetting, 'blocking': Blocking, 'listless': Listless,
         'dynamo-typed': DynamoTyped, 'openrouter-lenient': OpenRouterLenient}


def read_form(body, content_type):
    """The fields of a multipart body; a file counts as its type and name."""
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b'Content-Type: ' + content_type.encode() + b'\r\n\r\n' + body)
    fields = {}
    for part in message.iter_parts():
        name = part.get_param('name', header='content-disposition')
        fields[name] = (part.get_content_type(), part.get_filename()) if part.get_filename() else part.get_content().rstrip('\r\n')
    return fields


class DialectServer:
    def __init__(self, name, clip):
        self.dialect = NAMES[name](clip)
        keeper = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_one(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                content_type = self.headers.get('Content-Type', '')
                is_json = content_type.startswith('application/json')
                fields = json.loads(body) if is_json else read_form(body, content_type) if content_type.startswith('multipart') else {}
                base = 'http://127.0.0.1:%d/v1' % self.server.server_address[1]
                dialect = keeper.dialect
                dialect.requests.append((self.command, self.path, dict(self.headers)))
                status, headers, answer = dialect.answer(self.command, self.path, fields, is_json, base)
                data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                for key, value in dict({'Content-Type': 'application/json', 'Content-Length': str(len(data))}, **headers).items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = handle_one

            def log_message(self, *_):
                pass

        self.server = HTTPServer(('127.0.0.1', 0), Handler)
        self.url = 'http://127.0.0.1:%d/v1' % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def replace(self, dialect):
        """Another server at the same address."""
        self.dialect = dialect

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
