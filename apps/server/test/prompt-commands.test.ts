// The user's own slash commands, through the wire.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Code } from "@connectrpc/connect";
import { TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());
const server = await TestServer.start();
const { system } = server.clients();
const plain = (command: { name: string; description: string; text: string }) => [
  command.name,
  command.description,
  command.text,
];
const names = async (from = system) => (await from.listPromptCommands({})).commands.map(({ name }) => name);

test("a command is kept by its name, replaced by its name, and taken away", async () => {
  assert.deepEqual(await names(), []);
  await system.savePromptCommand({ command: { name: "tone", description: "", text: "Make {text} kinder" } });
  const command = { name: "brief", description: "Shorter", text: "Say {text} in {count} words" };
  const { commands } = await system.savePromptCommand({ command });
  assert.deepEqual(commands.map(plain), [
    ["brief", "Shorter", "Say {text} in {count} words"],
    ["tone", "", "Make {text} kinder"],
  ]);
  await system.savePromptCommand({ command: { ...command, text: "Shorter: {text}" } });
  assert.equal((await system.listPromptCommands({})).commands[0]!.text, "Shorter: {text}");
  assert.equal((await system.removePromptCommand({ name: "brief" })).commands.length, 1);
  await assert.rejects(system.removePromptCommand({ name: "brief" }), { code: Code.NotFound });
  assert.deepEqual(await names(), ["tone"]);
});

test("what cannot be a command is refused with the field", async () => {
  const good = { name: "x", description: "", text: "y" };
  for (const [command, field] of [
    [undefined, /command/],
    [{ ...good, name: "" }, /command\.name.*a-z/],
    [{ ...good, name: "Größe" }, /command\.name/],
    [{ ...good, name: "a".repeat(33) }, /command\.name/],
    [{ ...good, description: "d".repeat(201) }, /command\.description.*200/],
    [{ ...good, text: " \n" }, /command\.text.*empty/],
    [{ ...good, text: "é".repeat(8 * 1024 + 1) }, /command\.text.*16384/],
  ] as const)
    await assert.rejects(system.savePromptCommand(command === undefined ? {} : { command }), {
      code: Code.InvalidArgument,
      rawMessage: field,
    });
});

test("two hundred can be kept, also when all are saved at once, and are there after a restart", async () => {
  const asked = Array.from({ length: 199 }, (_, at) => ({ name: `c${at}`, description: "", text: "y" }));
  await Promise.all(asked.map((command) => system.savePromptCommand({ command })));
  assert.equal((await names()).length, 200);
  const more = { name: "more", description: "", text: "y" };
  await assert.rejects(system.savePromptCommand({ command: more }), { code: Code.InvalidArgument });
  await system.savePromptCommand({ command: { ...more, name: "c7" } });
  await server.close();
  const again = await TestServer.start({ after: server });
  assert.equal((await names(again.clients().system)).length, 200);
});
