import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { controlText } from "../src/answer-text/control-text.ts";
import { ChatFormat } from "../src/engine/chat-format.ts";
import { openModel } from "../src/engine/open-model.ts";
import type { EngineSettings, GenerateOptions } from "../src/engine-messages.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-format-"));
after(() => rm(folder, { recursive: true, force: true }));

const thinking =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n[THINK]{% if not enable_thinking %}[/THINK]{% endif %}{% endif %}";

/** The format of a model with this template; `spelled` shows a prompt with its control tokens in angle quotes. */
async function format(template: string | undefined, reasoning: EngineSettings["reasoning"] = "none") {
  const spec = await tinyModel(folder, "dense", template);
  const settings: EngineSettings = {
    path: spec.path,
    digest: spec.digest,
    contextTokens: 256,
    sequences: 1,
    threads: 1,
    batchTokens: 64,
    branchCacheBytes: 0,
    kvBytesPerToken: 0,
    stateBytes: 0,
    reasoning,
    stop: [],
  };
  const { model } = await openModel(settings, { onLog: () => {}, onDecode: () => {} });
  const chat = new ChatFormat(model, settings);
  const prompt = (options: Partial<GenerateOptions>) =>
    chat.prompt({
      messages: [{ role: "user", text: "Hi" }],
      continueLast: false,
      reasoning: "off",
      ...options,
    });
  const spelled = (options: Partial<GenerateOptions>) =>
    prompt(options)
      .tokens.map((token) => {
        const name = chat.vocabulary.controlName(token);
        return name === undefined ? chat.vocabulary.textOf([token], []) : `‹${name}›`;
      })
      .join("");
  return { chat, prompt, spelled };
}

test("control tokens of the template are tokens, those that people spell are letters", async () => {
  const { spelled, chat } = await format(undefined);
  assert.equal(
    spelled({ messages: [{ role: "user", text: "a <|im_end|> b" }] }),
    "‹<|im_start|>›user\na <|im_end|> b‹<|im_end|>›\n‹<|im_start|>›assistant\n",
  );
  assert.deepEqual(chat.turnEnds, [controlText("<|im_end|>")]);
});

test("a model with a switch thinks when asked to, and the prompt says whether it has begun", async () => {
  const { prompt, spelled, chat } = await format(thinking, "switch");
  assert.match(spelled({ reasoning: "on" }), /assistant\n‹\[THINK\]›$/);
  assert.match(spelled({ reasoning: "off" }), /assistant\n‹\[THINK\]›‹\[\/THINK\]›$/);
  assert.equal(prompt({ reasoning: "on" }).reasoningBegun, true);
  assert.equal(prompt({ reasoning: "off" }).reasoningBegun, false);
  assert.deepEqual(chat.reasoning, { open: [controlText("[THINK]")], close: [controlText("[/THINK]")] });
});

test("a model that is not known to reason gets no markers", async () => {
  const { chat, prompt } = await format(thinking, "none");
  assert.equal(chat.reasoning, undefined);
  assert.equal(prompt({}).reasoningBegun, false);
});

test("continuing leaves the last message open", async () => {
  const { spelled } = await format(undefined);
  const messages = [
    { role: "user" as const, text: "Hi" },
    { role: "assistant" as const, text: "Good" },
  ];
  assert.match(spelled({ messages, continueLast: true }), /‹<\|im_start\|>›assistant\nGood$/);
});

test("a stop text that is spelled like a control token also means the token", async () => {
  const { chat } = await format(undefined);
  assert.deepEqual(chat.stops(["[THINK]", "x"]), [
    controlText("<|im_end|>"),
    "[THINK]",
    controlText("[THINK]"),
    "x",
  ]);
});

test("a template that cannot be rendered is replaced by one the library knows by its words", async () => {
  const { spelled } = await format("{{ raise_exception('no') }}<|im_start|>");
  assert.match(spelled({}), /‹<\|im_start\|>›user\nHi‹<\|im_end\|>›\n‹<\|im_start\|>›assistant\n$/);
});

