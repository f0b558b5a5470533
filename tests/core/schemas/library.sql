-- SPDX-FileCopyrightText: The Rushes authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was released: version n is all up to “version n”. Never changed, only added to.

-- version 1
CREATE TABLE clips ( row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, created_us INTEGER NOT NULL, duration_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, provider TEXT, model TEXT, prompt TEXT NOT NULL, rating INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0, sidecar TEXT NOT NULL);
CREATE INDEX clips_created ON clips (created_us);

-- version 2
ALTER TABLE clips RENAME TO old_clips;
CREATE TABLE clips ( row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, created_us INTEGER NOT NULL, duration_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, provider TEXT, model TEXT, connection TEXT, width INTEGER NOT NULL DEFAULT 0, height INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, verdict INTEGER NOT NULL DEFAULT 0, label INTEGER NOT NULL DEFAULT 0, is_new INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0, unwritten INTEGER NOT NULL DEFAULT 0, sidecar TEXT NOT NULL);
INSERT INTO clips (row, id, name, created_us, duration_ms, size_bytes, hidden, sidecar) SELECT MAX (created_us, 1) + ROW_NUMBER () OVER (PARTITION BY MAX (created_us, 1) ORDER BY row) - 1, id, name, created_us, duration_ms, size_bytes, hidden, sidecar FROM old_clips;
DROP TABLE old_clips;
CREATE INDEX clips_shown ON clips (hidden, row, rating, favourite, verdict, label, is_new, provider, model, connection, duration_ms, width, height, created_us);
CREATE INDEX clips_unwritten ON clips (row) WHERE unwritten;
CREATE TABLE tags (tag TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tag, row)) WITHOUT ROWID;
CREATE INDEX tags_row ON tags (row);
CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'", prefix = '1 2 3');
CREATE TRIGGER clip_goes AFTER DELETE ON clips BEGIN DELETE FROM search WHERE rowid = old.row; DELETE FROM tags WHERE row = old.row; END;
CREATE TABLE steps (step INTEGER PRIMARY KEY AUTOINCREMENT, undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE changes (step INTEGER NOT NULL REFERENCES steps ON DELETE CASCADE, clip TEXT NOT NULL, opinion TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL);
CREATE INDEX changes_step ON changes (step);

-- version 3
ALTER TABLE clips ADD COLUMN parent TEXT;
ALTER TABLE clips ADD COLUMN takes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN chosen INTEGER;
ALTER TABLE clips ADD COLUMN stack INTEGER NOT NULL DEFAULT 0;
DROP INDEX clips_shown;
CREATE INDEX clips_shown ON clips (hidden, row, stack, rating, favourite, verdict, label, is_new, provider, model, connection, duration_ms, width, height, created_us);
CREATE INDEX clips_stack ON clips (stack);
CREATE INDEX clips_parent ON clips (parent) WHERE parent IS NOT NULL;

-- version 4
ALTER TABLE clips ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;
DROP INDEX clips_shown;
CREATE INDEX clips_shown ON clips (hidden, row, stack, rating, favourite, verdict, label, is_new, notes, provider, model, connection, duration_ms, width, height, created_us);
