# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What software centres show of Rushes."""

import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree

TOP, BUILD = os.environ['TOP'], os.environ['BUILD']
sys.path.insert(0, TOP + '/tests/support')
from rushes_test import main  # noqa: E402

PATH = BUILD + '/data/io.github.rushes_app.Rushes.metainfo.xml'
ROOT = xml.etree.ElementTree.parse(PATH).getroot()

# The name is spelt as the application's other ids; AppStream before 1.0 (Debian 12) does not know who developed it.
KNOWN = ('cid-contains-uppercase-letter', 'unknown-tag developer')


def test_it_is_valid_to_a_pedant():
    result = subprocess.run(['appstreamcli', 'validate', '--no-net', '--no-color', '--pedantic', PATH], capture_output=True, text=True)
    said = [line for line in result.stdout.splitlines() if re.match('[EWIP]: ', line.strip()) and not any(known in line for known in KNOWN)]
    assert result.returncode == 0 and said == [], result.stdout


def test_it_fits_its_places():
    name, summary = ROOT.findtext('name'), ROOT.findtext('summary')
    assert len(name) <= 15 and 10 <= len(summary) <= 35, summary
    assert not summary.endswith('.') and name not in summary and not re.match('(A|An|The) ', summary), summary
    assert ROOT.find('developer').get('id') and ROOT.findtext('developer/name')
    assert {url.get('type') for url in ROOT.findall('url')} >= {'homepage', 'bugtracker', 'vcs-browser'}
    assert ROOT.find('content_rating').get('type') == 'oars-1.1'
    assert ROOT.findtext('requires/display_length') == '360'
    assert {control.text for control in ROOT.findall('supports/control')} == {'keyboard', 'pointing', 'touch'}


def test_its_colours_differ():
    colours = {colour.get('scheme_preference'): colour.text for colour in ROOT.findall('branding/color')}
    assert set(colours) == {'light', 'dark'} and len(set(colours.values())) == 2, colours
    assert all(re.fullmatch('#[0-9a-f]{6}', colour) for colour in colours.values()), colours


def test_the_newest_release_is_this_one():
    meson = open(TOP + '/meson.build').read()
    version = re.search(r"version: '([^']+)'", meson).group(1)
    releases = ROOT.findall('releases/release')
    assert releases[0].get('version') == version, releases[0].get('version')
    assert all(release.get('date') and release.find('description') is not None for release in releases)
    assert [release.get('date') for release in releases] == sorted((release.get('date') for release in releases), reverse=True)


def test_screenshots_are_there():
    shots = ROOT.findall('screenshots/screenshot')
    assert [shot.get('type') for shot in shots].count('default') == 1 and shots[0].get('type') == 'default'
    assert {shot.get('environment') for shot in shots} == {None, 'gnome:dark'}, 'both styles'
    for shot in shots:
        caption, image = shot.findtext('caption'), shot.findtext('image').strip()
        assert caption and not caption.endswith('.'), caption
        # Of a tag, so that what is shown is what is installed.
        found = re.fullmatch(r'https://raw\.githubusercontent\.com/rushes-app/rushes/v([0-9.]+)/(data/screenshots/[a-z-]+\.png)', image)
        assert found and found.group(1) == ROOT.find('releases/release').get('version'), image
        head = open(os.path.join(TOP, found.group(2)), 'rb').read(24)
        assert head[:4] == b'\x89PNG' and struct.unpack('>II', head[16:]) == (1280, 800), image


main(sys.modules[__name__])
