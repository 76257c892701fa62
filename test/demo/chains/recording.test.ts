import { readFileSync } from "node:fs";
import { type AbiEvent, decodeEventLog, type Hex, keccak256, parseAbiItem, toHex } from "viem";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { encodeLog } from "../../../demo/chains/events.ts";
import { loadRecording, type Recording, recordingTape } from "../../../demo/chains/recording.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/logs/${name}`, import.meta.url), "utf8"));

function logAt(recording: Recording, transactionHash: string, logIndex: number) {
  const transaction = recording.transactions.find((entry) => entry.transactionHash === transactionHash);
  const log = transaction?.logs.find((entry) => entry.logIndex === logIndex);
  if (!transaction || !log) throw new Error(`no log ${transactionHash} ${logIndex}`);
  return { ...log, blockNumber: transaction.blockNumber };
}

describe("GMX v2 on Arbitrum One", () => {
  const recording = loadRecording("gmxV2Arbitrum");
  const expected = z
    .object({
      events: z.array(
        z.object({
          tx: z.string(),
          block: z.number(),
          logIndex: z.number(),
          event: z.enum(["EventLog1", "EventLog2"]),
          name: z.string(),
          msgSender: z.string(),
          topic1: z.string(),
          topic2: z.string().optional(),
        }),
      ),
    })
    .parse(fixture("gmx-v2-decoded.json")).events;

  test("nine whole receipts: 426 logs with no gap in their log indexes", () => {
    expect(recording.transactions.map((transaction) => transaction.logs.length)).toEqual([
      14, 147, 6, 6, 14, 147, 18, 18, 56,
    ]);
    for (const { logs } of recording.transactions) {
      const first = logs[0]?.logIndex ?? Number.NaN;
      expect(logs.map((log) => log.logIndex)).toEqual(logs.map((_, index) => first + index));
      expect(logs.every((log) => log.verbatim)).toBe(true);
    }
  });

  test("each of the 159 expected events has its log, at its block and index, with its topics and sender", () => {
    expect(expected).toHaveLength(159);
    for (const event of expected) {
      const log = logAt(recording, event.tx, event.logIndex);
      expect(log.blockNumber).toBe(event.block);
      expect(log.topics.slice(1)).toEqual(
        [keccak256(toHex(event.name)), event.topic1, event.topic2].filter((topic) => topic !== undefined),
      );
      expect(log.data.slice(0, 66)).toBe(`0x${event.msgSender.slice(2).toLowerCase().padStart(64, "0")}`);
    }
  });
});

describe("Derive", () => {
  const recording = loadRecording("deriveV2");
  const expected = z
    .object({
      events: z.array(
        z.object({
          transactionHash: z.string(),
          logIndex: z.number(),
          signature: z.string(),
          values: z.record(z.string(), z.unknown()),
        }),
      ),
    })
    .parse(fixture("derive-v2-decoded.json")).events;

  test("17 logs, of which two are marked as encoded again", () => {
    const logs = recording.transactions.flatMap((transaction) => transaction.logs);
    expect(logs).toHaveLength(17);
    expect(logs.filter((log) => !log.verbatim).map((log) => log.note)).toEqual([
      expect.stringContaining("re-encoded"),
      expect.stringContaining("re-encoded"),
    ]);
  });

  test("block times keep the chain's two-second clock", () => {
    for (const { blockNumber, blockTimestamp } of recording.transactions) {
      expect(blockTimestamp).toBe(1_700_021_615 + 2 * blockNumber);
    }
  });

  test.each(expected)(
    "log $transactionHash $logIndex decodes to the recorded values and back to its bytes",
    (row) => {
      const log = logAt(recording, row.transactionHash, row.logIndex);
      const event = parseAbiItem(row.signature.replace(/^.*?: /, "")) as AbiEvent;
      const topics = log.topics as [Hex, ...Hex[]];
      const args = decodeEventLog({ abi: [event], topics, data: log.data }).args as unknown as Record<
        string,
        unknown
      >;
      const plain = JSON.stringify(args, (_, value) => (typeof value === "bigint" ? `${value}` : value));
      expect(JSON.parse(plain)).toEqual(row.values);
      expect(encodeLog(event, args, log.address)).toEqual({
        address: log.address,
        topics: log.topics,
        data: log.data,
      });
    },
  );
});

test("transactions of one real block share a block of the tape, in their real order", () => {
  const tape = recordingTape(loadRecording("deriveV2"));
  const shared = tape.filter((block) => block.transactions.length > 1);
  expect(shared.map((block) => block.time)).toEqual([1_700_021_615 + 2 * 44_545_688]);
  expect(
    shared[0]?.transactions.map((transaction) => transaction.origin?.transactionHash.slice(0, 6)),
  ).toEqual(["0x94f0", "0xdf38"]);
  // Forward and rate of one transaction, which the source lists apart.
  expect(shared[0]?.transactions[0]?.logs.map((log) => log.address.slice(0, 6))).toEqual([
    "0x958c",
    "0x37d2",
  ]);
});
