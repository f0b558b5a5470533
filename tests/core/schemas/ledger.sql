-- SPDX-FileCopyrightText: The Rushes authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was released: version n is all up to “version n”. Never changed, only added to.

-- version 1
CREATE TABLE jobs ( id TEXT PRIMARY KEY, position INTEGER NOT NULL, state TEXT NOT NULL, request TEXT NOT NULL, connection_id TEXT, remote_id TEXT, remote_file TEXT, clip_name TEXT, cancel_requested INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, created_us INTEGER NOT NULL, started_us INTEGER NOT NULL DEFAULT 0, finished_us INTEGER NOT NULL DEFAULT 0, error_code INTEGER NOT NULL DEFAULT 0, error_message TEXT);
CREATE UNIQUE INDEX jobs_remote ON jobs (connection_id, remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX jobs_order ON jobs (position);

-- version 2
ALTER TABLE jobs ADD COLUMN note TEXT;

-- version 3
CREATE TABLE spent (made_us INTEGER NOT NULL, job_id TEXT NOT NULL, dollars REAL NOT NULL);
CREATE INDEX spent_time ON spent (made_us);

-- version 4
ALTER TABLE jobs ADD COLUMN error_field TEXT;
ALTER TABLE jobs ADD COLUMN error_said TEXT;
ALTER TABLE jobs ADD COLUMN error_request_id TEXT;
ALTER TABLE jobs ADD COLUMN expires_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN cost REAL;

-- version 5
ALTER TABLE jobs ADD COLUMN poll_url TEXT;

-- version 6
ALTER TABLE jobs ADD COLUMN sent TEXT;

-- version 7
ALTER TABLE jobs ADD COLUMN resent INTEGER NOT NULL DEFAULT 0;
