/** How a family of models spells the beginning and the end of its reasoning. */
export interface MarkerSpelling {
  open: readonly string[];
  close: readonly string[];
}

/** Spellings seen in published chat templates. The first of `open` is what a template is recognised by. */
const spellings: readonly MarkerSpelling[] = [
  { open: ["<think>"], close: ["</think>"] },
  { open: ["<seed:think>"], close: ["</seed:think>"] },
  { open: ["<thought>"], close: ["</thought>"] },
  { open: ["[THINK]"], close: ["[/THINK]"] },
  { open: ["<|START_THINKING|>"], close: ["<|END_THINKING|>"] },
  { open: ["<|begin_of_thought|>"], close: ["<|end_of_thought|>"] },
  { open: ["<|channel>thought"], close: ["<channel|>"] },
  {
    open: ["<|channel|>analysis<|message|>"],
    close: ["<|end|><|start|>assistant<|channel|>final<|message|>", "<|channel|>final<|message|>"],
  },
];

/** The spelling that `template` uses; undefined if it knows none. */
export function markersOf(template: string): MarkerSpelling | undefined {
  // Templates spell the harmony channels in pieces.
  if (template.includes("<|channel|>") && template.includes("analysis")) return spellings.at(-1);
  return spellings.find(({ open }) => open.some((text) => template.includes(text)));
}

/** True if a prompt that ends with `tail` has opened the reasoning and not closed it. */
export function opensReasoning(tail: string, markers: MarkerSpelling): boolean {
  const last = (texts: readonly string[]) => Math.max(...texts.map((text) => tail.lastIndexOf(text)));
  return last(markers.open) > last(markers.close);
}
