// The first schema. Times are Unix milliseconds; `tenant` stands in every key, so that no query can leave it out.

export const schema1 = `
CREATE TABLE answer (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  previous TEXT NOT NULL,
  body TEXT NOT NULL,
  input TEXT NOT NULL,
  -- JSON list of the events' texts, gzip; null where the answer was not streamed.
  events BLOB,
  UNIQUE (tenant, id)
);
CREATE INDEX answer_expires ON answer (expires);

CREATE TABLE deferred (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  expires INTEGER NOT NULL,
  state TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
);
CREATE INDEX deferred_expires ON deferred (expires);

CREATE TABLE file (
  -- Gives the order of arrival.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER,
  UNIQUE (tenant, id)
);
CREATE INDEX file_expires ON file (expires);
`;
