import { parseAbi } from "viem";
import { expect, test } from "vitest";
import { placeProxy } from "../../../demo/chains/contracts.ts";
import { mineBlock, mineEmpty, minePastFinality } from "../../../demo/chains/mine.ts";
import { loadRecording, recordingTape } from "../../../demo/chains/recording.ts";
import { type ReplayProgress, replayTape } from "../../../demo/chains/replay.ts";
import { mergeTapes, type TapeLog } from "../../../demo/chains/tape.ts";
import { block, blockTimes, chainForTest, chainLogs, numbered, testAddress } from "./support.ts";

test("replayed recordings are byte-identical to the recorded logs, on two chains at once", async () => {
  const recordings = [loadRecording("gmxV2Arbitrum"), loadRecording("deriveV2")];
  const tape = mergeTapes(...recordings.map(recordingTape));
  const chains = [await chainForTest(42161), await chainForTest(957)];
  const progress: ReplayProgress[] = [];
  const replayed = await replayTape(chains, tape, (step) => progress.push(step));

  for (const [index, recording] of recordings.entries()) {
    const chain = chains[index];
    const { firstBlock, lastBlock, logs } = replayed[index] ?? {};
    if (!chain || !firstBlock || !lastBlock) throw new Error("nothing replayed");
    const { chainId, transactions } = recording;
    const ordered = transactions.toSorted(
      (a, b) => a.blockNumber - b.blockNumber || a.transactionIndex - b.transactionIndex,
    );
    const recorded = ordered.flatMap(({ logs }) =>
      logs.map(({ address, topics, data }) => ({ address, topics, data })),
    );
    expect(logs).toBe(recorded.length);
    expect(await chainLogs(chain, 0, lastBlock)).toEqual(recorded);
    const times = new Map(
      ordered.map((transaction) => [transaction.blockNumber, transaction.blockTimestamp]),
    );
    expect(await blockTimes(chain, firstBlock, lastBlock)).toEqual([...times.values()]);
    expect(progress.filter((step) => step.chainId === chainId)).toEqual(
      Array.from({ length: times.size + 1 }, (_, blocks) => ({ chainId, blocks, totalBlocks: times.size })),
    );
  }
});

test("the logs of one recorded transaction stay in one transaction", async () => {
  const tape = recordingTape(loadRecording("gmxV2Arbitrum"));
  const chain = await chainForTest(42161);
  await replayTape([chain], tape);
  const logs = await chain.client.getLogs({ fromBlock: 0n });
  const sizes = new Map<string, number>();
  for (const { transactionHash } of logs) sizes.set(transactionHash, (sizes.get(transactionHash) ?? 0) + 1);
  expect([...sizes.values()]).toEqual(
    tape.flatMap((entry) => entry.transactions.map((transaction) => transaction.logs.length)),
  );
});

test("logs with 0 to 4 topics and with no, little or much data, interleaved between addresses, keep their order", async () => {
  const topic = (n: number) => `0x${n.toString(16).padStart(64, "0")}` as const;
  const logs: TapeLog[] = Array.from({ length: 60 }, (_, index) => ({
    address: testAddress(index % 3),
    topics: Array.from({ length: index % 5 }, (_, place) => topic(100 * index + place)),
    data: `0x${"5a".repeat(index % 4 === 0 ? 0 : 31 * index)}`,
  }));
  const tape = [block(957, 1_700_000_005, { logs: logs.slice(0, 40) }, { logs: logs.slice(40) })];
  const chain = await chainForTest(957);
  await replayTape([chain], tape);
  expect(await chainLogs(chain, 1, 1)).toEqual(logs);
});

test("thousands of logs in one block", async () => {
  const chain = await chainForTest(957);
  const transactions = Array.from({ length: 50 }, (_, index) => ({
    logs: Array.from({ length: 100 }, (_, place) => numbered(100 * index + place).logs).flat(),
  }));
  await replayTape([chain], [block(957, 1_700_000_005, ...transactions)]);
  const data = (await chainLogs(chain, 1, 1)).map((log) => Number(log.data));
  expect(data).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
});

