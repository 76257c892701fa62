import { describe, expect, it } from "vitest";
import { issueFields, okValue } from "../../engine/margin/support.ts";
import {
  accrual,
  charged,
  clock,
  codes,
  collateral,
  feed,
  marginOf,
  market,
  openInterest,
  parameters,
  perp,
  perpId,
  position,
  prices,
  quietRates,
  rows,
  setId,
  usd,
  usdc,
  usdcCollateral,
  view,
  weth,
} from "./gmx-v2.support.ts";

describe("GMX v2 adapter: parameters", () => {
  const base = { positions: [position(4, 2_500)], collateral: [usdcCollateral] };

  it("uses GMX's published configuration for what no event has set, and says so", () => {
    const seen = view({ ...base, parameters: [] });
    const [issue] = seen.issues;
    expect(codes(seen.issues)).toEqual(["MISSING_PARAMETER"]);
    expect(issue?.subject).toBe(perpId);
    expect(issue?.message).toContain("minCollateralFactorForLiquidation");
    // 0.5 % of 10,000; open interest 120 million at 6e-11.
    expect(okValue(marginOf(seen))).toMatchObject({ initialUsd: 72, maintenanceUsd: 50 });
  });

  it("names only what is missing", () => {
    const seen = view({ ...base, parameters: parameters.filter(({ name }) => name !== "minCollateralUsd") });
    expect(seen.issues.map(({ message }) => message)).toEqual([
      "not set by any indexed event, so GMX's published configuration is used: minCollateralUsd",
    ]);
  });

  it("without open interest the initial margin leaves out its term and the closing fee is the higher one", () => {
    const seen = view({ ...base, accruals: quietRates });
    expect(seen.issues).toMatchObject([{ code: "MISSING_PARAMETER", field: "openInterest" }]);
    const margin = okValue(marginOf(seen));
    expect(margin.initialUsd).toBeCloseTo(50, 10);
    expect(margin.equityUsd).toBeCloseTo(999.8 + 392 - 6, 9);
  });

  it("a close that overshoots the balance pays the higher fee", () => {
    // Longs 40,000,000 + 4,000 against 40,000,000: closing 10,000 leaves 6,000 the other way.
    const accruals = [
      accrual(`openInterest:long:${usdc}`, usd(40_004_000), 30),
      accrual(`openInterest:short:${usdc}`, usd(40_000_000), 30),
      ...quietRates,
    ];
    expect(okValue(marginOf(view({ ...base, accruals }))).equityUsd).toBeCloseTo(999.8 + 392 - 6, 9);
  });

  it("rates that were never logged count as zero and are named", () => {
    const seen = view({ ...base, accruals: openInterest });
    expect(seen.issues.map(({ field }) => field)).toEqual([
      "fundingFactorPerSecond",
      "borrowingFactorPerSecond:long",
      "borrowingFactorPerSecond:short",
    ]);
    expect(perp(seen)?.costUsd).toBe(10_000);
  });

  it("a funding rate without a payer charges nobody", () => {
    const accruals = [
      ...openInterest,
      ...quietRates.slice(0, 2),
      accrual("fundingFactorPerSecond", 10n ** 22n, 30, 50),
    ];
    const seen = view({ ...base, accruals });
    expect(seen.issues).toMatchObject([{ code: "MISSING_PARAMETER", field: "longsPayShorts" }]);
    expect(perp(seen)?.costUsd).toBe(10_000);
  });
});

describe("GMX v2 adapter: what cannot be priced is named and kept", () => {
  const base = { positions: [position(4, 2_500)], collateral: [usdcCollateral] };

  it("no index price", () => {
    const seen = view({ ...base, feeds: prices.filter(({ feedId }) => feedId !== weth) });
    expect(seen.marks.has(perpId)).toBe(false);
    expect(perp(seen)).toMatchObject({ quantity: 4, costUsd: 10_000 });
    expect(codes(seen.issues)).toEqual(["UNPRICED", "UNPRICED"]);
    expect(seen.issues.map(({ subject }) => subject)).toEqual([`${setId}:${market}`, `42161:gmx-v2:${weth}`]);
    expect(issueFields(marginOf(seen))).toEqual([undefined]);
    expect(seen.tradable).toEqual([]);
  });

  it("a price of another oracle family is not GMX's", () => {
    const feeds = [...prices.slice(1), feed(weth, 18, 2_000, 2_000, { family: "chainlink" })];
    expect(view({ ...base, feeds }).marks.has(perpId)).toBe(false);
  });

  it("a collateral token that the catalog does not know", () => {
    const token = "0x00000000000000000000000000000000000000ff";
    const seen = view({
      positions: [position(4, 2_500, { collateralToken: token })],
      collateral: [collateral(token, 5n, { asset: `unknown:${token}`, decimals: null })],
      feeds: [...prices, feed(token, 0, 1, 1, { asset: `unknown:${token}`, decimals: 30 })],
    });
    expect(seen.positions.map(({ quantity }) => quantity)).toEqual([4]);
    expect(codes(seen.issues)).toEqual(["UNPRICED", "UNPRICED", "UNPRICED"]);
    expect(marginOf(seen).ok).toBe(false);
  });

  it("an index token that the catalog does not know", () => {
    const [instrument] = rows().instruments;
    if (instrument === undefined) throw new Error("no instrument");
    const seen = view({
      ...base,
      instruments: [{ ...instrument, underlying: "unknown:0xff", sizeDecimals: null }],
    });
    expect(seen.positions.map(({ isCollateral }) => isCollateral)).toEqual([true]);
    expect(seen.issues).toMatchObject([{ code: "UNPRICED", subject: `${setId}:${market}` }]);
    expect(marginOf(seen).ok).toBe(false);
  });

  it("an old price is used and its age is said: GMX prices a token only with an order", () => {
    const publishedAt = clock.timestamp - 3_601;
    const seen = view({
      ...base,
      feeds: [feed(weth, 18, 2_598, 2_602, { publishedAt }), ...prices.slice(1)],
    });
    expect(seen.issues).toMatchObject([{ code: "STALE", message: expect.stringContaining("3601 s ago") }]);
    expect(okValue(marginOf(seen)).equityUsd).toBeCloseTo(999.8 + 392 - 4, 9);
    const fresh = [feed(weth, 18, 2_598, 2_602, { publishedAt: publishedAt + 1 }), ...prices.slice(1)];
    expect(view({ ...base, feeds: fresh }).issues).toEqual([]);
  });

  it("a market whose running values are behind the position is an integrity issue, not a negative fee", () => {
    const seen = view({
      ...base,
      positions: [position(4, 2_500, { borrowingFactor: 9n * 10n ** 26n })],
      accruals: charged.accruals,
    });
    expect(codes(seen.issues)).toEqual(["INTEGRITY"]);
    expect(seen.issues[0]?.subject).toBe(`${setId}`);
    expect(marginOf(seen).ok).toBe(false);
  });
});
