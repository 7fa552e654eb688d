// The second schema: what a conversation tells its model, and replies that sum up a branch.
//
// SQLite cannot change a CHECK, so `run` is made anew for its new kind. Its events go along: a table that others refer
// to cannot be dropped while their rows are there.

export const schema2 = `
ALTER TABLE conversation ADD COLUMN instructions TEXT NOT NULL DEFAULT '';
ALTER TABLE node ADD COLUMN source INTEGER REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE run_2 (
  node INTEGER PRIMARY KEY REFERENCES node (key) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'regenerate', 'continue', 'summarise')),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  folded_seq INTEGER NOT NULL CHECK (folded_seq BETWEEN 0 AND seq),
  heartbeat_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
INSERT INTO run_2 SELECT node, kind, seq, folded_seq, heartbeat_at, started_at, ended_at FROM run;

CREATE TABLE run_event_2 (
  run INTEGER NOT NULL REFERENCES run_2 (node),
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO run_event_2 SELECT run, seq, body FROM run_event;

DROP TABLE run_event;
DROP TABLE run;
ALTER TABLE run_2 RENAME TO run;
ALTER TABLE run_event_2 RENAME TO run_event;
CREATE INDEX run_live ON run (heartbeat_at) WHERE ended_at IS NULL;
`;
