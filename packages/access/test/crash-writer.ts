// Takes and uses tokens as fast as it can and says how many, until it is killed. Argument: the file.
import { openAccess, openSqliteStore, readPlans } from "@grok/access";

const access = await openAccess({ store: openSqliteStore(process.argv[2]!), plans: readPlans(null) });
const { key } = await access.keys.create("ada", {
  name: "x",
  limits: {
    requests: { minute: null, day: null, month: 1e9 },
    tokens: { minute: null, day: null, month: 1e9 },
  },
});
let used = 0;
setInterval(() => {
  access.take(key, 3).settle({ requests: 1, tokens: 2 });
  access.used(key.id, { promptTokens: 1, outputTokens: 1 });
  used += 2;
  process.stdout.write(`${used} ${Date.now()}\n`);
}, 2);
