import type { ConversationId, NodeId } from "@grok/conversation";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";

/** Everything that is known of how a message came to be. */
export default function DetailsDialog({
  conversationId,
  nodeId,
}: {
  conversationId: ConversationId;
  nodeId: NodeId;
}) {
  const words = useWords();
  const formats = useFormats();
  const body = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies.get(nodeId));
  if (body === undefined) return null;
  const { details } = words;
  const made = body.provenance;
  const facts: [string, string][] = [[details.made, formats.moment(body.createdAtMs)]];
  facts.push([details.origin, details.origins[body.origin]]);
  if (made !== null && body.origin !== "edited") {
    facts.push([details.model, made.modelTitle === "" ? made.modelId : made.modelTitle]);
    facts.push([details.asked, made.modelAsked]);
    facts.push([details.provider, made.provider === "llama" ? details.thisMachine : made.provider]);
    facts.push([details.mode, details.modes[made.mode]]);
    if (made.promptTokens > 0)
      facts.push([
        details.prompt,
        details.promptOf(formats.number(made.promptTokens), formats.number(made.cachedTokens)),
      ]);
    if (made.outputTokens > 0)
      facts.push([details.output, details.outputOf(formats.number(made.outputTokens))]);
    if (made.contextTokens > 0)
      facts.push([details.memory, details.memoryOf(formats.number(made.contextTokens))]);
    if (made.firstTokenMs > 0) facts.push([details.first, formats.seconds(made.firstTokenMs)]);
    if (made.durationMs > 0) facts.push([details.whole, formats.seconds(made.durationMs)]);
    if (made.finishReason !== "")
      facts.push([details.end, details.ends[made.finishReason] ?? made.finishReason]);
  }
  facts.push([details.id, body.id]);
  return (
    <DialogFrame title={details.title} kind="small">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </DialogFrame>
  );
}