test("empty blocks, blocks of equal time, and a second replay on top", async () => {
  const chain = await chainForTest(42161);
  const first = [
    block(42161, 1_700_000_005, numbered(1)),
    block(42161, 1_700_000_005),
    block(42161, 1_700_000_900),
  ];
  expect(await replayTape([chain], first)).toEqual([
    { chainId: 42161, firstBlock: 1, lastBlock: 3, logs: 1 },
  ]);
  expect(await replayTape([chain], [block(42161, 1_700_000_901, numbered(2))])).toEqual([
    { chainId: 42161, firstBlock: 4, lastBlock: 4, logs: 1 },
  ]);
  expect(await replayTape([chain], [])).toEqual([{ chainId: 42161, logs: 0 }]);
  expect(await blockTimes(chain, 1, 4)).toEqual([1_700_000_005, 1_700_000_005, 1_700_000_900, 1_700_000_901]);
});

test("a tape of a chain that does not run is refused", async () => {
  const chain = await chainForTest(957);
  await expect(replayTape([chain], [block(42161, 1_700_000_005)])).rejects.toMatchObject({
    code: "TAPE_INVALID",
    shortMessage: expect.stringContaining("chain 42161"),
  });
});

test("a block before the head is refused, and leaves no transaction behind", async () => {
  const chain = await chainForTest(957);
  await replayTape([chain], [block(957, 1_700_000_005, numbered(1))]);
  await expect(mineBlock(chain, block(957, 1_700_000_004, numbered(2)))).rejects.toMatchObject({
    code: "TAPE_INVALID",
    shortMessage: expect.stringContaining("1700000004"),
  });
  await mineBlock(chain, block(957, 1_700_000_006, numbered(3)));
  expect((await chainLogs(chain, 2, 2)).map((log) => Number(log.data))).toEqual([3]);
});

test("an address without an emitter is named instead of its log being lost", async () => {
  const chain = await chainForTest(957);
  await replayTape([chain], [block(957, 1_700_000_005, numbered(1))]);
  const stranger = testAddress(9);
  await expect(mineBlock(chain, block(957, 1_700_000_006, numbered(2, stranger)))).rejects.toMatchObject({
    code: "INTERNAL",
    details: expect.stringContaining(stranger),
  });
});

test("empty blocks past the finality depth have even timestamps", async () => {
  const chain = await chainForTest(42161);
  await replayTape([chain], [block(42161, 1_700_000_005, numbered(1))]);
  await minePastFinality(chain, 2);
  await mineEmpty(chain, 2, 60);
  expect(Number(await chain.client.getBlockNumber())).toBe(1 + 240 + 2);
  expect(await blockTimes(chain, 238, 243)).toEqual(
    [474, 476, 478, 480, 540, 600].map((seconds) => 1_700_000_005 + seconds),
  );
});

test("a Chainlink proxy answers its aggregator and phase: the new ones from the head on, the old ones before", async () => {
  const abi = parseAbi([
    "function aggregator() view returns (address)",
    "function phaseId() view returns (uint16)",
  ]);
  const chain = await chainForTest(42161);
  const proxy = testAddress(5);
  const read = async (blockNumber: bigint) => [
    await chain.client.readContract({ abi, address: proxy, functionName: "aggregator", blockNumber }),
    await chain.client.readContract({ abi, address: proxy, functionName: "phaseId", blockNumber }),
  ];
  await placeProxy(chain, proxy, { aggregator: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", phaseId: 7 });
  await mineEmpty(chain, 2, 1);
  await placeProxy(chain, proxy, {
    aggregator: "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    phaseId: 65535,
  });
  await mineEmpty(chain, 1, 1);
  expect(await read(1n)).toEqual(["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 7]);
  for (const changed of [2n, 3n])
    expect(await read(changed)).toEqual(["0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 65535]);
});
