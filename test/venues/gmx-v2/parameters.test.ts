import { encodeAbiParameters } from "viem";
import { describe, expect, it } from "vitest";
import { EventDataError } from "../../../src/venues/gmx-v2/eventData.ts";
import { baseKeyOf, setUint } from "../../../src/venues/gmx-v2/parameters.ts";
import { parameterBaseKey } from "../../fixtures/gmx-v2/signatures.ts";
import { market, marketId } from "./orders.support.ts";
import { event } from "./support.ts";

describe("parameters", () => {
  const marketData = encodeAbiParameters([{ type: "address" }], [market]);
  const flagData = (flag: boolean) =>
    encodeAbiParameters([{ type: "address" }, { type: "bool" }], [market, flag]);

  it.each([
    ["MIN_COLLATERAL_USD", "0x", "venue", "minCollateralUsd"],
    ["MIN_COLLATERAL_FACTOR", marketData, marketId, "minCollateralFactor"],
    ["MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION", marketData, marketId, "minCollateralFactorForLiquidation"],
    [
      "MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER",
      flagData(false),
      marketId,
      "minCollateralFactorForOpenInterestMultiplier:short",
    ],
    [
      "MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS",
      marketData,
      marketId,
      "maxPositionImpactFactorForLiquidations",
    ],
    ["POSITION_FEE_FACTOR", flagData(true), marketId, "positionFeeFactor:balanceImproved"],
    ["POSITION_FEE_FACTOR", flagData(false), marketId, "positionFeeFactor:balanceWorsened"],
    ["LIQUIDATION_FEE_FACTOR", marketData, marketId, "liquidationFeeFactor"],
  ])("SetUint of %s has its market in the ABI-encoded data", (constant, data, scope, name) => {
    const log = event("SetUint", { baseKey: baseKeyOf(constant), data, value: 5n });
    expect(setUint(log)).toEqual([
      { kind: "parameter", venue: "gmx-v2", scope, name, value: 5n, decimals: 30 },
    ]);
  });

  it("base keys are the hash of the ABI-encoded name", () => {
    for (const [constant, baseKey] of Object.entries(parameterBaseKey))
      expect(baseKeyOf(constant)).toBe(baseKey);
  });

  it("a key that no rule needs says nothing", () => {
    expect(setUint(event("SetUint", { baseKey: baseKeyOf("MAX_SWAP_PATH_LENGTH"), value: 3n }))).toEqual([]);
  });

  it("a known key with data that holds no market cannot be read", () => {
    const log = event("SetUint", { baseKey: baseKeyOf("MIN_COLLATERAL_FACTOR"), data: "0x1234", value: 3n });
    expect(() => setUint(log)).toThrow(EventDataError);
  });
});
