import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ClearspanError } from "../src/errors.ts";
import { requirePort } from "./chains/port.ts";
import { loadTape } from "./chains/tape.ts";
import { startIndexer, waitFor } from "./indexer.ts";
import { createProgress } from "./progress.ts";
import { fetchReport } from "./query.ts";
import { goOn, replayStory, startStoryChains, waitUntilIndexed } from "./stage.ts";
import { owner } from "./story/cast.ts";
import { storyTape } from "./story/tape.ts";
import { renderReport } from "./table.ts";

const HELP = `Usage: npm run demo -- [options]

Starts local chains with the ids of Arbitrum (42161), Avalanche (43114) and Derive (957), replays recorded mainnet logs
and an hour of story on them, indexes all three and prints one owner's netted greeks, margin, oracle anomalies and a
rebalance proposal. Then it goes on with new blocks until Ctrl-C.

  --once          print the report as JSON on standard output and exit
  --port <port>   port of the API (default 42069)
  --tape <file>   replay this tape instead of the story (JSON Lines; see docs/local-chains.md)
  --owner <0x..>  whose report to print (default: the story's owner)
  --help          this text`;

/** Set by Ctrl-C: what fails after it fails because everything is being stopped. */
let interrupted = false;

const LIVE_SECONDS = 3;
const READY_TIMEOUT_MS = 80_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      once: { type: "boolean", default: false },
      port: { type: "string", default: "42069" },
      tape: { type: "string" },
      owner: { type: "string", default: owner },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ClearspanError(
      "BAD_USER_INPUT",
      `--port must be a whole number up to 65535, got ${values.port}.`,
    );
  }
  await requirePort(port, "the API (choose another with --port)");
  const tape = values.tape === undefined ? storyTape() : loadTape(values.tape);
  const progress = createProgress();
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      interrupted = true;
      process.stderr.write("\nstopping\n");
      void stopAll().then(() => process.exit(0));
    });
  }
  try {
    const chains = await startStoryChains(tape);
    stops.push(...chains.map((chain) => chain.stop));
    progress.done(`chains up: ${chains.map(({ chainId, url }) => `${chainId} at ${url}`).join(", ")}`);
    await replayStory(chains, tape, progress);
    const rpcUrls = Object.fromEntries(chains.map(({ chainId, url }) => [chainId, url]));
    const indexer = await startIndexer({ rpcUrls, port, schema: "demo" });
    stops.push(() => indexer.stop());
    await waitFor(
      indexer,
      "answering",
      READY_TIMEOUT_MS,
      async () => (await fetch(`${indexer.url}/health`)).ok,
    );
    await waitUntilIndexed(indexer, chains, READY_TIMEOUT_MS, progress);
    const report = await fetchReport(indexer.url, values.owner);
    if (values.once) {
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    console.log(`\n${renderReport(report)}\n\nGraphQL: ${indexer.url}/graphql   (Ctrl-C stops)`);
    void indexer.exited.then((error) => {
      if (error !== undefined && !interrupted) void stopAll().then(() => fail(error));
    });
    while (!interrupted) {
      await sleep(LIVE_SECONDS * 1_000);
      if (!interrupted) await goOn(chains, values.tape === undefined);
    }
  } finally {
    if (!interrupted) await stopAll();
  }
}

function fail(error: unknown): never {
  const text = error instanceof ClearspanError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

main().then(
  () => {
    if (!interrupted) process.exit(0);
  },
  (error) => {
    if (!interrupted) fail(error);
  },
);
