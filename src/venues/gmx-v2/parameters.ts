import { type Address, decodeAbiParameters, encodeAbiParameters, type Hex, keccak256 } from "viem";
import type { Fact } from "../../ledger/facts.ts";
import { EventDataError } from "./eventData.ts";
import type { GmxLog } from "./eventLog.ts";
import { parameterName, sideOf, venue, venueScope } from "./names.ts";
import { FLOAT_DECIMALS } from "./units.ts";

/** What the `data` of a parameter holds: nothing, a market, or a market and a flag that picks one of two names. */
type Layout =
  | { readonly of: "venue"; readonly name: string }
  | { readonly of: "market"; readonly name: string }
  | { readonly of: "marketAndFlag"; readonly name: (flag: boolean) => string };

const layouts: Readonly<Record<string, Layout>> = {
  MIN_COLLATERAL_USD: { of: "venue", name: parameterName.minCollateralUsd },
  MIN_POSITION_SIZE_USD: { of: "venue", name: parameterName.minPositionSizeUsd },
  MIN_COLLATERAL_FACTOR: { of: "market", name: parameterName.minCollateralFactor },
  MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION: {
    of: "market",
    name: parameterName.minCollateralFactorForLiquidation,
  },
  MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER: {
    of: "marketAndFlag",
    name: (isLong) => parameterName.minCollateralFactorForOpenInterestMultiplier(sideOf(isLong)),
  },
  MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS: {
    of: "market",
    name: parameterName.maxPositionImpactFactorForLiquidations,
  },
  POSITION_FEE_FACTOR: { of: "marketAndFlag", name: parameterName.positionFeeFactor },
  LIQUIDATION_FEE_FACTOR: { of: "market", name: parameterName.liquidationFeeFactor },
};

/** The base key of a parameter: keccak256(abi.encode(name)). Source: gmx-synthetics@a5c0c88 contracts/data/Keys.sol. */
export function baseKeyOf(constant: string): Hex {
  return keccak256(encodeAbiParameters([{ type: "string" }], [constant]));
}

const byBaseKey: ReadonlyMap<string, Layout> = new Map(
  Object.entries(layouts).map(([constant, layout]) => [baseKeyOf(constant), layout]),
);

function readScope(log: GmxLog, layout: Layout): { scope: string; name: string } {
  if (layout.of === "venue") return { scope: venueScope, name: layout.name };
  const data = log.items.bytes("data");
  try {
    if (layout.of === "market") {
      const [market] = decodeAbiParameters([{ type: "address" }], data);
      return { scope: scopeOf(market), name: layout.name };
    }
    const [market, flag] = decodeAbiParameters([{ type: "address" }, { type: "bool" }], data);
    return { scope: scopeOf(market), name: layout.name(flag) };
  } catch {
    throw new EventDataError(log.name, "bytesItems", ["data"], `does not hold a market: ${data}`);
  }
}

function scopeOf(market: Address): string {
  return market.toLowerCase();
}

/** SetUint: a configuration change. Keys that no margin or fee rule needs say nothing. */
export function setUint(log: GmxLog): Fact[] {
  const layout = byBaseKey.get(log.items.bytes32("baseKey"));
  if (layout === undefined) return [];
  const { scope, name } = readScope(log, layout);
  return [
    {
      kind: "parameter",
      venue,
      scope,
      name,
      value: log.items.uint("value"),
      decimals: FLOAT_DECIMALS,
    },
  ];
}
