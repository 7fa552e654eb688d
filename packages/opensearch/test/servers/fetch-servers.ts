import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const openSearchVersion = "2.19.1";
const kafkaVersion = "3.9.0";
const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

/** Maven resolves what Kafka needs; there is no archive of it among the packages. */
const kafkaPom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>grok</groupId>
  <artifactId>search-servers</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
  </dependencies>
</project>
`;

export interface ServerFiles {
  /** Unpacked: `bin`, `lib`, `config`. */
  readonly openSearch: string;
  readonly kafkaJars: string;
}

/** What stands in the way of fetching or running the servers, in words for people; "" where nothing does. */
export function whatIsMissing(): string {
  const java = spawnSync("java", ["-version"], { encoding: "utf8" });
  if (java.error !== undefined)
    return "Java is missing. Install a Java 17 runtime so that `java` can be run.";
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (version < 17)
    return `Java ${version} is too old. OpenSearch ${openSearchVersion} needs Java 17 or newer.`;
  if (spawnSync("mvn", ["-version"]).error !== undefined)
    return "Maven is missing. Install it so that `mvn` can be run: it fetches the servers.";
  return "";
}

/** Fetches both servers below `home` (98 MB), once. Throws an error for people where that fails. */
export function fetchServers(home: string): ServerFiles {
  const files = {
    openSearch: join(home, `opensearch-${openSearchVersion}`),
    kafkaJars: join(home, `kafka-${kafkaVersion}`),
  };
  mkdirSync(home, { recursive: true });
  once(files.openSearch, () =>
    maven(home, [
      `${plugin}:unpack`,
      `-Dartifact=org.opensearch.distribution.integ-test-zip:opensearch:${openSearchVersion}:zip`,
      `-DoutputDirectory=${home}`,
    ]),
  );
  once(files.kafkaJars, () => {
    writeFileSync(join(home, "pom.xml"), kafkaPom);
    maven(home, [
      `${plugin}:copy-dependencies`,
      "-DincludeScope=runtime",
      `-DoutputDirectory=${files.kafkaJars}`,
    ]);
  });
  return files;
}

/** `folder` is whole where its mark lies beside it; what an interrupted run left is fetched anew. */
function once(folder: string, fetch: () => void): void {
  const mark = `${folder}.complete`;
  if (existsSync(mark)) return;
  rmSync(folder, { recursive: true, force: true });
  fetch();
  writeFileSync(mark, "");
}

function maven(folder: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync("mvn", ["-q", "-B", ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 600_000,
  });
  if (status !== 0)
    throw new Error(`Maven could not fetch the servers. It said:\n${`${stdout}${stderr}`.slice(-2_000)}`);
}
