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
      branchCacheBytes: null,
      log: "info",
      password: null,
      webFolder: "",
      scaleOut: null,
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
  assert.equal(readConfig({ GROK_BRANCH_CACHE_MB: "300" }, []).branchCacheBytes, 300e6);
  assert.equal(readConfig({}, ["--branch-cache-mb", "0"]).branchCacheBytes, 0);
});

test("impossible values are refused by name, value and meaning", () => {
  for (const [env, argv, message] of [
    [{ GROK_PORT: "http" }, [], /--port \(GROK_PORT\) is "http"/],
    [{}, ["--port", "70000"], /--port \(GROK_PORT\) is "70000"/],
    [{}, ["--port", "1.5"], /"1\.5"/],
    [{ GROK_BRANCH_CACHE_MB: "2 GB" }, [], /--branch-cache-mb \(GROK_BRANCH_CACHE_MB\) is "2 GB".*Megabytes/],
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
    assert.match(setting.env, /^GROK_[A-Z]+(_[A-Z]+)*$/);
    assert.match(setting.meaning, /\.$/);
  }
});

test("posts go to OpenSearch where both it and Kafka are named, and its password stays out of every message", () => {
  const { scaleOut } = readConfig(
    {
      GROK_OPENSEARCH_URL: "https://ada:p%40ss@search.lan:9200/",
      GROK_KAFKA_BROKERS: "a.lan:9092, b.lan:9092",
    },
    [],
  );
  assert.deepEqual(scaleOut, {
    node: "https://search.lan:9200",
    auth: { username: "ada", password: "p@ss" },
    authorization: null,
    kafka: { brokers: ["a.lan:9092", "b.lan:9092"], tls: false, sasl: null },
  });
  assert.throws(
    () => readConfig({ GROK_OPENSEARCH_URL: "http://search.lan:9200" }, []),
    /GROK_KAFKA_BROKERS is missing/,
  );
  assert.throws(
    () => readConfig({ GROK_OPENSEARCH_URL: "http://x", GROK_KAFKA_BROKERS: "nowhere" }, []),
    /host:port/,
  );
  assert.throws(
    () => readConfig({ GROK_OPENSEARCH_URL: "ftp://ada:secret@x", GROK_KAFKA_BROKERS: "a:1" }, []),
    (error: Error) => /GROK_OPENSEARCH_URL/.test(error.message) && !error.message.includes("secret"),
  );
});

test("Kafka is told a name and password, and never a readable one; OpenSearch a key", () => {
  const env = { GROK_OPENSEARCH_URL: "https://x", GROK_KAFKA_BROKERS: "a:1" };
  const told = { ...env, GROK_KAFKA_USER: "grok", GROK_KAFKA_PASSWORD: "secret" };
  const sasl = { mechanism: "PLAIN", username: "grok", password: "secret" };
  const of = (given: Record<string, string>) => readConfig(given, []).scaleOut;
  assert.deepEqual(of({ ...told, GROK_KAFKA_TLS: "on" })?.kafka, { brokers: ["a:1"], tls: true, sasl });
  assert.deepEqual(of({ ...told, GROK_KAFKA_SASL: "scram-sha-512" })?.kafka, {
    brokers: ["a:1"],
    tls: false,
    sasl: { ...sasl, mechanism: "SCRAM-SHA-512" },
  });
  assert.equal(of({ ...env, GROK_OPENSEARCH_AUTHORIZATION: "ApiKey abc=" })?.authorization, "ApiKey abc=");
  const refused = (given: Record<string, string>, why: RegExp) =>
    assert.throws(
      () => of(given),
      (error: Error) => why.test(error.message) && !error.message.includes("secret"),
    );
  refused(told, /GROK_KAFKA_TLS=on/);
  refused({ ...env, GROK_KAFKA_USER: "grok" }, /GROK_KAFKA_PASSWORD is missing/);
  refused({ ...env, GROK_KAFKA_PASSWORD: "secret" }, /GROK_KAFKA_USER is missing/);
  refused({ ...told, GROK_KAFKA_SASL: "md5" }, /GROK_KAFKA_SASL/);
  refused({ ...env, GROK_OPENSEARCH_AUTHORIZATION: "secret" }, /GROK_OPENSEARCH_AUTHORIZATION/);
  refused(
    { ...env, GROK_OPENSEARCH_URL: "https://ada:secret@x", GROK_OPENSEARCH_AUTHORIZATION: "ApiKey secret" },
    /Take one of them away/,
  );
});
