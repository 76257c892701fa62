import { anomalyCursor, oracleAnomaly } from "ponder:schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FactOf } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, told } from "./support.ts";

type Look = FactOf<"anomaly">;

const calm: Look = {
  kind: "anomaly",
  address: "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612",
  feedId: "answer",
  rule: "stale",
  asset: "ETH",
  finding: null,
};
const bad = (more: Partial<NonNullable<Look["finding"]>> = {}): Look => ({
  ...calm,
  finding: { severity: "warning", message: "late", evidence: { ageSeconds: 2_000 }, ...more },
});

describe("an anomaly", () => {
  it("of a pair has a streak of its own: a peer that agrees does not calm one that does not", async () => {
    const peer = (feedId: string) => ({ address: calm.address, feedId });
    const apart = { ...bad(), openAfter: 2, peer: peer("a") };
    const agrees = { ...calm, openAfter: 2, peer: peer("b") };
    const memory = await told(apart, agrees, apart, agrees);
    const rows = memory.rows(oracleAnomaly);
    expect(rows.map(({ peer: compared, isOpen }) => [compared, isOpen])).toEqual([
      [`${calm.address}:a`, true],
    ]);
  });

  it("opens at the first bad look and closes at the first good one", async () => {
    const memory = await told(bad(), calm);
    expect(memory.row(oracleAnomaly)).toEqual({
      chainId: 42161,
      address: calm.address,
      feedId: "answer",
      rule: "stale",
      peer: "",
      openedAt: 1_700_000_001,
      severity: "warning",
      asset: "ETH",
      isOpen: false,
      updatedAt: 1_700_000_002,
      closedAt: 1_700_000_002,
      message: "late",
      evidence: { ageSeconds: 2_000 },
      blockNumber: 1,
    });
  });

  it("while open takes over what the last look found, and keeps when it opened", async () => {
    const memory = await told(
      bad(),
      bad({ severity: "critical", message: "later", evidence: { ageSeconds: 9_000 } }),
    );
    expect(memory.row(oracleAnomaly)).toMatchObject({
      openedAt: 1_700_000_001,
      updatedAt: 1_700_000_002,
      isOpen: true,
      closedAt: null,
      severity: "critical",
      message: "later",
      evidence: { ageSeconds: 9_000 },
    });
  });

  it("that comes back is a new row: the old one stays closed", async () => {
    const memory = await told(bad(), calm, bad());
    expect(memory.rows(oracleAnomaly).map(({ openedAt, isOpen }) => [openedAt, isOpen])).toEqual([
      [1_700_000_001, false],
      [1_700_000_003, true],
    ]);
  });

  it("that comes back in the second in which it went is open and has not closed", async () => {
    const memory = memoryStore();
    for (const [logIndex, look] of [bad(), calm, bad()].entries()) {
      await writeFacts(memory.store, at(1, { logIndex }), [look]);
    }
    expect(memory.row(oracleAnomaly)).toMatchObject({ isOpen: true, closedAt: null });
  });

  it("opens after as many bad looks in a row as the rule asks for", async () => {
    const slow = (look: Look) => ({ ...look, openAfter: 3 });
    const memory = await told(...[bad(), bad(), calm, bad(), bad()].map(slow));
    expect(memory.rows(oracleAnomaly)).toEqual([]);
    await writeFacts(memory.store, at(6), [slow(bad())]);
    expect(memory.row(oracleAnomaly)).toMatchObject({ openedAt: 1_700_000_006, isOpen: true });
  });

  it("closes after as many good looks in a row as the rule asks for", async () => {
    const sticky = (look: Look) => ({ ...look, closeAfter: 2 });
    const memory = await told(...[bad(), calm, bad(), calm].map(sticky));
    expect(memory.row(oracleAnomaly).isOpen).toBe(true);
    await writeFacts(memory.store, at(5), [sticky(calm)]);
    expect(memory.row(oracleAnomaly)).toMatchObject({ isOpen: false, closedAt: 1_700_000_005 });
  });

  it("of one rule, feed or chain leaves the others alone", async () => {
    const memory = memoryStore();
    await writeFacts(memory.store, at(1), [
      bad(),
      { ...bad(), rule: "deviation" },
      { ...bad(), feedId: "other" },
    ]);
    await writeFacts(memory.store, at(1, { chainId: 43114 }), [bad()]);
    await writeFacts(memory.store, at(2), [calm]);
    expect(
      memory.rows(oracleAnomaly).map(({ chainId, rule, feedId, isOpen }) => [chainId, rule, feedId, isOpen]),
    ).toEqual([
      [42161, "stale", "answer", false],
      [42161, "deviation", "answer", true],
      [42161, "stale", "other", true],
      [43114, "stale", "answer", true],
    ]);
  });

  it("writes nothing for a feed that was never bad", async () => {
    expect((await told(calm, calm, calm)).writes()).toBe(0);
  });

  it("writes nothing for a feed that has been calm again for long enough", async () => {
    const memory = await told(
      { ...bad(), closeAfter: 2 },
      { ...calm, closeAfter: 2 },
      { ...calm, closeAfter: 2 },
    );
    const before = memory.writes();
    for (let block = 4; block < 10; block++) {
      await writeFacts(memory.store, at(block), [{ ...calm, closeAfter: 2 }]);
    }
    expect(memory.writes()).toBe(before);
    expect(memory.row(anomalyCursor)).toMatchObject({ openedAt: null, badStreak: 0, goodStreak: 2 });
  });

  it("rows are the intervals between openings and closings, whatever the looks", async () => {
    const looks = fc.array(fc.boolean(), { maxLength: 30 });
    const after = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(looks, after, after, async (isBad, openAfter, closeAfter) => {
        const memory = await told(...isBad.map((is) => ({ ...(is ? bad() : calm), openAfter, closeAfter })));
        const rows = memory.rows(oracleAnomaly);
        expect(rows.map(({ openedAt, closedAt, isOpen }) => [openedAt, closedAt, isOpen])).toEqual(
          intervals(isBad, openAfter, closeAfter).map(([open, close]) => [
            1_700_000_000 + open,
            close === null ? null : 1_700_000_000 + close,
            close === null,
          ]),
        );
      }),
    );
  });
});

/** The same intervals by counting backwards from each look, without any state of streaks. */
function intervals(
  isBad: readonly boolean[],
  openAfter: number,
  closeAfter: number,
): [number, number | null][] {
  const found: [number, number | null][] = [];
  // Looks of before the first one count as neither.
  const run = (end: number, length: number, kind: boolean) =>
    end >= length && isBad.slice(end - length, end).every((one) => one === kind);
  let openedAt: number | null = null;
  for (let look = 1; look <= isBad.length; look++) {
    if (openedAt === null && run(look, openAfter, true)) openedAt = look;
    else if (openedAt !== null && run(look, closeAfter, false)) {
      found.push([openedAt, look]);
      openedAt = null;
    }
  }
  if (openedAt !== null) found.push([openedAt, null]);
  return found;
}
