// OpenSearch and Kafka on this machine, for tests and for trying things out: fetched by Maven, on the loopback address,
// one node each, everything below one folder. Not for posts that anybody wants to keep.

import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fetchServers, type ServerFiles, whatIsMissing } from "./fetch-servers.ts";
import { end, freePort, isRunning, launch, waitFor } from "./server-process.ts";

export interface SearchServers {
  /** For `GROK_OPENSEARCH_URL`. */
  readonly node: string;
  /** For `GROK_KAFKA_BROKERS`. */
  readonly broker: string;
}

interface RunningServers extends SearchServers {
  readonly openSearchPid: number;
  readonly kafkaPid: number;
}

/** OpenSearch refuses to run as root; this user, which every system has, owns nothing else. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

const logToConsole = `appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;

/** Where the servers lie if nobody says otherwise. Root's own folder would be closed to `nobody`. */
export function defaultHome(): string {
  if (isRoot) return join(tmpdir(), "grok-search-servers");
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "grok-search-servers");
}

/** Fetches the servers if need be and starts those that do not run. Throws an error for people where it cannot. */
export async function startServers(home: string): Promise<SearchServers> {
  const running = serversAt(home);
  if (running !== null) return running;
  const missing = whatIsMissing();
  if (missing !== "") throw new Error(missing);
  await stopServers(home);
  const files = fetchServers(home);
  rmSync(join(home, "run"), { recursive: true, force: true });
  mkdirSync(join(home, "run"), { recursive: true });
  const kafka = await startKafka(home, files);
  // Remembered before the second one starts, so that a failure leaves nothing that cannot be stopped.
  remember(home, { ...kafka, node: "", openSearchPid: 0 });
  try {
    const openSearch = await startOpenSearch(home, files);
    const servers = { ...kafka, ...openSearch };
    remember(home, servers);
    return servers;
  } catch (error) {
    await stopServers(home);
    throw error;
  }
}

/** Ends what runs below `home` and wipes its data; the fetched files stay. Nothing happens where nothing runs. */
export async function stopServers(home: string): Promise<void> {
  const servers = remembered(home);
  if (servers !== null)
    await Promise.all(
      [servers.openSearchPid, servers.kafkaPid].filter((pid) => pid > 0).map((pid) => end(pid, home)),
    );
  rmSync(join(home, "run"), { recursive: true, force: true });
}

/** Null where they do not both run. */
export function serversAt(home: string): SearchServers | null {
  const servers = remembered(home);
  return servers !== null &&
    [servers.openSearchPid, servers.kafkaPid].every((pid) => pid > 0 && isRunning(pid, home))
    ? servers
    : null;
}

async function startOpenSearch(home: string, { openSearch }: ServerFiles) {
  const folder = join(home, "run", "opensearch");
  const port = await freePort();
  const transportPort = await freePort();
  mkdirSync(join(folder, "config"), { recursive: true });
  for (const name of ["data", "logs", "tmp"]) mkdirSync(join(folder, name));
  const config = {
    "cluster.name": "grok-search-servers",
    "discovery.type": "single-node",
    "network.host": "127.0.0.1",
    "http.port": port,
    "transport.port": transportPort,
    "path.data": join(folder, "data"),
    "path.logs": join(folder, "logs"),
    // A test disk that is nearly full is no reason to refuse posts.
    "cluster.routing.allocation.disk.threshold_enabled": false,
  };
  writeFileSync(join(folder, "config", "opensearch.yml"), JSON.stringify(config));
  writeFileSync(join(folder, "config", "log4j2.properties"), logToConsole);
  if (isRoot) {
    giveAway(folder);
    if (spawnSync("test", ["-r", join(openSearch, "lib")], { uid: nobody, gid: nobody }).status !== 0)
      throw new Error(
        `OpenSearch does not run as root, and others cannot read ${home}. Give another --home.`,
      );
  }
  const logFile = join(home, "run", "opensearch.log");
  // Its own script asks for a Java at a place of its own; what it would run in the end is this.
  const pid = launch({
    command: "java",
    args: [
      "-Xms1g",
      "-Xmx1g",
      "-Djava.security.manager=allow",
      "-Dlog4j2.disable.jmx=true",
      "-Dopensearch.distribution.type=zip",
      "-Dopensearch.bundled_jdk=false",
      `-Djava.io.tmpdir=${join(folder, "tmp")}`,
      `-Dopensearch.path.home=${openSearch}`,
      `-Dopensearch.path.conf=${join(folder, "config")}`,
      "-cp",
      join(openSearch, "lib", "*"),
      "org.opensearch.bootstrap.OpenSearch",
    ],
    cwd: folder,
    env: {},
    logFile,
    uid: isRoot ? nobody : null,
  });
  const node = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${node}/_cluster/health?wait_for_status=yellow&timeout=1s`)).ok;
  await orEnd(pid, home, waitFor("OpenSearch", isReady, { pid, mark: home, logFile }));
  return { node, openSearchPid: pid };
}

async function startKafka(home: string, { kafkaJars }: ServerFiles) {
  const folder = join(home, "run", "kafka");
  const port = await freePort();
  const controllerPort = await freePort();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "server.properties");
  const config = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": join(folder, "data"),
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "group.initial.rebalance.delay.ms": 0,
  };
  writeFileSync(
    file,
    Object.entries(config)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const java = ["-Xmx512m", "-cp", join(kafkaJars, "*")];
  const format = spawnSync(
    "java",
    [...java, "kafka.tools.StorageTool", "format", "-t", "R3Jvay1zZWFyY2gtc2Vydg", "-c", file],
    { encoding: "utf8" },
  );
  if (format.status !== 0)
    throw new Error(`Kafka's storage could not be made:\n${format.stderr.slice(-2_000)}`);
  const logFile = join(home, "run", "kafka.log");
  const pid = launch({
    command: "java",
    args: [...java, "kafka.Kafka", file],
    cwd: folder,
    env: {},
    logFile,
    uid: null,
  });
  await orEnd(
    pid,
    home,
    waitFor("Kafka", () => answers(port), { pid, mark: home, logFile }),
  );
  return { broker: `127.0.0.1:${port}`, kafkaPid: pid };
}

async function orEnd(pid: number, mark: string, started: Promise<void>): Promise<void> {
  try {
    await started;
  } catch (error) {
    await end(pid, mark);
    throw error;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function giveAway(folder: string): void {
  for (const name of [
    "",
    "config",
    "data",
    "logs",
    "tmp",
    "config/opensearch.yml",
    "config/log4j2.properties",
  ])
    chownSync(join(folder, name), nobody, nobody);
}

function remember(home: string, servers: RunningServers): void {
  writeFileSync(join(home, "run", "servers.json"), JSON.stringify(servers));
}

function remembered(home: string): RunningServers | null {
  const file = join(home, "run", "servers.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as RunningServers) : null;
}
