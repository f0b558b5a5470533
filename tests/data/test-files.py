# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is installed and what the repository promises: desktop file, metainfo, schema, layers, translations."""

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, os.environ['TOP'] + '/tests/support')
from rushes_test import Scratch, main  # noqa: E402

TOP, BUILD = os.environ['TOP'], os.environ['BUILD']
ID = 'io.github.rushes_app.Rushes'


def run(*args, **options):
    return subprocess.run(args, capture_output=True, text=True, **options)


def tracked(top):
    """The files of the repository; of an unpacked archive those outside of build folders and of what tools hide."""
    listed = None
    if os.path.exists(top + '/.git') and shutil.which('git'):
        listed = run('git', '-c', 'safe.directory=*', '-C', top, 'ls-files', '-z')
    if listed is not None and listed.returncode == 0:
        return [path for name in listed.stdout.split('\0') if name and os.path.isfile(path := os.path.join(top, name))]
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if (not name.startswith('.') or name == '.ci') and name != '__pycache__' and
                      not any(os.path.exists(os.path.join(folder, name, sign)) for sign in ('meson-info', 'build.ninja'))]
        found += [os.path.join(folder, name) for name in names if not name.startswith('.git') and not name.endswith('.pyc')]
    return found


def sources(*endings):
    return [path for path in tracked(TOP) if not endings or path.endswith(endings)]


def test_only_what_is_tracked_is_looked_at():
    scratch = Scratch()
    top = scratch.name
    for name in ('src/a.c', 'b/meson-info/x.json', '.flatpak-builder/y.c', '.ci/run', 'flatpak-build/z.c'):
        os.makedirs(os.path.dirname(top + '/' + name), exist_ok=True)
        open(top + '/' + name, 'w').close()
    ours = lambda: {os.path.relpath(path, top) for path in tracked(top)}  # noqa: E731
    assert ours() == {'src/a.c', '.ci/run', 'flatpak-build/z.c'}, ours()
    if shutil.which('git'):
        for words in (['init', '-q'], ['add', 'src', '.ci']):
            assert run('git', '-C', top, *words).returncode == 0
        assert ours() == {'src/a.c', '.ci/run'}, ours()


def test_entries_have_names():
    """A placeholder is none, nor is what GTK is told of the entry: the text in it has the focus. Those on the pages are heard by test-fields."""
    nameless = []
    for path in sources('.ui'):
        code = open(path[:-3] + '.c').read() if os.path.exists(path[:-3] + '.c') else ''
        nameless += ['%s: %s' % (path, entry) for entry in re.findall(r'class="Gtk(?:Search)?Entry"(?: id="(\w+)")?', open(path).read())
                     if not entry or 'rushes_tip_name_entry (GTK_EDITABLE (self->%s)' % entry not in code]
    for path in sources('.c'):
        code = open(path).read()
        made = len(re.findall(r'gtk_(?:search_)?entry_new|GTK_TYPE_(?:SEARCH_)?ENTRY,', code)) if '/src/' in path else 0
        if made > code.count('rushes_tip_name_entry (GTK_EDITABLE (') + code.count('(gtk_editable_get_delegate ('):
            nameless.append(path)
    assert nameless == [], nameless


def test_scripts_build_where_they_are_told():
    choose = '. "%s/build-aux/lib.sh"; %%s choose_build; echo "$build"' % TOP
    scratch = Scratch()
    told = run('bash', '-c', choose % '', env=dict(os.environ, RUSHES_BUILD=scratch.name + '/some where/else'))
    assert told.stdout == scratch.name + '/some where/else\n' and told.stderr == '', told
    if os.access('/proc/sys', os.W_OK):
        return  # nothing here that is read-only for root too; build-aux/fresh has such a source tree
    read_only = run('bash', '-c', choose % 'top=/proc/sys;', env=dict(os.environ, RUSHES_BUILD='', XDG_CACHE_HOME=BUILD + '/cache'))
    assert read_only.stdout.startswith(BUILD + '/cache/rushes-build-'), read_only
    assert 'read-only' in read_only.stderr and read_only.stdout.strip() in read_only.stderr, read_only


