import { memo } from "react";
import { Icon } from "../icons/icon.tsx";
import type { LivePost } from "../state/live-post.ts";
import { useFormats, useWords } from "../words/words.ts";
import { ago } from "./ago.ts";

interface PostViewProps {
  readonly post: LivePost;
  readonly nowMs: number;
  /** Under which number the open conversation cites it; null where it does not. */
  readonly note: number | null;
  readonly onAsk: (post: LivePost) => void;
  readonly onCopy: (post: LivePost) => void;
}

/** One post: somebody else's words, as plain text. */
export const PostView = memo(function PostView({ post, nowMs, note, onAsk, onCopy }: PostViewProps) {
  const { live: words, units } = useWords();
  const formats = useFormats();
  const source = words.sourceNames[post.source] ?? post.source;
  return (
    <article className={note === null ? "post" : "post cited"} aria-label={words.postBy(post.author)}>
      <p className="by">
        <b>
          <bdi>{post.author}</bdi>
        </b>
        <span>
          {source}
          {units.comma}
          <time title={formats.moment(post.createdAtMs)}>{ago(post.createdAtMs, nowMs, words)}</time>
          {post.others > 0 && (
            <span title={words.othersHint}>
              {units.comma}
              {words.others(post.others, formats.number(post.others))}
            </span>
          )}
        </span>
        {note !== null && (
          <span className="src-n">
            {words.note} <span className="num">{note}</span>
          </span>
        )}
      </p>
      <p className="said" dir="auto" lang={post.language || undefined}>
        {post.text}
      </p>
      {post.spam.length > 0 && (
        <p className="aside">
          {words.demoted} {post.spam.map((sign) => words.spam[sign] ?? sign).join(", ")}
        </p>
      )}
      <p className="post-acts">
        <button type="button" className="b quiet" onClick={() => onAsk(post)}>
          {words.askAbout}
        </button>
        {post.url !== "" && (
          <a className="b quiet" href={post.url} target="_blank" rel="noopener noreferrer nofollow">
            {words.openPost}
          </a>
        )}
        <button
          type="button"
          className="b quiet icon"
          aria-label={words.copyPost}
          title={words.copyPost}
          onClick={() => onCopy(post)}
        >
          <Icon name="copy" small />
        </button>
      </p>
    </article>
  );
});
