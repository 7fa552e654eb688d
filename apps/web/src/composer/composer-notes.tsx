import { leafBelow, nodeAt, visibleChildrenOf } from "@grok/conversation";
import type { ReactNode } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { useTree, useView } from "../pane/use-view.ts";
import { useWorkspace } from "../state/store.ts";
import { joinDrafts, viewOf } from "../state/views.ts";
import { useWords } from "../words/words.ts";

/** Quiet lines above the composer: where the next question goes, what waits, and what did not go out. */
export function ComposerNotes({ onTakeBack }: { onTakeBack: () => void }) {
  return (
    <>
      <ProblemNote />
      <WaitingNotes onTakeBack={onTakeBack} />
      <BranchNote />
    </>
  );
}

function ProblemNote() {
  const { problems } = useWords();
  const place = usePlace();
  const { dispatch } = useEffects();
  const problem = useView((view) => (view.phase === "open" ? view.problem : null)) ?? null;
  if (problem === null) return null;
  return (
    <div className="say above" role="alert">
      <Icon name="warning" />
      <div>
        <b>{problems[problem.kind]}</b>
        {problem.message !== "" && <span className="ms">{problem.message}</span>}
        {problem.kind === "no-model" && (
          <div className="row">
            <button
              type="button"
              className="b fill"
              onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "models", modelId: null } })}
            >
              {problems.addModel}
            </button>
          </div>
        )}
      </div>
      <button
        type="button"
        className="b icon"
        aria-label={problems.close}
        onClick={() => dispatch({ type: "problem-shown", ...place, problem: null })}
      >
        <Icon name="close" small />
      </button>
    </div>
  );
}

function WaitingNotes({ onTakeBack }: { onTakeBack: () => void }) {
  const { composer } = useWords();
  const place = usePlace();
  const { dispatch } = useEffects();
  const draft = useView((view) => view.draft) ?? "";
  const queue = useView((view) => view.queue);
  if (queue === undefined || queue.length === 0) return null;
  return (
    <ul className="waiting-list">
      {queue.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the queue is what it is
        <Note key={index} as="li" icon="waiting">
          <span className="q">{composer.waiting}</span> <span className="waiting-text">{text}</span>
          <button
            type="button"
            className="b quiet"
            onClick={() => {
              dispatch({ type: "queue-taken", ...place, index });
              dispatch({ type: "draft-typed", ...place, draft: joinDrafts(text, draft) });
              onTakeBack();
            }}
          >
            {composer.takeBack}
          </button>
        </Note>
      ))}
    </ul>
  );
}

function BranchNote() {
  const { composer } = useWords();
  const place = usePlace();
  const tree = useTree();
  const { dispatch } = useEffects();
  const branch = useView((view) => view.branch) ?? null;
  const leafId = useView((view) => view.leafId) ?? null;
  const editing = useWorkspace(
    ({ views }) => viewOf(views, place.paneId, place.conversationId)?.editing != null,
  );
  if (tree === undefined || leafId === null || !tree.nodes.has(leafId)) return null;
  if (branch !== null)
    return (
      <Note icon="branch">
        {tree.nodes.get(branch.at)?.role === "user" ? composer.branchingBeside : composer.branching}
        <button type="button" className="b quiet" onClick={() => dispatch({ type: "branch-left", ...place })}>
          {composer.back}
        </button>
      </Note>
    );
  const below = nodeAt(tree, leafId).role === "root" ? 0 : visibleChildrenOf(tree, leafId).length;
  if (below === 0 || editing) return null;
  return (
    <Note icon="branch">
      {composer.goesOn(below)}
      <button
        type="button"
        className="b quiet"
        onClick={() => {
          const end = leafBelow(tree, leafId);
          dispatch({
            type: "cursor-moved",
            ...place,
            leafId: end,
            show: visibleChildrenOf(tree, leafId).at(-1)!,
          });
        }}
      >
        {composer.showRest}
      </button>
    </Note>
  );
}

function Note({
  as: Tag = "div",
  icon,
  children,
}: {
  as?: "div" | "li";
  icon: "branch" | "waiting";
  children: ReactNode;
}) {
  return (
    <Tag className="composer-note">
      <Icon name={icon} small />
      {children}
    </Tag>
  );
}