def test_scripts_tell_how_they_are_used():
    for name, wrong in (('fresh', ['x']), ('elsewhere', []), ('test', ['x']), ('fuzz', ['x']), ('analyze', ['x']), ('races', ['-x']), ('flatpak', ['x']), ('sandbox', ['-x']), ('screenshot', []), ('bench', ['x'])):
        script = TOP + '/build-aux/' + name
        asked, used = run(script, '--help'), run(script, *wrong)
        assert asked.returncode == 0 and 'build-aux/' + name in asked.stdout and not asked.stderr, asked
        assert used.returncode == 2 and used.stderr == asked.stdout, used


def test_the_program_runs_as_if_installed():
    prepare = '. "%s/build-aux/lib.sh"; build=%s; use_as_installed; echo "$XDG_DATA_DIRS"' % (TOP, shlex.quote(BUILD))
    result = run('bash', '-ec', prepare, env={name: value for name, value in os.environ.items() if name != 'XDG_DATA_DIRS'})
    first, *others = result.stdout.strip().split(':')
    assert others == ['/usr/local/share', '/usr/share'], result
    for name in ('icons/hicolor/scalable/apps/%s.svg', 'applications/%s.desktop', 'dbus-1/services/%s.service'):
        assert os.path.exists(os.path.join(first, name % ID)), name
    assert os.path.exists(first + '/glib-2.0/schemas/gschemas.compiled')
    assert os.path.exists(first + '/rushes/help.html') and os.path.exists(first + '/help/C/rushes/index.page')


def test_the_program_speaks_as_if_installed():
    """In a locale of our own, which is C.UTF-8 by another name: gettext translates nothing in that one itself."""
    scratch = Scratch()
    plain = next((path for path in ('/usr/lib/locale/C.utf8', '/usr/lib/locale/C.UTF-8') if os.path.isdir(path)), None)
    if plain is None:
        return  # no locale to copy here
    shutil.copytree(plain, scratch.name + '/de_DE.utf8')
    say = '. "%s/build-aux/lib.sh"; build=%s; %%s exec "$build/src/app/rushes" --help' % (TOP, shlex.quote(BUILD))
    env = dict(os.environ, LOCPATH=scratch.name, LC_ALL='de_DE.UTF-8', LANGUAGE='de')
    german, english = run('bash', '-ec', say % 'use_as_installed;', env=env), run('bash', '-ec', say % '', env=dict(env, LANGUAGE='en'))
    assert 'Aufruf: rushes' in german.stdout and 'Clips erzeugen' in german.stdout, german
    assert 'Usage: rushes' in english.stdout, english


def test_desktop_file():
    result = run('desktop-file-validate', BUILD + '/data/' + ID + '.desktop')
    assert result.returncode == 0, result.stdout


def test_schema():
    result = run('glib-compile-schemas', '--strict', '--dry-run', TOP + '/data')
    assert result.returncode == 0, result.stderr


def test_service_file_names_the_program():
    text = open(BUILD + '/data/' + ID + '.service').read()
    assert 'Name=' + ID in text and re.search(r'Exec=/\S+/rushes --gapplication-service', text), text


def keys(path):
    """What a file of keys and values says, whatever its groups."""
    return dict(line.strip().split('=', 1) for line in open(path) if '=' in line and not line.startswith('#'))


def test_the_search_is_where_the_program_answers():
    told = keys(BUILD + '/data/' + ID + '.search-provider.ini')
    assert told == {'DesktopId': ID + '.desktop', 'BusName': ID, 'ObjectPath': '/' + ID.replace('.', '/') + '/SearchProvider', 'Version': '2'}, told


def test_the_desktop_file_names_what_is_opened():
    told = keys(BUILD + '/data/' + ID + '.desktop')
    assert told['Exec'] == 'rushes %U' and told['DBusActivatable'] == 'true', told
    types = told['MimeType'].strip(';').split(';')
    assert 'video/mp4' in types, types
    # Pictures and folders have programs of their own, and a screenplay is a text. Where nothing else names application/json, as on most desktops, who does
    # becomes what opens every such file.
    assert all(name.startswith('video/') for name in types), types


def test_no_type_is_taken_over():
    """In an account where nobody has chosen anything."""
    with tempfile.TemporaryDirectory() as home:
        applications = home + '/share/applications'
        os.makedirs(applications)
        shutil.copy(BUILD + '/data/' + ID + '.desktop', applications)
        assert run('update-desktop-database', applications).returncode == 0
        env = dict(os.environ, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_DIRS=home + '/share:/usr/share', PATH=BUILD + '/src/app:' + os.environ['PATH'], LC_ALL='C')
        for kind in 'application/json', 'text/plain', 'image/png', 'image/gif', 'inode/directory', 'application/zip':
            assert ID not in run('gio', 'mime', kind, env=env).stdout, kind
        assert ID in run('gio', 'mime', 'video/mp4', env=env).stdout


