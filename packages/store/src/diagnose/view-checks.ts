import { type Check, type Place, sqlCheck } from "./check.ts";

interface ViewPlace extends Place {
  readonly owner: string;
  readonly id: string;
  readonly key: number;
}

/** A view of an archived node is no fault: an undo brings the node back. */
export const danglingViews: Check = sqlCheck<ViewPlace>(
  "dangling-view",
  `SELECT v.owner, v.id, v.conversation AS key, c.id AS conversation, NULL AS node
   FROM view v LEFT JOIN conversation c ON c.key = v.conversation LEFT JOIN node n ON n.key = v.leaf
   WHERE c.key IS NULL OR n.key IS NULL OR n.conversation <> v.conversation`,
  (row) =>
    `the pane ${row.id} stands on a node that is not in its conversation; mending puts it on the root and keeps its draft`,
  (database, rows) => {
    for (const { owner, id, key, conversation } of rows) {
      if (conversation === null)
        database.run("DELETE FROM view WHERE owner = ? AND id = ? AND conversation = ?", owner, id, key);
      else
        database.run(
          `UPDATE OR IGNORE view SET leaf = (SELECT key FROM node WHERE conversation = ? AND parent IS NULL)
           WHERE owner = ? AND id = ? AND conversation = ?`,
          key,
          owner,
          id,
          key,
        );
    }
  },
);

export const danglingLastChildren: Check = sqlCheck<Place & { readonly key: number }>(
  "dangling-last-child",
  `SELECT l.node AS key, n.id AS node, c.id AS conversation
   FROM last_child l LEFT JOIN node n ON n.key = l.node LEFT JOIN conversation c ON c.key = n.conversation
     LEFT JOIN node child ON child.key = l.child
   WHERE n.key IS NULL OR child.parent IS NOT l.node`,
  () => "the child last looked at is no child of its node; mending forgets it, and the newest one is shown",
  (database, rows) => {
    for (const { key } of rows) database.run("DELETE FROM last_child WHERE node = ?", key);
  },
);
