import { useEffect, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { Notice } from "../state/notices.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import "./notices.css";

/** What can be undone stays long enough to be reached with any device. */
const lifeMs = { undo: 20_000, failed: 20_000, said: 6_000, copied: 2_500 };

const undoable: ReadonlySet<Notice["kind"]> = new Set([
  "conversation-archived",
  "branch-archived",
  "branches-archived",
  "command-removed",
  "instructions-removed",
  "feed-removed",
]);

/** What was done and can be undone, or could not be done; at the foot, out of the way of what is read. */
export function Notices() {
  const words = useWords();
  const notices = useWorkspace((workspace) => workspace.notices);
  return (
    <section className="notices" aria-label={words.notices.label} aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const words = useWords();
  const { dispatch, conversations, instructions, live, navigation, prompts, tree } = useEffects();
  const held = useRef(false);
  const { id, kind } = notice;
  const close = () => dispatch({ type: "notice-closed", id });

  useEffect(() => {
    const life = kind === "copied" || kind === "said" || kind === "failed" ? lifeMs[kind] : lifeMs.undo;
    const timer = setInterval(() => {
      if (!held.current) dispatch({ type: "notice-closed", id });
    }, life);
    return () => clearInterval(timer);
  }, [id, kind, dispatch]);

  const undo = () => {
    close();
    if (notice.kind === "conversation-archived") {
      const { conversationId } = notice;
      void conversations.archive(conversationId, true).then((back) => {
        if (back) navigation.go({ page: "conversation", conversationId, nodeId: null });
      });
    }
    if (notice.kind === "branch-archived")
      void conversations.restoreBranch(notice.paneId, notice.conversationId, notice.nodeId, notice.leafId);
    if (notice.kind === "branches-archived")
      void tree.restoreBranches(notice.paneId, notice.conversationId, notice.nodeIds, notice.leafId);
    if (notice.kind === "command-removed") void prompts.restore(notice.command);
    if (notice.kind === "feed-removed") void live.restoreFeed(notice.feed);
    if (notice.kind === "instructions-removed") void instructions.set(notice.conversationId, notice.text);
  };
  const hold = (holds: boolean) => () => {
    held.current = holds;
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only keep it from going away
    <div
      className={kind === "failed" ? "notice bad" : "notice"}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <Icon
        name={kind === "failed" ? "warning" : kind === "copied" || kind === "said" ? "check" : "archive"}
      />
      <p>
        {textOf(notice, words)}
        {notice.kind === "failed" && notice.message !== "" && <small>{notice.message}</small>}
      </p>
      {undoable.has(kind) && (
        <button type="button" className="b line" onClick={undo}>
          {words.notices.undo}
        </button>
      )}
      <button type="button" className="b icon" aria-label={words.notices.close} onClick={close}>
        <Icon name="close" small />
      </button>
    </div>
  );
}

function textOf(notice: Notice, { notices, commands, live }: ReturnType<typeof useWords>): string {
  switch (notice.kind) {
    case "conversation-archived":
      return notices.conversationArchived(notice.title);
    case "branch-archived":
    case "branches-archived":
      return notices.branchArchived(notice.count);
    case "command-removed":
      return commands.own.removed(notice.command.name);
    case "instructions-removed":
      return commands.instructions.removed;
    case "feed-removed":
      return live.removed(notice.feed.title);
    case "said":
      return commands.said[notice.what];
    case "copied":
      return notices.copied;
    case "failed":
      return notices.failed[notice.what];
  }
}
