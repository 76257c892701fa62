import { type Address, zeroAddress } from "viem";
import { chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { chronicleScribeOptimisticAbi } from "../../../abis/chronicle.ts";
import { redstoneAbi } from "../../../abis/redstone.ts";
import type { LocalChain } from "../../../demo/chains/anvil.ts";
import { placeEmitters } from "../../../demo/chains/contracts.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { mineBlock } from "../../../demo/chains/mine.ts";
import { ethereumFeeds } from "../../../src/catalog/chainlink/ethereum.ts";
import { chronicleFeeds } from "../../../src/catalog/chronicle.ts";
import { redstoneAdapters } from "../../../src/catalog/redstone.ts";
import { dataFeedId } from "../../../src/oracles/redstone/feeds.ts";

const aggregator: Address = ethereumFeeds[1].aggregators[0].address;
const [scribe, otherScribe] = chronicleFeeds.ethereum.map(({ address }) => address);
const { adapter } = redstoneAdapters.ethereum;

/** What each feed says, in its own decimals. */
export const emitted = {
  bitcoin: 100_000_12345678n,
  bitcoinNodes: [99_990_00000000n, 100_000_12345678n, 100_020_00000000n],
  chronicle: 2_003n * 10n ** 18n,
  redstone: 2_002_00000000n,
} as const;

/** Contracts whose code is not to be had: emitters log for them at their addresses, event by event. */
export async function playEmitted(chain: LocalChain): Promise<void> {
  const contracts = [aggregator, scribe ?? zeroAddress, otherScribe ?? zeroAddress, adapter];
  await placeEmitters(chain, contracts);
  const time = Number((await chain.client.getBlock()).timestamp) + 12;
  const digest = `0x${"00".repeat(32)}` as const;
  const transmission = encodeLog(
    chainlinkOcr2Abi[0],
    {
      aggregatorRoundId: 7,
      answer: emitted.bitcoin,
      transmitter: zeroAddress,
      observationsTimestamp: time - 5,
      observations: emitted.bitcoinNodes,
      observers: "0x",
      juelsPerFeeCoin: 0n,
      configDigest: digest,
      epochAndRound: 0,
    },
    aggregator,
  );
  const optimistic = (address: Address) =>
    encodeLog(
      chronicleScribeOptimisticAbi[0],
      {
        caller: zeroAddress,
        opFeed: zeroAddress,
        schnorrData: { signature: digest, commitment: zeroAddress, feedIds: "0x" },
        pokeData: { val: emitted.chronicle, age: time - 20 },
      },
      address,
    );
  const value = encodeLog(
    redstoneAbi[0],
    { value: emitted.redstone, dataFeedId: dataFeedId("ETH"), updatedAt: BigInt(time) },
    adapter,
  );
  const logs = [
    transmission,
    optimistic(scribe ?? zeroAddress),
    optimistic(otherScribe ?? zeroAddress),
    value,
  ];
  await mineBlock(chain, { time, transactions: [{ logs }] });
  // One of the two optimistic values is challenged in time; the other becomes final in silence.
  const challenged = encodeLog(
    chronicleScribeOptimisticAbi[1],
    { caller: zeroAddress, pokeData: { val: emitted.chronicle, age: time } },
    otherScribe ?? zeroAddress,
  );
  await mineBlock(chain, { time: time + 60, transactions: [{ logs: [challenged] }] });
}
