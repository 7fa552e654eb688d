import { lazy, Suspense, useEffect, useMemo } from "react";
import { Composer } from "../composer/composer.tsx";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { StartDrag } from "../panes/pane-drag.tsx";
import { usePaneTitle } from "../panes/pane-title.ts";
import type { PaneId } from "../state/layout.ts";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useWords } from "../words/words.ts";
import { Announcer } from "./announcer.tsx";
import { MessageList } from "./message-list.tsx";
import { PaneHead } from "./pane-head.tsx";
import { type Place, PlaceContext, usePlace } from "./place.ts";
import { useLate } from "./use-late.ts";
import { useTree, useView } from "./use-view.ts";
import { Welcome } from "./welcome.tsx";
import "./pane.css";

const ReplyEditor = lazy(() => import("../reply-editor/reply-editor.tsx"));

interface PaneProps {
  readonly paneId: PaneId;
  readonly number: number;
  /** Shows the sidebar where there is none beside; null where there is. */
  readonly onMenu: (() => void) | null;
  /** Takes the pane by its title; null where it cannot be moved. */
  readonly onDrag: StartDrag | null;
}

/** One conversation: its head, its messages or what stands in for them, and the composer. */
export function Pane({ paneId, number, onMenu, onDrag }: PaneProps) {
  const words = useWords();
  const conversationId = useWorkspace(({ views }) => views.shown[paneId]) ?? "";
  const known = useWorkspace(({ list }) => list.rows[conversationId]?.title) ?? "";
  const active = useWorkspace(({ panes }) => panes.active === paneId);
  const mode = useWorkspace(({ panes }) => panes.makings[paneId]?.mode);
  // A question is edited in its place, a reply in the place of everything else.
  const editing = useWorkspace(({ views, trees }) => {
    const nodeId = viewOf(views, paneId, conversationId)?.editing?.nodeId;
    const tree = trees.loaded[conversationId]?.tree;
    return nodeId !== undefined && tree !== undefined && tree.nodes.get(nodeId)?.role !== "user";
  });
  const title = usePaneTitle(paneId);
  const place = useMemo<Place>(() => ({ paneId, conversationId }), [paneId, conversationId]);

  useEffect(() => {
    if (active) document.title = known === "" ? words.app.name : words.app.titled(known);
  }, [active, known, words]);

  return (
    <PlaceContext value={place}>
      <section
        className="pane"
        id={`pane-${paneId}`}
        data-mode={mode}
        data-number={number}
        aria-label={words.pane.label(number, title)}
      >
        {editing ? (
          <Suspense fallback={<Opening />}>
            <ReplyEditor key={conversationId} />
          </Suspense>
        ) : (
          <>
            <PaneHead title={title} onMenu={onMenu} onDrag={onDrag} />
            <Body key={conversationId} />
          </>
        )}
        <Announcer />
      </section>
    </PlaceContext>
  );
}

function Body() {
  const phase = useView((view) => view.phase);
  const problem = useView((view) => view.problem);
  const tree = useTree();
  const placed = useView((view) => view.leafId !== null) === true;

  if (phase === "failed" && (tree === undefined || !placed))
    return <Unopened missing={problem?.kind === "not-found"} />;
  return (
    <>
      {tree === undefined || !placed ? <Opening /> : tree.nodes.size === 1 ? <Welcome /> : <MessageList />}
      <Composer />
    </>
  );
}

/** Said only when it takes long enough to be noticed. */
function Opening() {
  const words = useWords();
  const late = useLate(400);
  return (
    <div className="scroll">
      <div className="flow" role="status">
        {late && <p className="q">{words.pane.opening}…</p>}
      </div>
    </div>
  );
}

function Unopened({ missing }: { missing: boolean }) {
  const words = useWords();
  const { navigation, conversations } = useEffects();
  const { paneId, conversationId } = usePlace();
  return (
    <div className="empty">
      <svg className="art" viewBox="0 0 144 84" aria-hidden="true">
        <path d="M8 70 H136" />
        <path d="M28 70 V26 M28 40 C28 30 52 34 52 22 M28 56 C28 46 44 50 44 42" />
        <path className="p" d="M92 70 V58 M92 46 V40" />
        <circle className="p" cx="92" cy="30" r="3" />
      </svg>
      <h2>{missing ? words.pane.missing : words.pane.unreadable}</h2>
      <p>{missing ? words.pane.missingHint : words.pane.unreadableHint}</p>
      <div className="row">
        {!missing && (
          <button
            type="button"
            className="b fill"
            onClick={() => void conversations.open(paneId, conversationId, null)}
          >
            <Icon name="again" small />
            {words.pane.again}
          </button>
        )}
        <button type="button" className={missing ? "b fill" : "b line"} onClick={navigation.goNew}>
          <Icon name="plus" small />
          {words.pane.toNew}
        </button>
      </div>
    </div>
  );
}
