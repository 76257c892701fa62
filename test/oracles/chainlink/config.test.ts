import { oracleConfigChange, oracleFeed, oracleRound } from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { chainlinkDualAbi, chainlinkFluxAbi } from "../../../abis/chainlinkAggregators.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { arbitrumSvrFeeds } from "../../../src/catalog/chainlink/arbitrumSvr.ts";
import { sequencerFeeds } from "../../../src/catalog/chainlink/sequencers.ts";
import { phaseChange } from "../../../src/oracles/chainlink/phaseChange.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { ARBITRUM, aggregatorOf, answerUpdated, feedOf, index, ocr2 } from "./support.ts";

const feed = feedOf("arbitrum", "ETH");
const aggregator = aggregatorOf(feed);
const proxy = feed.proxy.toLowerCase();
const time = 1_770_000_000;
const signers: Address[] = [
  "0x1111111111111111111111111111111111111111",
  "0x2222222222222222222222222222222222222222",
];
const set = { previousConfigBlockNumber: 9, configCount: 3n, signers, transmitters: [] as Address[] };

describe("the nodes that may report", () => {
  const ocr1Config = encodeLog(
    chainlinkOcr1Abi[1],
    { ...set, threshold: 1, encodedConfigVersion: 1n, encoded: "0x" },
    aggregator,
  );
  const ocr2Config = encodeLog(
    chainlinkOcr2Abi[1],
    {
      ...set,
      configDigest: `0x${"00".repeat(32)}`,
      f: 1,
      onchainConfig: "0x",
      offchainConfigVersion: 1n,
      offchainConfig: "0x",
    },
    aggregator,
  );

  it.each([
    ["OCR1", ocr1Config],
    ["OCR2", ocr2Config],
  ])("are a change of configuration of the proxy's feed, from %s", async (_, log) => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [{ timestamp: time, transactions: [[log]] }]);
    expect(memory.row(oracleConfigChange)).toMatchObject({
      address: proxy,
      feedId: "answer",
      asset: "ETH",
      change: "signers",
      before: { setAtBlock: 9 },
      after: { aggregator: aggregator.toLowerCase(), signers, faultsBorne: 1, configCount: 3 },
    });
  });
});

describe("an auctioned feed", () => {
  const [svr] = arbitrumSvrFeeds;
  const dual = svr.aggregators[0].address;

  it("is a feed beside the plain one, with its own decimals, and says how its rounds are shown", async () => {
    const memory = memoryStore();
    const [secondary, unlocked, cutoff] = chainlinkDualAbi;
    const logs = [
      encodeLog(secondary, { secondaryRoundId: 7 }, dual),
      ocr2({ aggregator: dual, roundId: 7, answer: 2_000n * 10n ** 18n }, time),
      encodeLog(unlocked, { primaryRoundId: 7 }, dual),
      encodeLog(cutoff, { cutoffTime: 5 }, dual),
    ];
    await index(memory, ARBITRUM, [{ timestamp: time, transactions: [logs] }]);
    const decimals = svr.aggregators[0].decimals;
    expect(memory.row(oracleFeed)).toMatchObject({
      address: svr.proxy.toLowerCase(),
      asset: "ETH",
      decimals,
    });
    expect(memory.row(oracleFeed).address).not.toBe(proxy);
    const aggregatorName = { aggregator: dual.toLowerCase() };
    expect(memory.rows(oracleConfigChange).map(({ change, after }) => [change, after])).toEqual([
      ["secondaryRound", { ...aggregatorName, roundId: 7 }],
      ["unlockedRound", { ...aggregatorName, roundId: 7 }],
      ["cutoff", { ...aggregatorName, cutoffSeconds: 5 }],
    ]);
  });
});

