import { useEffect, useLayoutEffect, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { feedsOn } from "../state/live.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { LiveEmpty } from "./live-empty.tsx";
import { LivePosts } from "./live-posts.tsx";
import { LiveSearch } from "./live-search.tsx";
import { TrendList } from "./trend-list.tsx";
import "./live.css";

/** What is being said now, beside the panes. */
export default function LivePanel() {
  const { live: words } = useWords();
  const { live: effects, dispatch, navigation } = useEffects();
  const count = useWorkspace(({ live }) => feedsOn(live));
  // Where nobody is listened to, only the index knows whether there is anything to see.
  const known = useWorkspace(
    ({ live }) =>
      live.feeds !== null && (feedsOn(live) > 0 || live.index !== null || live.indexProblem !== null),
  );
  const stored = useWorkspace(({ live }) => live.index?.posts ?? 0);
  const trouble = useWorkspace(({ live: { index, indexProblem } }) =>
    indexProblem === null
      ? (index?.trouble ?? "")
      : indexProblem.kind === "unreachable"
        ? ""
        : indexProblem.message || words.failed,
  );
  const worst = useWorkspace(
    ({ live }) =>
      live.feeds?.find(({ on, state }) => on && (state === "failed" || state === "retrying")) ?? null,
  );
  const paused = useWorkspace(({ live }) => live.paused);
  const heard = useWorkspace(({ connection }) => connection.phase !== "lost");
  useEffect(() => effects.lookAtPosts(), [effects]);

  const frame = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const panel = frame.current;
    const focusButton = () => document.querySelector<HTMLElement>(".live-button")?.focus();
    // The sidebar may have made room, and its button another.
    if (document.activeElement === document.body) focusButton();
    return () => {
      // Going away, it gives the focus back to the button that shows it, once that stands.
      if (panel?.contains(document.activeElement)) queueMicrotask(focusButton);
    };
  }, []);

  const nobody = known && count === 0 && stored === 0 && trouble === "";
  return (
    <section ref={frame} className="live" aria-label={words.title}>
      <header className="head">
        <span className={count > 0 && heard && !paused ? "pulse" : "pulse still"} />
        <h2>
          {words.title}
          {known && count > 0 && <small>{words.sources(count)}</small>}
        </h2>
        {known && !nobody && (
          <button
            type="button"
            className="b icon"
            aria-label={paused ? words.goOn : words.pause}
            title={paused ? words.goOn : words.pause}
            onClick={() => effects.pause(!paused)}
          >
            <Icon name={paused ? "resume" : "pause"} />
          </button>
        )}
        <button
          type="button"
          className="b icon"
          aria-label={words.choose}
          title={words.choose}
          onClick={() => navigation.go({ page: "settings", section: "live" })}
        >
          <Icon name="settings" />
        </button>
        <button
          type="button"
          className="b icon"
          aria-label={words.close}
          title={words.close}
          onClick={() => dispatch({ type: "live-switched", open: false })}
        >
          <Icon name="close" />
        </button>
      </header>
      {trouble !== "" && (
        <p className="live-trouble" role="alert">
          <Icon name="warning" small />
          {trouble}
        </p>
      )}
      {worst !== null && (
        <p className="live-trouble" role="status">
          <Icon name="warning" small />
          <span>
            <b>{worst.title}</b> {words.states[worst.state]}
            <br />
            {worst.lastError}
          </span>
        </p>
      )}
      {!known ? (
        <p className="live-note">{words.reading}…</p>
      ) : nobody ? (
        <LiveEmpty />
      ) : (
        <>
          <LiveSearch />
          <TrendList />
          <LivePosts />
        </>
      )}
    </section>
  );
}
