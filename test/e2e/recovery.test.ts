import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalChain } from "../../demo/chains/anvil.ts";
import { reorg } from "../../demo/chains/reorg.ts";
import { type Indexer, startIndexer, waitFor } from "../../demo/indexer.ts";
import { replayStory, startStoryChains, waitUntilIndexed } from "../../demo/stage.ts";
import { ARBITRUM, AVALANCHE, DERIVE, gmxMarkets } from "../../demo/story/cast.ts";
import { oraclePriceUpdate } from "../../demo/story/gmx.ts";
import { blockSeconds, storyTape } from "../../demo/story/tape.ts";
import { rowsOfChain, startPostgres, type TestDatabase } from "../support/postgres.ts";
import { quiet } from "../support/quiet.ts";

const TIMEOUT = 120_000;

let chains: LocalChain[];
let database: TestDatabase;
const indexers: Indexer[] = [];

const start = async (schema: string): Promise<Indexer> => {
  const rpcUrls = Object.fromEntries(chains.map(({ chainId, url }) => [chainId, url]));
  const indexer = await startIndexer({ rpcUrls, port: 0, databaseUrl: database.url, schema });
  indexers.push(indexer);
  return indexer;
};

const index = async (schema: string): Promise<Indexer> => {
  const indexer = await start(schema);
  await waitUntilIndexed(indexer, chains, TIMEOUT, quiet);
  return indexer;
};

const arbitrum = (): LocalChain => {
  const chain = chains.find(({ chainId }) => chainId === ARBITRUM);
  if (chain === undefined) throw new Error("Arbitrum does not run");
  return chain;
};

/** Number of the newest block that the indexer has reached on Arbitrum. */
async function reached(indexer: Indexer): Promise<number> {
  const status = (await (await fetch(`${indexer.url}/status`)).json()) as Record<
    string,
    { block: { number: number } }
  >;
  return status.arbitrum?.block.number ?? 0;
}

beforeAll(async () => {
  const tape = storyTape();
  [chains, database] = await Promise.all([startStoryChains(tape), startPostgres()]);
  await replayStory(chains, tape, quiet);
}, TIMEOUT);

afterAll(async () => {
  await Promise.all(indexers.map((indexer) => indexer.stop("SIGKILL")));
  await database?.stop();
  await Promise.all((chains ?? []).map((chain) => chain.stop()));
});

describe("the same tables, whatever happens on the way", () => {
  let live: Indexer;

  it("after SIGKILL in the middle of a live chain and a restart on the same schema", {
    timeout: 3 * TIMEOUT,
  }, async () => {
    const clean = await index("clean");
    await clean.stop();

    const killed = await start("killed");
    await waitFor(killed, "in the middle", TIMEOUT, async () => (await reached(killed)) > 120);
    const at = await reached(killed);
    await killed.stop("SIGKILL");
    expect(at).toBeLessThan(Number(await arbitrum().client.getBlockNumber()));

    live = await index("killed");
    const expected = await database.dump("clean");
    expect(expected.position?.length).toBeGreaterThanOrEqual(4);
    expect(await database.dump("killed")).toEqual(expected);
  });

  it("after a five-block reorg of one live chain; the other chains' rows stay untouched", {
    timeout: 2 * TIMEOUT,
  }, async () => {
    const before = await database.dump("killed");
    const { eth } = gmxMarkets[ARBITRUM];
    const { timestamp } = await arbitrum().client.getBlock();
    const price = oraclePriceUpdate(ARBITRUM, eth, 205_000n, 18, Number(timestamp));
    await reorg(arbitrum(), 5, [[], [{ logs: [price] }]], blockSeconds[ARBITRUM] ?? 12);

    const newest = (dump: Record<string, string[]>) =>
      dump.oracle_feed?.find((row) => row.includes(eth.toLowerCase())) ?? "";
    await waitFor(live, "on the new branch", TIMEOUT, async () =>
      newest(await database.dump("killed")).includes("2050000000000000"),
    );
    await waitUntilIndexed(live, chains, TIMEOUT, quiet);
    await live.stop();
    const after = await database.dump("killed");
    for (const chainId of [AVALANCHE, DERIVE])
      expect(rowsOfChain(after, chainId)).toEqual(rowsOfChain(before, chainId));
    expect(rowsOfChain(after, ARBITRUM)).not.toEqual(rowsOfChain(before, ARBITRUM));

    const survivors = await index("survivors");
    await survivors.stop();
    expect(after).toEqual(await database.dump("survivors"));
  });
});