describe("a Flux round", () => {
  const [submissionReceived, roundDetailsUpdated] = chainlinkFluxAbi;
  const submission = (oracle: Address, answer: bigint, round = 5) =>
    encodeLog(submissionReceived, { submission: answer, round, oracle }, aggregator);

  it("has the span of the nodes' answers, of this round and aggregator only, over several transactions", async () => {
    const memory = memoryStore();
    const [a, b] = [signers[0] ?? zeroAddress, signers[1] ?? zeroAddress];
    await index(memory, ARBITRUM, [
      { timestamp: time - 9, transactions: [[submission(a, 1n, 4)]] },
      { timestamp: time, transactions: [[submission(a, 90n)], [submission(b, 110n)]] },
      {
        timestamp: time + 9,
        transactions: [
          [submission(zeroAddress, 100n), answerUpdated({ aggregator, roundId: 5, answer: 100n }, time + 9)],
        ],
      },
    ]);
    expect(memory.row(oracleRound)).toMatchObject({
      price: 100n,
      priceLow: 90n,
      priceHigh: 110n,
      roundId: "5",
      publishedAt: time + 9,
    });
  });

  it("is gathered by rules that are configuration", async () => {
    const memory = memoryStore();
    const details = { minSubmissionCount: 3, maxSubmissionCount: 5, restartDelay: 1, timeout: 1_800 };
    const log = encodeLog(roundDetailsUpdated, { paymentAmount: 0n, ...details }, aggregator);
    await index(memory, ARBITRUM, [{ timestamp: time, transactions: [[log]] }]);
    expect(memory.row(oracleConfigChange)).toMatchObject({ change: "rounds", after: details });
  });
});

describe("a proxy that moves", () => {
  const older = "0x1111111111111111111111111111111111111111";
  const newer = "0x2222222222222222222222222222222222222222";
  const rescaled = {
    ...feed,
    aggregators: [
      { address: newer, decimals: 18 },
      { address: older, decimals: 8 },
    ],
  } as const;
  const changes = (to: Address) =>
    phaseChange(rescaled, { phaseId: 3, aggregator: older }, { phaseId: 5, aggregator: to }).map(
      ({ change, before, after }) => ({ change, before, after }),
    );

  it("changes the aggregator, and the decimals where they differ, like ASTR/USD of March 2026", () => {
    expect(changes(newer)).toEqual([
      {
        change: "aggregator",
        before: { aggregator: older, phaseId: 3 },
        after: { aggregator: newer, phaseId: 5 },
      },
      { change: "decimals", before: { decimals: 8 }, after: { decimals: 18 } },
    ]);
  });

  it("brings a cap with it, like the dollars on Polygon in August 2026", () => {
    const usdc = feedOf("polygon", "USDC");
    const [now, old] = usdc.aggregators.map(({ address }) => address);
    const [phaseBefore, phaseAfter] = [old, now].map((address, i) => ({
      phaseId: 5 + i,
      aggregator: address ?? zeroAddress,
    }));
    if (phaseBefore === undefined || phaseAfter === undefined) throw new Error("no aggregators");
    expect(phaseChange(usdc, phaseBefore, phaseAfter).slice(1)).toEqual([
      expect.objectContaining({
        address: usdc.proxy.toLowerCase(),
        change: "cap",
        before: { minAnswer: null, maxAnswer: null },
        after: { minAnswer: null, maxAnswer: 1.05 },
      }),
    ]);
  });

  it("to an aggregator that the catalog does not list says nothing of decimals", () => {
    expect(changes(zeroAddress).map(({ change }) => change)).toEqual(["aggregator"]);
  });
});

describe("the sequencer", () => {
  const { aggregator: uptime, proxy: uptimeProxy } = sequencerFeeds.arbitrum;
  const status = (current: bigint, roundId: bigint, since: number) =>
    encodeLog(chainlinkAggregatorAbi[0], { current, roundId, updatedAt: BigInt(since) }, uptime);

  it("an outage lasts from the times that are said, not from the blocks that say so", async () => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[status(1n, 8n, time - 3_600)]] },
      { timestamp: time + 1, transactions: [[status(0n, 9n, time - 60)]] },
    ]);
    expect(memory.rows(oracleRound).map(({ price, publishedAt }) => [price, publishedAt])).toEqual([
      [1n, time - 3_600],
      [0n, time - 60],
    ]);
    expect(memory.row(oracleFeed)).toMatchObject({
      address: uptimeProxy.toLowerCase(),
      asset: "SEQUENCER",
      quote: "status",
      decimals: 0,
      price: 0n,
    });
  });
});
