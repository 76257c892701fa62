import { describe, expect, test } from "vitest";
import { SECONDS_PER_YEAR } from "../../../engine/margin/derive/market.ts";
import { black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import fixture from "../../fixtures/pricing/derive-black76.json" with { type: "json" };
import { expectClose } from "./tolerance.ts";

/** The contract's own test tolerance: 1e6 wei of an 18-decimal number. */
const ON_CHAIN_TOLERANCE = 1e-12;

const rows = fixture.rows.map((row) => {
  const timeToExpiry = row.seconds / SECONDS_PER_YEAR;
  const input = {
    forward: row.forward,
    strike: row.strike,
    timeToExpiry,
    volatility: row.volatility,
    rate: -Math.log(row.discount) / timeToExpiry,
  };
  return { ...row, input };
});

describe("Derive Black-76 on chain", () => {
  test.each(rows)("$seconds s, volatility $volatility, $forward / $strike: price", ({ input, ...row }) => {
    const scale = Math.max(row.forward, row.strike);
    const call = black76Price({ ...input, right: "call" });
    const put = black76Price({ ...input, right: "put" });
    expectClose(call, row.call, 1e-12);
    expectClose(put, row.put, 1e-12);
    expectClose(call, row.assertedCall, 0, ON_CHAIN_TOLERANCE * scale);
    expectClose(put, row.assertedPut, 0, ON_CHAIN_TOLERANCE * scale);
  });

  test.each(rows)("$seconds s, volatility $volatility, $forward / $strike: delta", ({ input, ...row }) => {
    const greeks = black76Greeks({ ...input, right: "call" });
    if (row.forward === 0 || row.strike === 0) {
      expect(greeks.ok).toBe(false);
      return;
    }
    // The contract's delta is discounted.
    expectClose(greeks.ok ? greeks.value.delta : NaN, row.undiscountedCallDelta * row.discount, 0, 5e-15);
  });

  test.each(fixture.annualise)("%d seconds are %d years of 365 days", (seconds, years) => {
    expectClose((seconds ?? NaN) / SECONDS_PER_YEAR, years ?? NaN, 1e-15);
  });
});
