import type { ConversationNode, NodeId } from "@grok/conversation";
import { siblingsOf } from "@grok/conversation";
import { useTree } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";
import type { ChangedLines } from "./changed-lines.ts";
import { Segments } from "./segments.tsx";

/** What the pane of the editor shows; the preview is one of them where there is no room for it below the text. */
export type EditorView = "write" | "preview" | "changes";

interface BarProps {
  readonly body: ConversationNode;
  readonly view: EditorView;
  readonly narrow: boolean;
  readonly controls: string;
  readonly changes: ChangedLines;
  readonly againstId: NodeId;
  readonly onView: (view: EditorView) => void;
  readonly onAgainst: (nodeId: NodeId) => void;
}

/** Which view of the text is shown, and how far it is from another version. */
export function EditorBar(props: BarProps) {
  const { body, view, narrow, controls, changes, againstId, onView, onAgainst } = props;
  const { editor: words } = useWords();
  const { write, preview } = words;
  return (
    <div className="editor-bar">
      <Segments
        label={words.views}
        options={{ write, ...(narrow ? { preview } : {}), changes: words.changes }}
        value={view}
        controls={controls}
        onChoose={onView}
      />
      <p className="editor-counts">
        <span className="vd ok">
          <span aria-hidden="true">+{changes.added}</span>
          <span className="sr">{words.added(changes.added)}, </span>
        </span>
        <span className="vd no">
          <span aria-hidden="true">−{changes.removed}</span>
          <span className="sr">{words.removed(changes.removed)}, </span>
        </span>
        <span className="editor-against">
          {words.against} <Against body={body} againstId={againstId} onAgainst={onAgainst} />
        </span>
      </p>
    </div>
  );
}

/** The version that the changes are shown against: a choice where there are several. */
function Against({ body, againstId, onAgainst }: Pick<BarProps, "body" | "againstId" | "onAgainst">) {
  const { editor: words } = useWords();
  const tree = useTree();
  const { ids } = tree?.nodes.has(body.id) === true ? siblingsOf(tree, body.id) : { ids: [body.id] };
  const all = ids.includes(body.id) ? ids : [...ids, body.id];
  const named = (id: NodeId) =>
    ids.includes(id) ? words.versionNamed(ids.indexOf(id) + 1) : words.archivedVersion;
  if (all.length < 2) return <span>{named(againstId)}</span>;
  return (
    <select
      className="editor-version"
      aria-label={words.compareWith}
      value={againstId}
      onChange={(event) => onAgainst(event.target.value)}
    >
      {all.map((id) => (
        <option key={id} value={id}>
          {named(id)}
        </option>
      ))}
    </select>
  );
}
