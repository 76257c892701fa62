import { z } from "zod";
import { chainById } from "../src/catalog/chains.ts";
import { chainlinkFeedsOf } from "../src/oracles/chainlink/feed.ts";
import { type LocalChain, startChains } from "./chains/anvil.ts";
import { placeProxy } from "./chains/contracts.ts";
import { mineBlock } from "./chains/mine.ts";
import { replayTape } from "./chains/replay.ts";
import type { Tape } from "./chains/tape.ts";
import { type Indexer, waitFor } from "./indexer.ts";
import type { Progress } from "./progress.ts";
import { blockSeconds, genesisTime, storyBlock } from "./story/tape.ts";

const statusShape = z.record(
  z.string(),
  z.object({ id: z.number(), block: z.object({ number: z.number(), timestamp: z.number() }) }),
);

/** Starts a local chain for every chain of the story, with the Chainlink proxies that the catalog knows. */
export async function startStoryChains(tape: Tape): Promise<LocalChain[]> {
  const chains = await startChains(
    Object.keys(blockSeconds).map((id) => ({
      chainId: Number(id),
      genesisTime: genesisTime(tape, Number(id)),
    })),
  );
  await Promise.all(
    chains.flatMap((chain) =>
      chainlinkFeedsOf(chain.chainId).flatMap(({ proxy, aggregators }) =>
        aggregators
          .slice(0, 1)
          .map(({ address }) => placeProxy(chain, proxy, { aggregator: address, phaseId: 1 })),
      ),
    ),
  );
  return chains;
}

/** Replays the tape on the chains, with progress. */
export async function replayStory(
  chains: readonly LocalChain[],
  tape: Tape,
  progress: Progress,
): Promise<void> {
  const done = new Map<number, number>();
  const replayed = await replayTape(chains, tape, ({ chainId, blocks }) => {
    done.set(chainId, blocks);
    progress.update(`replaying: ${[...done.values()].reduce((a, b) => a + b, 0)} of ${tape.length} blocks`);
  });
  const logs = replayed.reduce((sum, chain) => sum + chain.logs, 0);
  progress.done(`replayed ${tape.length} blocks with ${logs} logs on ${chains.length} chains`);
}

/** Waits until the indexer has indexed every chain up to its present head, with progress. */
export async function waitUntilIndexed(
  indexer: Indexer,
  chains: readonly LocalChain[],
  timeoutMs: number,
  progress: Progress,
): Promise<void> {
  const heads = new Map(
    await Promise.all(
      chains.map(async ({ chainId, client }) => [chainId, Number(await client.getBlockNumber())] as const),
    ),
  );
  await waitFor(indexer, "at the heads of the chains", timeoutMs, async () => {
    const [events, ready] = await Promise.all([indexedEvents(indexer.url), fetch(`${indexer.url}/ready`)]);
    const status = statusShape.parse(await (await fetch(`${indexer.url}/status`)).json());
    const behind = Object.values(status).filter(({ id, block }) => block.number < (heads.get(id) ?? 0));
    progress.update(
      `indexing: ${events} events${behind.length > 0 ? `, behind on ${behind.map(({ id }) => chainById(id)?.name ?? id).join(", ")}` : ""}`,
    );
    const complete = Object.keys(status).length === heads.size && behind.length === 0;
    return ready.status === 200 && complete;
  });
  progress.done(`indexed ${await indexedEvents(indexer.url)} events up to the head of every chain`);
}

/** Events that handlers have run for, from the indexer's own metrics. */
async function indexedEvents(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const counts = metrics.matchAll(/^ponder_indexing_completed_events\{[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Seconds of story that one live step covers: a whole number of blocks on every chain, so that all end together. */
const STEP_SECONDS = 60;

/** Takes every chain one step further, as the story's script goes on, or with empty blocks where there is no script. */
export async function goOn(chains: readonly LocalChain[], hasScript = true): Promise<void> {
  await Promise.all(
    chains.map(async (chain) => {
      const { timestamp } = await chain.client.getBlock();
      const seconds = blockSeconds[chain.chainId] ?? STEP_SECONDS;
      for (let passed = seconds; passed <= STEP_SECONDS; passed += seconds) {
        const time = Number(timestamp) + passed;
        await mineBlock(chain, hasScript ? storyBlock(chain.chainId, time) : { time, transactions: [] });
      }
    }),
  );
}
