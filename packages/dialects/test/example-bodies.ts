// Bodies that say as much as can be said at once; what fuzzing begins from.

const parameters = {
  $defs: { city: { type: "string", minLength: 1 } },
  type: "object",
  properties: {
    city: { $ref: "#/$defs/city" },
    days: { type: ["integer", "null"] },
    unit: { enum: ["C", "F"] },
    tags: { type: "array", items: { anyOf: [{ type: "null" }, { type: "string" }] }, maxItems: 3 },
  },
  required: ["city"],
};
const form = {
  name: "a",
  strict: true,
  schema: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
};

export const exampleBodies = {
  chat: {
    model: "grok",
    messages: [
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "Hi" },
          { type: "text", text: " there" },
        ],
      },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c", type: "function", function: { name: "weather", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c", content: "Rain" },
      { role: "developer", content: "Be kind." },
      { role: "user", content: "And now?" },
    ],
    n: 2,
    max_completion_tokens: 10,
    temperature: 1,
    top_p: 0.5,
    seed: 1,
    stop: ["a", "b"],
    logprobs: true,
    top_logprobs: 2,
    tools: [{ type: "function", function: { name: "weather", parameters } }, { type: "x_search" }],
    tool_choice: { type: "function", function: { name: "weather" } },
    parallel_tool_calls: false,
    response_format: { type: "json_schema", json_schema: form },
    reasoning_effort: "low",
    stream: true,
    stream_options: { include_usage: true },
    search_parameters: {
      mode: "auto",
      sources: [{ type: "x", x_handles: ["mira"] }],
      from_date: "2026-01-01",
    },
    user: "u",
  },
  responses: {
    model: "grok",
    instructions: "Be brief.",
    input: [
      { role: "user", content: "Hi" },
      { type: "reasoning", id: "rs", summary: [], encrypted_content: "AA==" },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] },
      { type: "function_call", call_id: "c", name: "weather", arguments: "{}" },
      { type: "function_call_output", call_id: "c", output: [{ type: "input_text", text: "Rain" }] },
    ],
    max_output_tokens: 9,
    max_turns: 3,
    temperature: 0,
    top_logprobs: 1,
    include: ["reasoning.encrypted_content"],
    tools: [
      { type: "function", name: "weather", parameters, strict: false },
      { type: "x_search", from_date: "2026-01-01" },
    ],
    tool_choice: "auto",
    text: { format: { type: "json_schema", ...form } },
    reasoning: { effort: "high" },
    store: false,
    metadata: { a: "b" },
  },
  completions: {
    model: "grok",
    prompt: ["Once", "Twice"],
    n: 2,
    max_tokens: 3,
    logprobs: 2,
    echo: true,
    stop: "x",
    seed: 3,
  },
  tokenize: { model: "grok", text: "a b" },
  embeddings: { model: "grok-embedding", input: ["a", "b"], dimensions: 3, encoding_format: "base64" },
} as const;