def test_icons_are_drawn():
    for path in ('scalable/apps/%s.svg' % ID, 'symbolic/apps/%s-symbolic.svg' % ID):
        result = run('python3', '-c', 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])',
                     TOP + '/data/icons/hicolor/' + path)
        assert result.returncode == 0, result.stderr


def test_a_button_with_an_icon_has_a_name():
    """A tooltip is none: GTK 4.8 tells a screen reader "GtkImage"."""
    dumb = []
    for path in sources('.ui'):
        for widget in xml.etree.ElementTree.parse(path).iter('object'):
            properties = {child.get('name'): child.text for child in widget.findall('property')}
            names = [child.get('name') for part in widget.findall('accessibility') for child in part]
            if 'icon-name' in properties and 'tooltip-text' in properties and 'label' not in names:
                dumb.append((os.path.relpath(path, TOP), properties['tooltip-text']))
    assert dumb == [], dumb


def test_potfiles_is_complete():
    listed = {line.strip() for line in open(TOP + '/po/POTFILES') if line.strip() and not line.startswith('#')}
    wanted = set()
    for path in sources('.c', '.ui'):
        relative = os.path.relpath(path, TOP)
        text = open(path).read()
        if relative.startswith('src/') and (re.search(r'\b(_|N_|ngettext|rushes_error_set_from_\w+) ?\(', text) or 'translatable="yes"' in text):
            wanted.add(relative)
    assert wanted <= listed, wanted - listed
    assert all(os.path.exists(os.path.join(TOP, name)) for name in listed)


def test_every_file_has_its_licence():
    # What cannot hold a comment is named in REUSE.toml.
    listed = re.findall(r'^path = "(.+)"$', open(TOP + '/REUSE.toml').read(), re.M)
    covered = lambda path: any(fnmatch.fnmatch(os.path.relpath(path, TOP), pattern) for pattern in listed)  # noqa: E731
    says = lambda path: b'SPDX-License-Identifier' in open(path, 'rb').read(2000)  # noqa: E731
    missing = [path for path in sources() if not says(path) and not covered(path)]
    assert missing == [], missing


# Those of our sources; what is generated lies in the build folder.
COMMANDS = {path: entry for entry in json.load(open(BUILD + '/compile_commands.json'))
            if (path := os.path.realpath(os.path.join(entry['directory'], entry['file']))).startswith(os.path.realpath(TOP) + '/src/')}


def understand(command):
    """The compiler and the flags of a line of compile_commands.json, without the files."""
    words = shlex.split(command)
    first = next(number for number, word in enumerate(words) if word.startswith('-'))  # "ccache cc" is a compiler too
    flags, belongs = [], False
    for word in words[first:]:
        if belongs or (word.startswith('-') and word not in ('-o', '-c', '-MD', '-MQ', '-MF')):
            flags.append(word)
        belongs = word in ('-isystem', '-idirafter', '-iquote', '-I', '-D', '-include', '-imacros')
    return words[:first], flags


def compiles(layer, text):
    """Whether a file of that layer may contain that text."""
    entry = next(entry for path, entry in COMMANDS.items() if re.search(r'/src/%s/[^.]+\.c$' % layer, path))
    compiler, flags = understand(entry['command'])
    attempt = lambda text: run(*compiler, *flags, '-fsyntax-only', '-x', 'c', '-', input=text, cwd=entry['directory'])  # noqa: E731
    empty = attempt('\n')
    assert empty.returncode == 0, empty.stderr
    return attempt(text + '\n').returncode == 0


def test_flags_are_understood():
    assert understand('ccache cc -isystem /usr/include/x -I../a -D "A B" \'-DN="n"\' -MD -MQ x.o -MF x.d -o x.o -c ../x.c') == (
        ['ccache', 'cc'], ['-isystem', '/usr/include/x', '-I../a', '-D', 'A B', '-DN="n"'])


