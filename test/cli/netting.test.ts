import { describe, expect, it, test } from "vitest";
import { netting } from "../../cli/commands/netting.ts";
import { bookExample } from "../../cli/schema/bookExample.ts";
import golden from "../fixtures/netting/golden.json" with { type: "json" };
import { answerOf, expectSame, fieldsOf } from "./support.ts";

const { legs, expect: nets } = golden.nettingHierarchy;

/** The legs of the golden hierarchy as perpetuals worth 1 USD, one netting set a venue. */
const hierarchy = {
  timestamp: 0,
  instruments: legs.map(({ id, chain, venue, underlying }) => ({
    kind: "perp",
    id,
    chainId: chain,
    venue,
    underlying,
  })),
  marks: Object.fromEntries(legs.map(({ id }) => [id, { kind: "linear", priceUsd: 1, carryUsdPerYear: 0 }])),
  nettingSets: [...new Set(legs.map(({ venue }) => venue))].map((venue) => ({
    id: venue,
    chainId: 1,
    venue,
    account: "0xabc",
    marginMode: "cross",
  })),
  positions: legs.map(({ id, venue, deltaUsd }) => ({
    id,
    instrumentId: id,
    nettingSetId: venue,
    quantity: deltaUsd,
    costUsd: deltaUsd,
  })),
};

describe("clearspan netting", () => {
  test.each(Object.entries(nets))("%s of the golden hierarchy", async (underlying, net) => {
    const answer = await answerOf(netting, hierarchy);
    const own = answer.byUnderlying[underlying];
    expect(own.grossUsd).toBe(net.gross);
    expect(own.enforceableUsd).toBe(net.enforceableNet);
    expect(own.informationalUsd).toBe(net.informationalNet);
    expect(own.trappedHedgeUsd).toBe(net.trappedHedge);
    expect(own.enforceableRatio).toBeCloseTo(net.ratioEnforceable, 14);
    const sets = answer.sets.filter((set: { underlying: string }) => set.underlying === underlying);
    expect(
      Object.fromEntries(
        sets.map((set: { nettingSetId: string; netUsd: number }) => [set.nettingSetId, set.netUsd]),
      ),
    ).toEqual(net.perNettingSet);
  });

  it("adds underlyings up and never offsets one with another", async () => {
    const answer = await answerOf(netting, hierarchy);
    expect(answer.grossUsd).toBe(nets.ETH.gross + nets.BTC.gross);
    expect(answer.informationalUsd).toBe(nets.ETH.informationalNet + nets.BTC.informationalNet);
    expect(answer.greeks.byUnderlying.BTC.delta).toBe(-150_000);
    expect(answer.issues).toEqual([]);
  });

  const rest = { ...bookExample, positions: bookExample.positions.slice(1) };
  const [first, ...others] = bookExample.positions;

  test.each([
    [
      "a quantity that is NaN",
      { positions: [{ ...first, quantity: "NaN" }, ...others] },
      "positions[0].quantity",
    ],
    ["a missing cost", { positions: [{ ...first, costUsd: undefined }, ...others] }, "positions[0].costUsd"],
    ["a misspelt field", { positions: [{ ...first, qty: 1 }, ...others] }, "positions[0].qty"],
    [
      "an unknown instrument",
      { positions: [{ ...first, instrumentId: "x" }, ...others] },
      "positions[a].instrumentId",
    ],
  ])("%s leaves out its position and names it", async (_, changes, field) => {
    const entry = JSON.parse(JSON.stringify({ ...bookExample, ...changes }));
    const { issues, ...answer } = await answerOf(netting, entry);
    const { issues: none, ...without } = await answerOf(netting, rest);
    expect(none).toEqual([]);
    expect(issues.map((issue: { field: string }) => issue.field)).toEqual([field]);
    expectSame(answer, without);
  });

  it("a bad mark unprices its positions, and both are named", async () => {
    const id = "42161:gmx-v2:ETH";
    const marks = { ...bookExample.marks, [id]: { kind: "linear", priceUsd: null, carryUsdPerYear: 0 } };
    const { issues, ...answer } = await answerOf(netting, { ...bookExample, marks });
    expect(issues.map(({ code }: { code: string }) => code)).toEqual([
      "INVALID_INPUT",
      "UNPRICED",
      "UNPRICED",
    ]);
    expect(issues[0].field).toBe(`marks[${id}].priceUsd`);
    const { issues: _, ...without } = await answerOf(netting, rest);
    expectSame(answer, without);
  });

  test.each([
    ["no positions", { positions: undefined }, ["positions"]],
    ["positions that are no list", { positions: {} }, ["positions"]],
    ["a clock in words", { timestamp: "now" }, ["timestamp"]],
    ["a misspelt list", { hedges: [] }, ["hedges"]],
  ])("%s fails", async (_, changes, fields) => {
    const entry = JSON.parse(JSON.stringify({ ...bookExample, ...changes }));
    expect(await fieldsOf(netting, entry)).toEqual(fields);
  });

  it("an empty book is zero", async () => {
    const answer = await answerOf(netting, { ...bookExample, positions: [] });
    expect(answer.grossUsd).toBe(0);
    expect(answer.ratio).toBeNull();
    expect(answer.greeks.valueUsd).toBe(0);
  });
});
