import { integrityAnomaly, position as table } from "ponder:schema";
import { describe, expect, it } from "vitest";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, position, told, usd } from "./support.ts";

describe("a position", () => {
  it("opens when its size leaves zero", async () => {
    const memory = await told(position({ size: 5n, entryNotional: usd(10_000), feesDelta: usd(3) }));
    expect(memory.row(table)).toEqual({
      chainId: 42161,
      venue: "gmx-v2",
      account: "0x1111111111111111111111111111111111111111",
      instrumentId: "0x70d95587d40a2caf56bd97485ab3eec10bee6336",
      pool: "cross",
      size: 5n,
      entryNotional: usd(10_000),
      isOpen: true,
      lifecycle: 1,
      openedAt: 1_700_000_001,
      realizedPnl: 0n,
      feesPaid: usd(3),
      venueState: {},
      blockNumber: 1,
      timestamp: 1_700_000_001,
      transactionHash: at(1).transactionHash,
      logIndex: 0,
    });
  });

  it("closing keeps the row, with what it earned and paid", async () => {
    const memory = await told(
      position({ size: 5n, entryNotional: usd(10_000), feesDelta: usd(3) }),
      position({ size: 0n, entryNotional: usd(0), realizedPnlDelta: usd(-40), feesDelta: usd(2) }),
    );
    expect(memory.row(table)).toMatchObject({
      size: 0n,
      entryNotional: 0n,
      isOpen: false,
      lifecycle: 1,
      openedAt: 1_700_000_001,
      realizedPnl: usd(-40),
      feesPaid: usd(5),
      blockNumber: 2,
    });
  });

  it("the key of a closed position is used again: a new lifecycle, counted from zero", async () => {
    const memory = await told(
      position({ size: 5n, feesDelta: usd(3) }),
      position({ size: 0n, realizedPnlDelta: usd(-40) }),
      position({ size: -7n, entryNotional: usd(-14_000), feesDelta: usd(1) }),
    );
    expect(memory.row(table)).toMatchObject({
      size: -7n,
      isOpen: true,
      lifecycle: 2,
      openedAt: 1_700_000_003,
      realizedPnl: 0n,
      feesPaid: usd(1),
    });
  });

  it("P&L that is paid after the close belongs to the closed lifecycle", async () => {
    const memory = await told(
      position({ size: 5n }),
      position({ size: 0n }),
      position({ realizedPnlDelta: usd(12) }),
    );
    expect(memory.row(table)).toMatchObject({ isOpen: false, lifecycle: 1, realizedPnl: usd(12) });
  });

  it("turning over without passing zero is the same lifecycle", async () => {
    const memory = await told(position({ size: 5n, realizedPnlDelta: usd(1) }), position({ size: -2n }));
    expect(memory.row(table)).toMatchObject({
      size: -2n,
      lifecycle: 1,
      openedAt: 1_700_000_001,
      realizedPnl: usd(1),
    });
  });

  it("state that a venue tells before the size survives the opening", async () => {
    const early = await told(position({ venueState: { lastMarkPrice: "2000" } }));
    expect(early.row(table)).toMatchObject({ size: 0n, isOpen: false, lifecycle: 0, entryNotional: null });
    const memory = await told(position({ venueState: { lastMarkPrice: "2000" } }), position({ size: 1n }));
    expect(memory.row(table)).toMatchObject({
      lifecycle: 1,
      openedAt: 1_700_000_002,
      venueState: { lastMarkPrice: "2000" },
    });
  });

  it("a fact keeps what it does not mention, and merges venue state key by key", async () => {
    const memory = await told(
      position({ size: 5n, entryNotional: usd(10_000), venueState: { funding: "1", impact: "7" } }),
      position({ venueState: { funding: "2" } }),
    );
    expect(memory.row(table)).toMatchObject({
      size: 5n,
      entryNotional: usd(10_000),
      isOpen: true,
      lifecycle: 1,
      venueState: { funding: "2", impact: "7" },
      blockNumber: 2,
    });
  });

  it("an entry of null says that there is none, which is not the same as saying nothing", async () => {
    const kept = await told(position({ size: 5n, entryNotional: usd(10_000) }), position({ size: 4n }));
    expect(kept.row(table).entryNotional).toBe(usd(10_000));
    const none = await told(
      position({ size: 5n, entryNotional: usd(10_000) }),
      position({ entryNotional: null }),
    );
    expect(none.row(table).entryNotional).toBeNull();
  });

  it("isolated positions, accounts and chains are rows of their own", async () => {
    const memory = memoryStore();
    const facts = [position({ size: 1n }), position({ size: 2n, pool: "0xkey" })];
    await writeFacts(memory.store, at(1), facts);
    await writeFacts(memory.store, at(1, { chainId: 43114 }), facts);
    expect(memory.rows(table).map(({ chainId, pool, size }) => [chainId, pool, size])).toEqual([
      [42161, "cross", 1n],
      [42161, "0xkey", 2n],
      [43114, "cross", 1n],
      [43114, "0xkey", 2n],
    ]);
  });

  it("sizes beyond 64 bits are exact", async () => {
    const size = -(2n ** 200n) + 1n;
    expect((await told(position({ size }))).row(table).size).toBe(size);
  });
});

describe("the continuity of a position", () => {
  it("a size that does not continue the record is an integrity anomaly, and the after-state still counts", async () => {
    const memory = await told(
      position({ size: 5n, expectedSizeBefore: 0n }),
      position({ size: 9n, expectedSizeBefore: 6n }),
    );
    expect(memory.row(table)).toMatchObject({ size: 9n, isOpen: true, lifecycle: 1 });
    expect(memory.row(integrityAnomaly)).toEqual({
      chainId: 42161,
      blockNumber: 2,
      logIndex: 0,
      venue: "gmx-v2",
      subject: "0x1111111111111111111111111111111111111111:0x70d95587d40a2caf56bd97485ab3eec10bee6336",
      rule: "position-continuity",
      message: "the chain says 6 before this event, the record says 5: an event is missing",
      evidence: { expected: "6", recorded: "5" },
      timestamp: 1_700_000_002,
      transactionHash: at(2).transactionHash,
    });
  });

  it("a first event that does not start from zero is one, too", async () => {
    const memory = await told(position({ size: 9n, expectedSizeBefore: 6n }));
    expect(memory.row(integrityAnomaly).evidence).toEqual({ expected: "6", recorded: "0" });
  });

  it("sizes that continue, and events that do not say, leave no trace", async () => {
    const memory = await told(
      position({ size: 5n, expectedSizeBefore: 0n }),
      position({ size: 0n, expectedSizeBefore: 5n }),
      position({ size: 3n, expectedSizeBefore: 0n }),
      position({ size: 4n }),
    );
    expect(memory.rows(integrityAnomaly)).toEqual([]);
  });

  it("two contradictions in one log are two rows", async () => {
    const memory = memoryStore();
    await writeFacts(memory.store, at(1), [
      position({ account: "1", size: 5n, expectedSizeBefore: 6n }),
      position({ account: "2", size: -5n, expectedSizeBefore: -6n }),
    ]);
    expect(memory.rows(integrityAnomaly)).toHaveLength(2);
  });
});