def test_forbidden_includes_do_not_compile():
    forbidden = {
        'base': ['<libsoup/soup.h>', '<gtk/gtk.h>', '"rushes-job.h"'],
        'model': ['<json-glib/json-glib.h>', '<gtk/gtk.h>', '"rushes-http.h"', '"rushes-database.h"'],
        'boards': ['<gtk/gtk.h>', '<libsoup/soup.h>', '<gst/gst.h>', '"rushes-database.h"', '"rushes-library.h"', '"rushes-http.h"'],
        'interchange': ['<gtk/gtk.h>', '<libsoup/soup.h>', '<gst/gst.h>', '"rushes-database.h"', '"rushes-library.h"', '"rushes-provider.h"'],
        'net': ['"rushes-job.h"', '<gtk/gtk.h>'],
        'providers': ['"rushes-ledger.h"', '"rushes-job-queue.h"', '<gtk/gtk.h>', '"rushes-secrets.h"'],
        'library': ['<libsoup/soup.h>', '"rushes-provider.h"', '<gtk/gtk.h>'],
        'jobs': ['"rushes-comfy.h"', '"rushes-openai.h"', '<gtk/gtk.h>', '<libsoup/soup.h>'],
        'media': ['"rushes-job.h"', '"rushes-library.h"', '<libsoup/soup.h>'],
        'sample': ['"rushes-comfy.h"', '"rushes-http.h"', '"rushes-job.h"', '<gtk/gtk.h>'],
        'core': ['<gtk/gtk.h>', '<gdk/gdk.h>', '<adwaita.h>', '"rushes-player.h"', '"rushes-say.h"', '"rushes-window.h"'],
        'cli': ['<gtk/gtk.h>', '<gdk/gdk.h>', '<adwaita.h>', '"rushes-player.h"', '"rushes-dialogs.h"', '"rushes-window.h"'],
        'compat': ['"rushes-job.h"', '<libsoup/soup.h>'],
        'widgets': ['"rushes-http.h"', '"rushes-provider.h"', '"rushes-comfy.h"', '<libsoup/soup.h>', '"rushes-core.h"',
                    '<libsecret/secret.h>'],
        'app': ['"rushes-say.h"', '"rushes-command-line.h"'],
    }
    pages = {'compose': 'rushes-compose.h', 'connections': 'rushes-connection-dialog.h', 'gallery': 'rushes-gallery.h',
             'queue': 'rushes-queue-page.h', 'review': 'rushes-review.h', 'viewer': 'rushes-viewer.h'}
    forbidden['widgets/common'] = ['"%s"' % header for header in pages.values()]
    for page in pages:
        forbidden['widgets/' + page] = ['"%s"' % header for other, header in pages.items() if other != page]
    for layer, headers in forbidden.items():
        for header in headers:
            assert not compiles(layer, '#include ' + header), '%s may include %s' % (layer, header)


def test_numbers_of_servers_are_read_in_one_place():
    """json-glib spoils what does not fit into 64 bits: src/net/rushes-json.c reads and writes for everybody here."""
    own = re.compile(r'\b(json_to_string|json_from_string|json_parser_\w+|json_generator_\w+|json_node_get_double) ?\(')
    found = [(path, hit.group(0)) for path in sources('.c') if re.search(r'/src/providers/comfy/', path)
             for hit in own.finditer(open(path).read())]
    assert found == [], found


def test_allowed_includes_compile():
    for layer, header in (('model', '"rushes-error.h"'), ('boards', '<json-glib/json-glib.h>'), ('boards', '"rushes-model.h"'), ('interchange', '"rushes-board.h"'), ('net', '<libsoup/soup.h>'), ('jobs', '"rushes-ledger.h"'),
                          ('jobs', '"rushes-provider.h"'), ('widgets', '"rushes-job-queue.h"'), ('widgets/gallery', '"rushes-context-menu.h"'), ('core', '"rushes-comfy.h"'), ('cli', '"rushes-core.h"'), ('media', '<gst/gst.h>'),
                          ('library', '<json-glib/json-glib.h>'), ('compat', '<adwaita.h>')):
        assert compiles(layer, '#include ' + header), '%s may not include %s' % (layer, header)


def symbols(path):
    """What an object file defines, and what it takes from others."""
    rows = [line.split() for line in run('nm', path).stdout.splitlines()]
    return ({row[-1] for row in rows if row[-2] in 'TDBR'}, {row[-1] for row in rows if row[-2] == 'U'})


def reach(uses, start):
    """All files that a file uses, directly or by others."""
    seen, todo = set(), [start]
    while todo:
        for other in uses[todo.pop()] - seen:
            seen.add(other)
            todo.append(other)
    return seen


