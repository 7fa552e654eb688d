/** From an empty file to version 1. */
export const schema1 = `
CREATE TABLE salt (value BLOB NOT NULL CHECK (length(value) = 32)) STRICT;
INSERT INTO salt VALUES (randomblob(32));

CREATE TABLE user (
  id TEXT PRIMARY KEY,
  plan TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  redacted TEXT NOT NULL,
  name TEXT NOT NULL,
  user TEXT NOT NULL REFERENCES user (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  acls TEXT NOT NULL,
  limits TEXT NOT NULL,
  blocked INTEGER NOT NULL,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE meter (
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  minute REAL NOT NULL,
  at INTEGER NOT NULL,
  days TEXT NOT NULL,
  months TEXT NOT NULL,
  PRIMARY KEY (scope, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage (
  key TEXT NOT NULL REFERENCES key (id),
  day INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (key, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_by_day ON usage (day);
`;