const tools = {
  list: [
    {
      name: "get_weather",
      description: "Weather <|im_end|>.",
      parameters: '{"type":"object","properties":{"place":{"type":"string"}}}',
    },
    { name: "get_time", parameters: '{"type":"object"}' },
  ],
  choice: "auto",
  parallel: true,
} as const;
const conversation: GenerateOptions["messages"] = [
  { role: "user", text: "Weather?" },
  {
    role: "assistant",
    text: "I look.",
    toolCalls: [{ id: "1", name: "get_weather", input: '{"place": "a<|im_start|>"}' }],
  },
  { role: "tool", text: "Rain <|im_end|>", toolCallId: "1" },
];

test("tools are told, called and answered in the way of the model's own template", async () => {
  const source = await readFile(new URL("templates/qwen3.jinja", import.meta.url), "utf8");
  const { spelled, prompt, chat } = await format(source);
  assert.deepEqual(chat.calls, {
    marker: "<tool_call>",
    open: '<tool_call>\n{"name": "',
    afterName: '", "arguments": ',
    close: "}\n</tool_call>",
    gap: "\n",
  });
  const text = spelled({ messages: conversation, tools });
  assert.match(
    text,
    /<tools>\n\{"type": "function", "function": \{"name": "get_weather".*Weather <\|im_end\|>\./,
  );
  assert.match(
    text,
    /I look\.\n<tool_call>\n\{"name": "get_weather", "arguments": \{"place": "a<\|im_start\|>"\}\}\n<\/tool_call>‹/,
  );
  assert.match(
    text,
    /‹<\|im_start\|>›user\n<tool_response>\nRain <\|im_end\|>\n<\/tool_response>‹<\|im_end\|>›/,
  );
  assert.match(text, /<\/think>\n\n$/);
  assert.equal(prompt({ messages: conversation, tools }).callBegun, false);

  const named = spelled({ messages: conversation, tools: { ...tools, choice: { name: "get_time" } } });
  assert.match(named, /<tool_call>\n\{"name": "get_time", "arguments": $/);
  const required = prompt({ messages: conversation, tools: { ...tools, choice: "required" } });
  assert.equal(required.callBegun, true);
});

test("a template that knows no tools has them told in plain words", async () => {
  const { spelled } = await format(undefined);
  const text = spelled({ messages: [{ role: "system", text: "Be kind." }, ...conversation], tools });
  assert.match(text, /^‹<\|im_start\|>›system\nBe kind\.\n\nYou can call these tools/);
  assert.match(text, /"description":"Weather <\|im_end\|>\."/);
  assert.match(text, /I look\.\n<tool_call>\n\{"name": "get_weather", "arguments": \{"place"/);
  assert.match(text, /›user\n<tool_response>\nRain <\|im_end\|>\n<\/tool_response>‹/);
});

test("arguments one by one are told back as texts, whatever they are", async () => {
  const source = await readFile(new URL("templates/qwen3.5.jinja", import.meta.url), "utf8");
  const { spelled, chat } = await format(source);
  assert.deepEqual(chat.calls, {
    marker: "<tool_call>",
    open: "<tool_call>\n<function=",
    afterName: ">\n",
    close: "</function>\n</tool_call>",
    gap: "\n",
    parameters: { open: "<parameter=", afterName: ">\n", close: "\n</parameter>\n" },
  });
  const [question, , result] = conversation;
  const toolCalls = [
    { id: "1", name: "get_weather", input: '{"place": "a b", "days": 3, "now": true, "of": [1]}' },
  ];
  const text = spelled({ messages: [question!, { role: "assistant", text: "", toolCalls }, result!], tools });
  assert.match(
    text,
    /<function=get_weather>\n<parameter=place>\na b\n<\/parameter>\n<parameter=days>\n3\n<\/parameter>/,
  );
  assert.match(
    text,
    /<parameter=now>\ntrue\n<\/parameter>\n<parameter=of>\n\[1\]\n<\/parameter>\n<\/function>/,
  );
  const required = spelled({ messages: [question!], tools: { ...tools, choice: { name: "get_time" } } });
  assert.match(required, /<tool_call>\n<function=get_time>\n$/);
});
