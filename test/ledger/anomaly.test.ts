import { oracleAnomaly, oracleWatch } from "ponder:schema";
import { describe, expect, it } from "vitest";
import type { FactOf } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, told } from "./support.ts";

const opened: FactOf<"anomaly"> = {
  kind: "anomaly",
  address: "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612",
  feedId: "answer",
  rule: "stale",
  asset: "ETH",
  severity: "warning",
  openedAt: 1_700_000_000,
  updatedAt: 1_700_000_000,
  closedAt: null,
  message: "late",
  evidence: { ageSeconds: 2_000 },
};
const closed = { ...opened, updatedAt: 1_700_000_050, closedAt: 1_700_000_050 };

describe("an anomaly", () => {
  it("is a row from the look that opened it to the one that closed it", async () => {
    const { kind: _, ...columns } = closed;
    const memory = await told(opened, closed);
    expect(memory.row(oracleAnomaly)).toEqual({ chainId: 42161, isOpen: false, blockNumber: 2, ...columns });
  });

  it("while open takes over what changed, and keeps when it opened", async () => {
    const worse = { severity: "critical", message: "later", evidence: { ageSeconds: 9_000 } } as const;
    const memory = await told(opened, { ...opened, ...worse, updatedAt: 1_700_000_009 });
    expect(memory.row(oracleAnomaly)).toMatchObject({
      ...worse,
      openedAt: 1_700_000_000,
      updatedAt: 1_700_000_009,
      isOpen: true,
    });
  });

  it("that comes back is a new row: the old one stays closed", async () => {
    const memory = await told(opened, closed, { ...opened, openedAt: 1_700_000_060 });
    expect(memory.rows(oracleAnomaly).map(({ openedAt, isOpen }) => [openedAt, isOpen])).toEqual([
      [1_700_000_000, false],
      [1_700_000_060, true],
    ]);
  });

  it("that comes back in the second in which it went is open and has not closed", async () => {
    const memory = await told(opened, { ...opened, closedAt: opened.openedAt }, opened);
    expect(memory.row(oracleAnomaly)).toMatchObject({ isOpen: true, closedAt: null });
  });

  it("of one rule, feed or chain leaves the others alone", async () => {
    const memory = memoryStore();
    await writeFacts(memory.store, at(1), [
      opened,
      { ...opened, rule: "deviation" },
      { ...opened, feedId: "other" },
    ]);
    await writeFacts(memory.store, at(1, { chainId: 43114 }), [opened]);
    await writeFacts(memory.store, at(2), [closed]);
    expect(
      memory.rows(oracleAnomaly).map(({ chainId, rule, feedId, isOpen }) => [chainId, rule, feedId, isOpen]),
    ).toEqual([
      [42161, "stale", "answer", false],
      [42161, "deviation", "answer", true],
      [42161, "stale", "other", true],
      [43114, "stale", "answer", true],
    ]);
  });
});

describe("what the watch remembers", () => {
  it("of a feed is one row, replaced as a whole", async () => {
    const { address, feedId } = opened;
    const fact = { kind: "watch", address, feedId } as const;
    const memory = await told(
      { ...fact, memory: '{"a":1}', windows: "[1]" },
      { ...fact, memory: '{"a":2}', windows: "[2]" },
    );
    expect(memory.row(oracleWatch)).toEqual({
      chainId: 42161,
      address,
      feedId,
      memory: '{"a":2}',
      windows: "[2]",
      blockNumber: 2,
    });
  });
});
