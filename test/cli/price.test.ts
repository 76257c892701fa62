import { describe, expect, it, test } from "vitest";
import { impliedVolatility } from "../../cli/commands/impliedVolatility.ts";
import { price } from "../../cli/commands/price.ts";
import { expectClose } from "../engine/pricing/tolerance.ts";
import exactBlack76 from "../fixtures/pricing/exact-black76.json" with { type: "json" };
import volatilities from "../fixtures/pricing/implied-volatility.json" with { type: "json" };
import { answerOf, fieldsOf } from "./support.ts";

const option = {
  kind: "option",
  right: "call",
  forward: 60_000,
  strike: 60_000,
  timeToExpiry: 0.1,
  volatility: 0.5,
  rate: 0,
};

describe("clearspan price", () => {
  const NAMES = ["delta", "gamma", "vega", "theta", "vanna", "volga", "charm", "speed"] as const;

  test.each(exactBlack76.rows)("$id against 50 digits", async (row) => {
    const answer = await answerOf(price, {
      kind: "option",
      right: row.type,
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      volatility: row.vol,
      rate: row.r,
    });
    expectClose(answer.price, row.usd.price, 0, 1e-12 * Math.max(row.F, row.K));
    for (const name of NAMES) expectClose(answer[name], row.usd[name], 1e-10, 1e-12);
    expectClose(answer.rhoSpot, row.rhoSpot, 1e-10, 1e-12);
    expectClose(answer.rhoForward, -row.T * row.usd.price, 1e-10, 1e-12 * row.F);
  });

  it("answers these fields and no others", async () => {
    expect(Object.keys(await answerOf(price, option))).toEqual([
      ...["price", "delta", "gamma", "vega", "theta", "rhoSpot", "rhoForward"],
      ...["vanna", "volga", "charm", "speed"],
    ]);
  });

  it("trap: vega is per 1.00 and theta per year, not per point and per day", async () => {
    const answer = await answerOf(price, option);
    const moved = await answerOf(price, { ...option, volatility: 0.5001 });
    const later = await answerOf(price, { ...option, timeToExpiry: 0.1 - 1e-6 });
    expectClose((moved.price - answer.price) / 1e-4, answer.vega, 1e-4);
    expectClose((later.price - answer.price) / 1e-6, answer.theta, 1e-4);
  });

  test.each([
    ["negative time", { timeToExpiry: -0.1 }, ["timeToExpiry"]],
    ["zero strike", { strike: 0 }, ["strike"]],
    ["NaN as a JSON string", { volatility: "NaN" }, ["volatility"]],
    ["NaN as JSON.stringify writes it", { volatility: Number.NaN }, ["volatility"]],
    ["negative volatility", { volatility: -0.2 }, ["volatility"]],
    ["another kind", { kind: "future" }, ["kind"]],
    ["a right in capitals", { right: "Call" }, ["right"]],
    ["two fields", { strike: 0, forward: -1 }, ["forward", "strike"]],
  ])("%s fails naming the field", async (_, changes, fields) => {
    const entry = JSON.parse(JSON.stringify({ ...option, ...changes }));
    const found = await fieldsOf(price, entry);
    expect([...found].sort()).toEqual(fields);
  });

  it("fails instead of writing null where the answer overflows", async () => {
    const found = await fieldsOf(price, { ...option, forward: 1e308, strike: 1e-308, rate: -700 });
    expect(found).toEqual([undefined]);
  });
});

describe("clearspan implied-vol", () => {
  test.each(volatilities.dollar.rows)("$id", async (row) => {
    const answer = await answerOf(impliedVolatility, {
      kind: "option",
      right: row.type,
      price: row.price,
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      rate: 0,
    });
    expect(Object.keys(answer)).toEqual(["impliedVolatility", "reason"]);
    expect(answer.reason).toBeNull();
    expectClose(answer.impliedVolatility, row.volatility, 1e-12);
  });

  test.each(volatilities.edgeCases)("$name", async (row) => {
    const { impliedVolatility: answer, reason } = await answerOf(impliedVolatility, {
      kind: "option",
      right: row.type,
      price: row.price,
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      rate: 0,
    });
    if (row.volatility === null) {
      expect(answer).toBeNull();
      expect(row.note).toContain(reason);
    } else expectClose(answer, row.volatility, 1e-12);
  });

  it("inverts clearspan price", async () => {
    const { price: value } = await answerOf(price, option);
    const { impliedVolatility: volatility } = await answerOf(impliedVolatility, { ...option, price: value });
    expectClose(volatility, 0.5, 1e-13);
  });

  it("answers null for a field outside its domain, and names it", async () => {
    const answer = await answerOf(impliedVolatility, { ...option, price: -1, strike: 0 });
    expect(answer.impliedVolatility).toBeNull();
    expect(answer.reason).toBe("INVALID_INPUT");
    expect(answer.issues.map(({ field }: { field: string }) => field)).toEqual(["strike", "price"]);
  });

  it("fails for a price that is not a number", async () => {
    expect(await fieldsOf(impliedVolatility, { ...option, price: null })).toEqual(["price"]);
  });
});
