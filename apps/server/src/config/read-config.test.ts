import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultHome } from "./default-home.ts";
import { readConfig } from "./read-config.ts";
import { settingsTable } from "./settings-table.ts";

test("without anything set the server is this machine's own, on port 4242", () => {
  const config = readConfig({ GROK_HOME: "/data/grok" }, []);
  assert.deepEqual(
    { ...config, webFolder: "" },
    {
      home: "/data/grok",
      modelsFolder: "/data/grok/models",
      host: "127.0.0.1",
      port: 4242,
      names: [],
      log: "info",
      password: null,
      webFolder: "",
    },
  );
});

test("a flag goes before its variable, and an empty variable counts as none", () => {
  const env = { GROK_HOME: "/a", GROK_PORT: "5000", GROK_HOST: "", GROK_MODELS: "/models" };
  const config = readConfig(env, ["--port", "0", "--home=/b", "--names", "Grok.Example.org, grok.lan"]);
  assert.deepEqual(
    [config.port, config.home, config.host, config.modelsFolder],
    [0, "/b", "127.0.0.1", "/models"],
  );
  assert.deepEqual(config.names, ["grok.example.org", "grok.lan"]);
});

test("impossible values are refused by name, value and meaning", () => {
  for (const [env, argv, message] of [
    [{ GROK_PORT: "http" }, [], /--port \(GROK_PORT\) is "http"/],
    [{}, ["--port", "70000"], /--port \(GROK_PORT\) is "70000"/],
    [{}, ["--port", "1.5"], /"1\.5"/],
    [{ GROK_LOG: "loud" }, [], /GROK_LOG\) is "loud".*debug/],
    [{}, ["--prot", "1"], /--prot.*The flags are --home, --port/],
    [{}, ["extra"], /extra/],
  ] as const)
    assert.throws(() => readConfig(env, argv), { code: "bad-config", message });
});

test("a password that is too short is refused without being repeated", () => {
  assert.throws(
    () => readConfig({ GROK_PASSWORD: "hunter2" }, []),
    (error: Error) => /GROK_PASSWORD/.test(error.message) && !error.message.includes("hunter2"),
  );
});

test("the home is the platform's place for data", () => {
  assert.equal(defaultHome({}, "linux", "/home/a"), "/home/a/.local/share/grok");
  assert.equal(defaultHome({ XDG_DATA_HOME: "/x" }, "linux", "/home/a"), "/x/grok");
  assert.equal(defaultHome({ XDG_DATA_HOME: "relative" }, "linux", "/home/a"), "/home/a/.local/share/grok");
  assert.equal(defaultHome({}, "darwin", "/Users/a"), "/Users/a/Library/Application Support/grok");
  assert.match(defaultHome({ LOCALAPPDATA: "C:\\Data" }, "win32", "C:\\Users\\a"), /^C:\\Data.grok$/);
});

test("every setting has a variable and says what it is for", () => {
  for (const setting of settingsTable) {
    assert.match(setting.env, /^GROK_[A-Z]+$/);
    assert.match(setting.meaning, /\.$/);
  }
});
