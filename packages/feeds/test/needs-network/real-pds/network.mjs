// A real network of AT Protocol in a process of its own: a PLC directory and a PDS on the loopback address, and what
// its firehose tells, one JSON line each. Runs inside the folder into which `install-network.ts` put the packages, and
// ends with its standard input.
import { TestNetworkNoAppView } from "@atproto/dev-env";
import { Firehose } from "@atproto/sync";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const network = await TestNetworkNoAppView.create({});
const firehose = new Firehose({
  service: network.pds.url.replace("http", "ws"),
  idResolver: network.pds.ctx.idResolver,
  onError: (error) => say({ error: String(error) }),
  handleEvent(event) {
    const { did } = event;
    if (event.event === "identity") say({ heard: { did, kind: "identity", handle: event.handle ?? "" } });
    else if (event.event === "account")
      say({ heard: { did, kind: "account", active: event.active, status: event.status } });
    else if (event.event !== "sync") {
      const { event: operation, collection, rkey } = event;
      const record = operation === "delete" ? undefined : event.record;
      say({ heard: { did, kind: "commit", operation, collection, rkey, record } });
    }
  },
});
firehose.start();
say({ url: network.pds.url });
process.stdin.resume();
process.stdin.on("end", async () => {
  await firehose.destroy();
  await network.close();
  process.exit(0);
});
