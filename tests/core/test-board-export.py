# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Boards in editing programs: what is written, read by others' readers (contracts/edit-interchange.md)."""

import csv
import fractions
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree
import zipfile

import jsonschema

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Home, Server, Skipped, main  # noqa: E402

SCRIPT = 'INT. KITCHEN & BATH - NIGHT\n\nAnna <stirs>.\n\nShe turns, "twice".\n\nEXT. STREET - DAY\n\nRain.\n'


def make_board(rate='24'):
    """Shot 10 shows a second of a clip, 20 holds it for longer than it is, 30 has none. Its home, and the folder of the exports."""
    home = Home()
    with Server() as server:
        home.connect('comfyui', server.comfy)
        for prompt in ('First', 'Second'):
            assert home.run('generate', '--size', '64x64', '--seconds', '2', prompt).returncode == 0
    clips = {clip['clip']['request']['prompt']: clip['clip'] for clip in home.clips()}
    script = home.path + '/night.fountain'
    with open(script, 'w') as file:
        file.write(SCRIPT)
    for args in (('new', 'Night Train', '--from', script), ('set', 'night-train', 'rate=' + rate),
                 ('take', 'night-train', '10', clips['First']['id']), ('choose', 'night-train', '10', '1'), ('set', 'night-train', '10', 'length=24'),
                 ('take', 'night-train', '20', clips['Second']['id']), ('choose', 'night-train', '20', '1'), ('set', 'night-train', '20', 'length=96'),
                 ('set', 'night-train', '30', 'length=36')):
        result = home.run('boards', *args)
        assert result.returncode == 0, (args, result.stderr)
    out = home.path + '/out & more'
    os.mkdir(out)
    return home, out, clips


def export(home, form, path, *args, code=0):
    result = home.run('boards', 'export', 'night-train', '--as', form, path, *args)
    assert result.returncode == code, result
    return result.stderr


def media_of(path):
    return sorted(os.listdir(os.path.splitext(path)[0] + ' media'))


def check_otio(text):
    """The timeline, which is what its schema says."""
    timeline = json.loads(text)
    with open(os.environ['TOP'] + '/tests/support/otio.schema.json') as file:
        schema = json.load(file)
    problems = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(timeline)]
    assert not problems, problems
    return timeline


def seconds(time):
    """Of OTIO's RationalTime."""
    return time['value'] / time['rate']


def test_otio_is_what_its_schema_says_and_adds_up():
    home, out, clips = make_board()
    path = out + '/film.otio'
    said = export(home, 'otio', path)
    assert 'Shot 30 has no picture yet' in said, said
    with open(path) as file:
        timeline = check_otio(file.read())
    track, = timeline['tracks']['children']
    kinds = [child['OTIO_SCHEMA'] for child in track['children']]
    assert kinds == ['Clip.2', 'Clip.2', 'Clip.2', 'Gap.1'], kinds  # the second is held
    lengths = [seconds(child['source_range']['duration']) * 24 for child in track['children']]
    assert abs(lengths[0] - 24) < 1e-6 and abs(lengths[1] + lengths[2] - 96) < 1e-6 and lengths[3] == 36, lengths
    assert [effect['OTIO_SCHEMA'] for effect in track['children'][2]['effects']] == ['FreezeFrame.1']
    assert seconds(timeline['global_start_time']) == 3600
    for child in track['children'][:3]:
        reference = child['media_references'][child['active_media_reference_key']]
        media = os.path.join(out, urllib.parse.unquote(reference['target_url']))
        whole = reference['available_range']
        assert os.path.getsize(media) > 0 and media.startswith(out + '/film media/'), media
        end = seconds(child['source_range']['start_time']) + (0 if child['effects'] else seconds(child['source_range']['duration']))
        assert end <= seconds(whole['duration']) + 1e-6, child
    told = track['children'][0]['metadata']['rushes']
    assert told['shot'] == '10' and told['action'] == 'Anna <stirs>.' and told['clip'] == clips['First']['id'], told


def test_otio_is_read_by_its_own_library():
    if importlib.util.find_spec('opentimelineio') is None:
        raise Skipped('the Python module opentimelineio is not installed')
    import opentimelineio as otio
    home, out, _ = make_board()
    path = out + '/film.otio'
    export(home, 'otio', path)
    timeline = otio.adapters.read_from_file(path)
    again = otio.adapters.read_from_string(otio.adapters.write_to_string(timeline, 'otio_json'), 'otio_json')
    assert again.is_equivalent_to(timeline)
    track, = timeline.tracks
    shots = list(track)
    assert [type(shot) for shot in shots] == [otio.schema.Clip] * 3 + [otio.schema.Gap], shots
    lengths = [round(shot.duration().to_seconds() * 24) for shot in shots]
    assert lengths[0] == 24 and lengths[1] + lengths[2] == 96 and lengths[3] == 36 and round(timeline.duration().to_seconds() * 24) == 156, lengths
    assert isinstance(shots[2].effects[0], otio.schema.FreezeFrame)
    for clip in shots[:3]:
        assert os.path.isfile(os.path.join(out, urllib.parse.unquote(clip.media_reference.target_url))), clip


