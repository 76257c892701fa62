import type { Fact, ParameterFact } from "../../ledger/facts.ts";
import { DECIMALS, DERIVE_V2, parameters, VENUE_SCOPE } from "./names.ts";

/** One parameter row; `decimals` 18 unless said otherwise. */
export function parameter(scope: string, name: string, value: bigint, decimals = DECIMALS): ParameterFact {
  return { kind: "parameter", venue: DERIVE_V2, scope, name, value, decimals };
}

/**
 * Option rules of a market. The contract logs the maintenance scale of unpaired shorts before the initial one while
 * the ABI names them the other way round, so the two are swapped here.
 * Source: derivexyz/v2-core@7736900 StandardManager `setOptionMarginParams`.
 */
export function optionMarginParamsSet(event: {
  marketId: bigint;
  maxSpotReq: bigint;
  minSpotReq: bigint;
  mmCallSpotReq: bigint;
  mmPutSpotReq: bigint;
  MMPutMtMReq: bigint;
  unpairedIMScale: bigint;
  unpairedMMScale: bigint;
  mmOffsetScale: bigint;
}): Fact[] {
  const scope = event.marketId.toString();
  const { option } = parameters;
  return [
    parameter(scope, option.maxSpotReq, event.maxSpotReq),
    parameter(scope, option.minSpotReq, event.minSpotReq),
    parameter(scope, option.mmCallSpotReq, event.mmCallSpotReq),
    parameter(scope, option.mmPutSpotReq, event.mmPutSpotReq),
    parameter(scope, option.mmPutMtmReq, event.MMPutMtMReq),
    parameter(scope, option.unpairedImScale, event.unpairedMMScale),
    parameter(scope, option.unpairedMmScale, event.unpairedIMScale),
    parameter(scope, option.mmOffsetScale, event.mmOffsetScale),
  ];
}

/** Requirements of a market's perpetual as fractions of notional. */
export function perpMarginSet(event: {
  marketId: bigint;
  perpMMRequirement: bigint;
  perpIMRequirement: bigint;
}): Fact[] {
  const scope = event.marketId.toString();
  return [
    parameter(scope, parameters.perp.mmReq, event.perpMMRequirement),
    parameter(scope, parameters.perp.imReq, event.perpIMRequirement),
  ];
}

/** Share of a coin's value that counts as margin. */
export function baseMarginSet(event: {
  marketId: bigint;
  baseAssetMarginFactor: bigint;
  baseAssetIMScale: bigint;
}): Fact[] {
  const scope = event.marketId.toString();
  return [
    parameter(scope, parameters.base.marginFactor, event.baseAssetMarginFactor),
    parameter(scope, parameters.base.imScale, event.baseAssetIMScale),
  ];
}

/**
 * Feed confidences below which initial margin grows. The contract sets them for one market but logs no market id, so
 * they are recorded for the venue as what was set last for some market, and readers must not take them for a market's.
 */
export function oracleContingencySet(event: {
  prepThreshold: bigint;
  optionThreshold: bigint;
  baseThreshold: bigint;
  OCFactor: bigint;
}): Fact[] {
  const { oracle } = parameters;
  return [
    parameter(VENUE_SCOPE, oracle.perpThreshold, event.prepThreshold),
    parameter(VENUE_SCOPE, oracle.optionThreshold, event.optionThreshold),
    parameter(VENUE_SCOPE, oracle.baseThreshold, event.baseThreshold),
    parameter(VENUE_SCOPE, oracle.factor, event.OCFactor),
  ];
}

/** What happens to initial margin while the stablecoin is below its peg; one rule for all markets. */
export function depegSet(event: { threshold: bigint; depegFactor: bigint }): Fact[] {
  return [
    parameter(VENUE_SCOPE, parameters.depeg.threshold, event.threshold),
    parameter(VENUE_SCOPE, parameters.depeg.factor, event.depegFactor),
  ];
}
