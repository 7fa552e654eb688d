// The first schema. Rules of the house for tables:
// - A row has an integer key, which everything inside refers to, and keeps its UUID as 16 bytes for the outside.
// - What can be derived is not stored: a node knows its parent alone; a run knows its node, and through it the
//   conversation and the owner. Hence an orphan, a second root, or a run without a node cannot be written.
// - Foreign keys are checked when a transaction ends, so nodes may come in any order.
// - Texts lie in a table of their own, so that the shape of a tree is read without them.
// - The two search indexes hold words and no text (contentless); texts are read from their nodes.

export const schema1 = `
CREATE TABLE conversation (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  owner TEXT NOT NULL,
  title TEXT NOT NULL,
  titled_by TEXT NOT NULL CHECK (titled_by IN ('code', 'user', 'import')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE INDEX conversation_shown ON conversation (owner, updated_at, id) WHERE archived_at IS NULL;
CREATE INDEX conversation_archived ON conversation (owner, updated_at, id) WHERE archived_at IS NOT NULL;

CREATE TABLE node (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  conversation INTEGER NOT NULL REFERENCES conversation (key) DEFERRABLE INITIALLY DEFERRED,
  parent INTEGER REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('root', 'user', 'assistant') AND (role = 'root') = (parent IS NULL)),
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'stopped', 'interrupted', 'failed')),
  origin TEXT NOT NULL
    CHECK (origin IN ('typed', 'generated', 'edited', 'regenerated', 'continued', 'imported')),
  edited_from INTEGER REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  bookmarked INTEGER NOT NULL CHECK (bookmarked IN (0, 1)),
  archived_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX node_root ON node (conversation) WHERE parent IS NULL;
CREATE INDEX node_children ON node (conversation, parent, archived_at);

CREATE TABLE node_body (
  node INTEGER PRIMARY KEY REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  parts TEXT NOT NULL,
  provenance TEXT,
  failure TEXT
) STRICT;

CREATE TABLE generated (
  node INTEGER PRIMARY KEY REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  model_digest TEXT NOT NULL,
  tokens BLOB NOT NULL
) STRICT;

CREATE TABLE last_child (
  node INTEGER PRIMARY KEY REFERENCES node (key),
  child INTEGER NOT NULL REFERENCES node (key)
) STRICT;

CREATE TABLE view (
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation INTEGER NOT NULL REFERENCES conversation (key),
  leaf INTEGER NOT NULL REFERENCES node (key),
  draft TEXT NOT NULL,
  scroll_anchor TEXT,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_latest ON view (conversation, saved_at);

CREATE TABLE run (
  node INTEGER PRIMARY KEY REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'regenerate', 'continue')),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  folded_seq INTEGER NOT NULL CHECK (folded_seq BETWEEN 0 AND seq),
  heartbeat_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX run_live ON run (heartbeat_at) WHERE ended_at IS NULL;

CREATE TABLE run_event (
  run INTEGER NOT NULL REFERENCES run (node),
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE title_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE node_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
`;