def test_otioz_is_a_zip_as_others_write_it():
    home, out, clips = make_board()
    long = 'Ünd die Straße, ' * 40
    assert home.run('boards', 'set', 'night-train', '--scene', '1', 'title=' + long).returncode == 0
    for number, clip in (('10', 'First'), ('20', 'Second')):
        assert home.run('boards', 'set', 'night-train', number, 'action=' + long, 'shown=' + '7' * 60).returncode == 0
    path = out + '/film.otioz'
    export(home, 'otioz', path)
    assert os.listdir(out) == ['film.otioz']
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        entries = {info.filename: info for info in archive.infolist()}
        names = sorted(name for name in entries if name.startswith('media/'))
        assert set(entries) == {'content.otio', 'version.txt', *names} and len(names) == 2, entries
        assert archive.read('version.txt') == b'1.0.0'
        assert all(info.compress_type == (zipfile.ZIP_STORED if name in names else zipfile.ZIP_DEFLATED) for name, info in entries.items()), entries
        assert all(re.fullmatch(r'media/[\w-]{1,120}\.mp4', name) and not info.is_dir() for name, info in entries.items() if name in names), names
        assert len({name.lower() for name in names}) == 2
        timeline = check_otio(archive.read('content.otio'))
        shots = timeline['tracks']['children'][0]['children']
        urls = [child['media_references']['DEFAULT_MEDIA']['target_url'] for child in shots if child['OTIO_SCHEMA'] == 'Clip.2']
        assert len(urls) == 3 and set(urls) == set(names), urls
        for clip, url in (('First', urls[0]), ('Second', urls[1])):
            with open(home.data('clips', clips[clip]['name']), 'rb') as file:
                assert archive.read(url) == file.read()
    before = open(path, 'rb').read()
    assert 'is there already' in export(home, 'otioz', path, code=1) and open(path, 'rb').read() == before
    export(home, 'otioz', path, '--force')
    assert os.listdir(out) == ['film.otioz']


def time_of(text):
    assert re.fullmatch(r'-?\d+(/\d+)?s', text), text
    return fractions.Fraction(text[:-1])


def test_fcpxml_adds_up_and_is_what_its_dtd_says():
    for rate, frame in (('24', fractions.Fraction(1, 24)), ('23.976', fractions.Fraction(1001, 24000)), ('29.97', fractions.Fraction(1001, 30000))):
        home, out, _ = make_board(rate)
        path = out + '/film.fcpxml'
        export(home, 'fcpxml', path)
        root = xml.etree.ElementTree.parse(path).getroot()
        assert root.tag == 'fcpxml' and root.get('version') == '1.10'
        formats = {element.get('id') for element in root.iter('format')}
        assets = {element.get('id'): element for element in root.iter('asset')}
        for asset in assets.values():
            address = urllib.parse.urlsplit(asset.find('media-rep').get('src'))
            assert address.scheme == 'file' and os.path.isfile(urllib.parse.unquote(address.path)), address
        sequence = next(root.iter('sequence'))
        assert sequence.get('tcFormat') == ('DF' if rate == '29.97' else 'NDF') and sequence.get('format') in formats
        at = fractions.Fraction(0)
        for element in sequence.find('spine'):
            assert time_of(element.get('offset')) == at, (element.attrib, at)
            for name in ('offset', 'start', 'duration'):
                assert (time_of(element.get(name)) / frame).denominator == 1, (name, element.attrib)
            assert element.tag == 'gap' or element.get('ref') in assets
            at += time_of(element.get('duration'))
        assert at == time_of(sequence.get('duration')) == (24 + 96 + 36) * frame, at
        # the schema itself belongs to somebody else: a folder with it may be named
        folder = os.environ.get('RUSHES_DTDS')
        if folder:
            subprocess.run(['xmllint', '--noout', '--nonet', '--dtdvalid', folder + '/FCPXMLv1_10.dtd', path], check=True)


