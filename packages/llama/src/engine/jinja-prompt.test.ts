import assert from "node:assert/strict";
import { test } from "node:test";
import { JinjaPrompt, type TemplateRequest } from "./jinja-prompt.ts";

const tokens = { bos: "<s>", eos: "</s>" };
const chatml =
  "{% for message in messages %}{% if loop.first and message.role != 'system' %}<|im_start|>system\nBe good<|im_end|>\n" +
  "{% endif %}<|im_start|>{{ message.role }}\n{{ message.content | trim }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% if enable_thinking is defined and not enable_thinking %}" +
  "<think>\n\n</think>\n\n{% endif %}{% endif %}";
const strict =
  "{{ bos_token }}{% for message in messages %}{% if message.role == 'system' %}{{ raise_exception('no system') }}" +
  "{% endif %}{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('must alternate') }}" +
  "{% endif %}[{{ message.role }}]{{ message.content }}{% endfor %}{% if add_generation_prompt %}[model]{% endif %}";

/** The prompt as text, messages as {number}. */
function render(
  source: string,
  roles: TemplateRequest["roles"],
  request: Partial<TemplateRequest> = {},
): string {
  const pieces = new JinjaPrompt(source, tokens).render({
    roles,
    continueLast: false,
    reasoning: undefined,
    ...request,
  });
  return pieces.map((piece) => (piece.type === "message" ? `{${piece.index}}` : piece.text)).join("");
}

test("a template's own default system prompt and its opening of the answer are there", () => {
  assert.equal(
    render(chatml, ["user"]),
    "<|im_start|>system\nBe good<|im_end|>\n<|im_start|>user\n{0}<|im_end|>\n<|im_start|>assistant\n",
  );
});

test("continuing ends with the last message, without what would close it", () => {
  assert.equal(
    render(chatml, ["system", "user", "assistant"], { continueLast: true }),
    "<|im_start|>system\n{0}<|im_end|>\n<|im_start|>user\n{1}<|im_end|>\n<|im_start|>assistant\n{2}",
  );
});

test("the reasoning switch reaches the template", () => {
  assert.match(render(chatml, ["user"], { reasoning: false }), /<think>\n\n<\/think>\n\n$/);
  assert.match(render(chatml, ["user"], { reasoning: true }), /assistant\n$/);
});

test("a template without system messages gets it in front of the first question", () => {
  assert.equal(render(strict, ["system", "user"]), "<s>[user]{0}\n\n{1}[model]");
});

test("a template that wants roles to alternate gets equal ones joined", () => {
  assert.equal(
    render(strict, ["user", "user", "assistant", "user"]),
    "<s>[user]{0}\n\n{1}[assistant]{2}[user]{3}[model]",
  );
});

test("a template that leaves a message out is refused", () => {
  assert.throws(
    () => render("{{ messages[-1].content }}", ["user", "assistant", "user"]),
    /does not show the user message 1/,
  );
});

test("a source that is no template is refused", () => {
  assert.throws(() => new JinjaPrompt("{% for %}", tokens));
});
