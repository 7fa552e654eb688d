import type { NodeId } from "@grok/conversation";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useFormats, useWords } from "../words/words.ts";
import { type ComparableReply, comparableReplies } from "./comparable-replies.ts";
import type { Labels } from "./reply-labels.ts";
import type { Comparison } from "./use-comparison.ts";

/** More are found by writing a word of them. */
const listedMax = 100;

interface PickerProps {
  readonly comparison: Comparison;
  /** "Left" or "Right". */
  readonly side: string;
  readonly chosen: NodeId | null;
  /** Whose versions stand first. */
  readonly near: NodeId;
  readonly onChoose: (nodeId: NodeId) => void;
}

/** The choice of one of the two replies: a list that can be searched. */
export function ReplyPicker({ comparison, side, chosen, near, onChoose }: PickerProps) {
  const { compare: words } = useWords();
  const [open, setOpen] = useState(false);
  const { tree, labels } = comparison;
  const all = useMemo(() => comparableReplies(tree, near), [tree, near]);
  const reply = [...all.versions, ...all.others].find(({ id }) => id === chosen);
  const what = reply === undefined ? words.choose : versionOf(reply, words);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="b line compare-pick">
        <span className="sr">{words.before(side)}</span>
        <b>{what}</b>
        {reply !== undefined && (
          <span className="compare-question" dir="auto">
            {labels.labelOf(reply.questionId)}
          </span>
        )}
        <Icon name="down" small />
      </Popover.Trigger>
      <Popover.Content
        className="compare-list"
        aria-label={words.choose}
        align="start"
        sideOffset={4}
        collisionPadding={8}
      >
        <Replies
          all={all}
          chosen={chosen}
          labels={labels}
          onChoose={(nodeId) => {
            setOpen(false);
            onChoose(nodeId);
          }}
        />
      </Popover.Content>
    </Popover.Root>
  );
}

function versionOf(
  { version, versions }: ComparableReply,
  words: ReturnType<typeof useWords>["compare"],
): string {
  return versions === 1 ? words.onlyVersion : words.versionOf(version, versions);
}

interface RepliesProps {
  readonly all: ReturnType<typeof comparableReplies>;
  readonly chosen: NodeId | null;
  readonly labels: Labels;
  readonly onChoose: (nodeId: NodeId) => void;
}

function Replies({ all, chosen, labels, onChoose }: RepliesProps) {
  const { compare: words } = useWords();
  const formats = useFormats();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const matches = ({ id, questionId }: ComparableReply) =>
    wanted === "" || labels.holds(questionId, wanted) || labels.holds(id, wanted);
  const versions = all.versions.filter(matches);
  const others = all.others.filter(matches);
  const item = (reply: ComparableReply) => (
    <Command.Item
      key={reply.id}
      value={reply.id}
      className="compare-item"
      data-chosen={reply.id === chosen}
      onSelect={() => onChoose(reply.id)}
    >
      <span className="check">{reply.id === chosen && <Icon name="check" small />}</span>
      <span className="t" dir="auto">
        {labels.labelOf(reply.questionId)}
        <small dir="auto">{labels.labelOf(reply.id)}</small>
      </span>
      <span className="num">
        {reply.version} / {reply.versions}
      </span>
    </Command.Item>
  );
  return (
    <Command shouldFilter={false} loop label={words.search}>
      <Command.Input
        className="input"
        value={query}
        onValueChange={setQuery}
        placeholder={words.search}
        aria-label={words.search}
      />
      <Command.List className="compare-items" label={words.choose}>
        <Command.Empty className="compare-none">{words.noneFound}</Command.Empty>
        {versions.length > 0 && (
          <Command.Group heading={words.sameQuestion}>{versions.slice(0, listedMax).map(item)}</Command.Group>
        )}
        {others.length > 0 && (
          <Command.Group heading={words.otherReplies}>{others.slice(0, listedMax).map(item)}</Command.Group>
        )}
      </Command.List>
      {others.length > listedMax && (
        <p className="compare-more">{words.more(formats.number(others.length - listedMax))}</p>
      )}
    </Command>
  );
}