def frames_of(code, rate, drop):
    hours, minutes, rest, frames = (int(part) for part in code.split(':'))
    whole = hours * 60 + minutes
    return (whole * 60 + rest) * rate + frames - (2 * (whole - whole // 10) if drop else 0)


def read_edl(path, rate, drop):
    """By section 3 of the contract: events, each with its comments."""
    with open(path, 'rb') as file:
        data = file.read()
    assert data.isascii() and data.replace(b'\r\n', b'').count(b'\n') == 0
    lines = data.decode().split('\r\n')
    assert lines[0].startswith('TITLE: ') and lines[1] == 'FCM: ' + ('DROP FRAME' if drop else 'NON-DROP FRAME'), lines[:2]
    events = []
    for line in lines[2:]:
        event = re.fullmatch(r'(\d{3})  (\w{1,8}) +(V|A2?|B) +C +((?:\d\d:\d\d:\d\d:\d\d ?){4})', line)
        if event:
            events.append([frames_of(code, rate, drop) for code in event.group(4).split()] + [{}])
            assert int(event.group(1)) == len(events)
        elif line:
            name, _, text = line.removeprefix('* ').partition(': ')
            assert line.startswith('* ') and events, line
            events[-1][4].setdefault(name, []).append(text)
    return events


def test_edl_event_by_event():
    for name, rate, drop in (('24', 24, False), ('23.976', 24, False), ('29.97', 30, True)):
        home, out, _ = make_board(name)
        path = out + '/film.edl'
        said = export(home, 'edl', path)
        assert 'Shot 20 is shorter than planned' in said and 'Shot 30 has no picture yet' in said, said
        events = read_edl(path, rate, drop)
        start = frames_of('01:00:00:00', rate, drop)
        assert [event[2] - start for event in events] == [0, 24] and events[0][3] - start == 24, events
        for source_in, source_out, record_in, record_out, notes in events:
            assert source_out - source_in == record_out - record_in > 0
            assert notes['FROM CLIP NAME'][0] in media_of(path), notes


def test_the_shot_list_is_a_table():
    home, out, _ = make_board()
    export(home, 'csv', out + '/film.csv')
    with open(out + '/film.csv', newline='') as file:
        rows = list(csv.DictReader(file))
    assert [row['shot'] for row in rows] == ['10', '20', '30'] and [row['frames'] for row in rows] == ['24', '96', '36'], rows
    assert rows[1]['action'] == 'She turns, "twice".' and rows[2]['start'] == '01:00:05:00', rows
    assert not os.path.exists(out + '/film media')


def test_the_sheet_has_pages_and_words():
    home, out, _ = make_board()
    for _ in range(11):  # fourteen: two pages
        assert home.run('boards', 'add', 'night-train', 'action=Many a shot').returncode == 0
    export(home, 'pdf', out + '/film.pdf')
    facts = subprocess.run(['pdfinfo', out + '/film.pdf'], capture_output=True, text=True, check=True).stdout
    words = subprocess.run(['pdftotext', '-layout', out + '/film.pdf', '-'], capture_output=True, text=True, check=True).stdout
    assert re.search(r'Pages: +2\n', facts) and 'Night Train' in facts and 'A4' in facts, facts
    for text in ('Night Train', 'KITCHEN & BATH', 'Anna <stirs>.', 'No picture yet', '2 of 2', '10 · 1.0 s'):
        assert text in words, (text, words)
    pictures = subprocess.run(['pdfimages', '-list', out + '/film.pdf'], capture_output=True, text=True, check=True).stdout.split('\n')[2:-1]
    assert len(pictures) == 2 and all('jpeg' in line for line in pictures), pictures
    export(home, 'pdf', out + '/letter.pdf', '--letter')
    assert 'letter' in subprocess.run(['pdfinfo', out + '/letter.pdf'], capture_output=True, text=True, check=True).stdout
    export(home, 'png', out + '/film.png')
    assert {name for name in os.listdir(out) if name.endswith('.png')} == {'film.png', 'film-2.png'}
    assert open(out + '/film-2.png', 'rb').read(8) == b'\x89PNG\r\n\x1a\n'


def test_nothing_is_replaced_unless_told_and_nothing_half_written_stays():
    home, out, clips = make_board()
    path = out + '/film.otio'
    export(home, 'otio', path)
    before = open(path).read()
    names = media_of(path)
    assert len(names) == 2 and all(re.fullmatch(r'0[12]0-INT-KITCHEN-BATH-NIGHT-[\w-]+\.mp4', name) for name in names), names
    home.run('boards', 'set', 'night-train', '30', 'length=48')
    assert 'is there already' in export(home, 'otio', path, code=1) and open(path).read() == before
    with open(out + '/film media/mine.txt', 'w') as note:
        note.write('not of an export')
    export(home, 'otio', path, '--force')
    assert open(path).read() != before and sorted(os.listdir(out)) == ['film media', 'film.otio']
    with open(out + '/film media/mine.txt') as note:
        assert note.read() == 'not of an export' and len(media_of(path)) == 3
    shutil.rmtree(out)
    os.mkdir(out)
    open(out + '/film media', 'w').close()
    assert 'is there already' in export(home, 'otio', path, '--force', code=1) and os.listdir(out) == ['film media']
    shutil.rmtree(out)
    export(home, 'otio', path, code=1)
    os.mkdir(out)
    os.unlink(home.videos()[0])  # as if somebody had moved it away
    assert 'is not there' in export(home, 'otio', path) and len(media_of(path)) == 1
    assert home.run('boards', 'export', 'night-train', '--as', 'doc', path).returncode == 2
    assert home.run('boards', 'export', 'night-train', path).returncode == 2
    assert home.run('boards', 'export', 'nobody', '--as', 'otio', out + '/x').returncode == 1


if __name__ == '__main__':
    main(sys.modules[__name__], workers=3)
