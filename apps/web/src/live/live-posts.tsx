import { pathTo, resolveLeaf } from "@grok/conversation";
import { useCallback, useMemo, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { newerJoinOn } from "../state/live.ts";
import { type LivePost, postKeyOf } from "../state/live-post.ts";
import { useWorkspace } from "../state/store.ts";
import { joinDrafts, viewOf } from "../state/views.ts";
import { useFormats, useWords } from "../words/words.ts";
import { PostView } from "./post-view.tsx";
import { useNow } from "./use-now.ts";
import "./live-posts.css";

const agesEveryMs = 15_000;
/** Enough of a post to ask about it. */
const quoteMax = 200;

/** The posts, newest first; what has come since waits for a click, so that nothing moves under a reader. */
export function LivePosts() {
  const words = useWords();
  const { live: said } = words;
  const formats = useFormats();
  const { live: effects, dispatch } = useEffects();
  const live = useWorkspace((workspace) => workspace.live);
  const heard = useWorkspace(({ connection }) => connection.phase !== "lost");
  const nowMs = useNow(agesEveryMs);
  const list = useRef<HTMLDivElement>(null);
  const notes = useNotes();
  const place = useActivePlace();
  const draft = useRef("");
  draft.current = useWorkspace(({ views }) =>
    place === null ? "" : (viewOf(views, place.paneId, place.conversationId)?.draft ?? ""),
  );

  const ask = useCallback(
    (post: LivePost) => {
      if (place === null) return;
      const text = post.text.replace(/\s+/g, " ");
      const quote = text.length > quoteMax ? `${text.slice(0, quoteMax - 1)}…` : text;
      const question = `/live ${said.question(quote)}`;
      dispatch({ type: "draft-typed", ...place, draft: joinDrafts(question, draft.current) });
      document.getElementById(`message-${place.paneId}`)?.focus();
    },
    [place, dispatch, said],
  );
  const copy = useCallback(
    (post: LivePost) => void copyText(post.url === "" ? post.text : `${post.text}\n${post.url}`),
    [],
  );

  const newer = live.newer.length + live.newerSkipped;
  const since = formats.when(live.searchedBackToMs);
  const looked = live.phase === "found";
  return (
    <>
      <div className="sec">
        <h3>{live.query.text === "" ? said.arriving : said.found}</h3>
        <span className="num">
          {live.paused
            ? said.paused
            : heard && live.query.text === "" && said.aMinute(formats.number(Math.round(live.perMinute)))}
        </span>
      </div>
      <div role="status" className="live-news">
        {newer > 0 && live.query.order === "latest" && (
          <button
            type="button"
            className="newer"
            onClick={() => {
              if (newerJoinOn(live)) dispatch({ type: "live-newer-shown" });
              else effects.ask(live.query);
              list.current?.scrollTo({ top: 0 });
            }}
          >
            <Icon name="send" small />
            {said.showNewer(newer, formats.number(newer))}
          </button>
        )}
        {live.gone > 0 && <p className="live-note">{said.gone(live.gone, formats.number(live.gone))}</p>}
        {live.relaxed && <p className="live-note">{said.relaxed}</p>}
      </div>
      {/* biome-ignore lint/a11y: a list that scrolls has to be reachable by keyboard */}
      <div ref={list} className="posts" tabIndex={0} role="group" aria-label={said.posts}>
        {live.posts.map((post) => (
          <PostView
            key={post.key}
            post={post}
            nowMs={nowMs}
            note={notes.get(post.key) ?? null}
            onAsk={ask}
            onCopy={copy}
          />
        ))}
        {live.phase === "failed" && (
          <p className="live-note">
            {live.problem?.kind === "refused" ? live.problem.message : said.failed}{" "}
            <button type="button" className="b quiet" onClick={() => effects.ask(live.query)}>
              {said.again}
            </button>
          </p>
        )}
        {live.phase === "reading" && live.posts.length === 0 && <p className="live-note">{said.reading}…</p>}
        {looked && live.posts.length === 0 && (
          <div className="live-none">
            <p>
              {live.query.text === "" || live.searchedBackToMs === 0 ? said.nothingYet : said.nothing(since)}
            </p>
            {live.query.text !== "" && (
              <button
                type="button"
                className="b line"
                onClick={() => effects.ask({ ...live.query, text: "" })}
              >
                {said.showAll}
              </button>
            )}
          </div>
        )}
        {looked && live.posts.length > 0 && !live.complete && (
          <p className="live-note">{said.notAll(since)}</p>
        )}
        {live.next !== "" && live.query.order === "latest" && (
          <button type="button" className="newer" onClick={() => void effects.readOlder()}>
            {said.older}
          </button>
        )}
      </div>
    </>
  );
}

/** The pane that a question goes to. */
function useActivePlace() {
  const paneId = useWorkspace(({ panes }) => panes.active);
  const conversationId = useWorkspace(({ views }) => views.shown[paneId]) ?? "";
  return useMemo(() => (conversationId === "" ? null : { paneId, conversationId }), [paneId, conversationId]);
}

/** Which posts the conversation in the active pane cites, and under which number; the last reply counts. */
function useNotes(): ReadonlyMap<string, number> {
  const paneId = useWorkspace(({ panes }) => panes.active);
  const conversationId = useWorkspace(({ views }) => views.shown[paneId]) ?? "";
  const loaded = useWorkspace(({ trees }) => trees.loaded[conversationId]);
  const leafId = useWorkspace(({ views }) => viewOf(views, paneId, conversationId)?.leafId) ?? null;
  return useMemo(() => {
    const notes = new Map<string, number>();
    if (loaded === undefined || leafId === null || !loaded.tree.nodes.has(leafId)) return notes;
    for (const { id } of pathTo(loaded.tree, resolveLeaf(loaded.tree, leafId)))
      for (const { source, sourceId, number } of loaded.bodies.get(id)?.citations ?? [])
        notes.set(postKeyOf(source, sourceId), number);
    return notes;
  }, [loaded, leafId]);
}