def test_files_of_a_room_use_each_other_one_way():
    rooms = {}
    for entry in COMMANDS.values():
        room = os.path.basename(os.path.dirname(entry['output']))
        if room.startswith('librushes-'):
            rooms.setdefault(room, []).append(BUILD + '/' + entry['output'])
    assert 'librushes-jobs.a.p' in rooms, rooms
    for room in rooms.values():
        known = {os.path.basename(path): symbols(path) for path in room}
        uses = {name: {other for other in known if other != name and known[name][1] & known[other][0]} for name in known}
        circle = sorted(name for name in uses if name in reach(uses, name))
        assert circle == [], circle


def test_core_prints_nothing():
    # A face talks; what is below it returns. g_warning is for the log.
    wrong = [path for path in sources('.c') if '/src/core/' in path and
             re.search(r'\b(g_print|g_printerr|printf|fprintf|puts|fputs) \(', open(path).read())]
    assert wrong == [], wrong


def test_only_the_database_sees_sqlite():
    use = '#include <sqlite3.h>\nint f (void);\nint f (void) { return SQLITE_OK; }'
    assert compiles('library', use)
    for layer in ('base', 'model', 'boards', 'interchange', 'jobs', 'core', 'cli', 'widgets', 'app'):
        assert not compiles(layer, use), layer
    users = [path for path in sources('.c', '.h') if '#include <sqlite3.h>' in open(path).read()]
    assert [os.path.basename(path) for path in users] == ['rushes-database.c'], users


def test_nothing_ends_on_a_worker():
    """Tasks that a worker carries out end in the main loop (rushes-worker.c); who is called “in the main loop” while none runs is called on the worker."""
    for path in sources('.c'):
        text = open(path, encoding='utf-8').read()
        if '/src/' not in path or '/src/sample/' in path or path.endswith('/rushes-worker.c'):
            continue
        assert not re.search(r'\bg_task_run_in_thread \(|\bg_main_context_invoke', text), path


def test_versions_are_compared_in_compat_alone():
    wrong = [path for path in sources('.c', '.h') if '/compat/' not in path and
             re.search(r'(GTK|ADW)_CHECK_VERSION', open(path).read())]
    assert wrong == [], wrong


def test_no_toast_is_sent_away_while_it_comes():
    # libadwaita up to 1.2.2 goes on moving what it has freed when that happens while the toast comes.
    wrong = [path for path in sources('.c') if '/src/' in path and '/compat/' not in path and 'adw_toast_dismiss' in open(path).read()]
    assert wrong == [], wrong


def test_words_in_rows_are_no_markup():
    # A “<” or “&” in a workflow's, a server's or a file's name would leave a row empty.
    for path in sources('.c'):
        text = open(path, encoding='utf-8').read()
        if '/src/' not in path or path.endswith('/rushes-plain-row.c'):
            continue
        assert not re.search(r'\badw_\w+_row_new \(', text), path
        for made in re.findall(r'g_object_new \(ADW_TYPE_\w*ROW,[^;]*', text):
            assert '"use-markup", FALSE' in made, (path, made)
        if re.search(r'^G_DEFINE\w* \(\w+, \w+, ADW_TYPE_\w*ROW', text, re.M):
            assert 'adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE)' in text, path


def test_nobody_waits_for_a_row_in_a_window():
    # It may be called in the main thread of the command line, which has no window to answer for.
    wrong = [path for path in sources('.c') if '/src/' in path and not re.search('/src/(cli|library)/', path) and 'rushes_library_ref_clip (' in open(path).read()]
    assert wrong == [], wrong


def test_files_stay_small():
    long = [(path, count) for path in sources('.c', '.h') if (count := sum(1 for _ in open(path))) > 700]
    assert long == [], long


def test_installs():
    target = BUILD + '/test-install'
    result = run('meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', target, '--quiet')
    assert result.returncode == 0, result.stderr
    names = [name for _, _, names in os.walk(target) for name in names]
    for name in ('rushes', ID + '.desktop', ID + '.metainfo.xml', ID + '.gschema.xml', ID + '.service', ID + '.svg', 'sidecar.schema.json', 'board.schema.json', 'COPYING',
                 'rushes.1', '_rushes', 'rushes.fish', ID + '.search-provider.ini'):
        assert name in names, name
    # It is the default for nothing.
    assert not [name for name in names if name.endswith('mimeapps.list') or name == 'defaults.list'], names


main(sys.modules[__name__])
