import { type Checks, startChecks } from "../../engine/margin/derive/checks.ts";
import type { OptionLeg, PerpLeg } from "../../engine/margin/derive/market.ts";
import { fromFixed18 } from "../../engine/margin/derive/raw.ts";
import type { StandardAccount, StandardMarket } from "../../engine/margin/derive/standard.ts";
import { fail, ok, type Result } from "../../engine/result.ts";
import type { Amount, StandardCase, StandardCaseOption } from "./deriveStandardInput.ts";

/** Reads amounts, plain or raw, and collects what is wrong with them. */
interface Reader {
  readonly checks: Checks;
  read(field: string, value: Amount): number;
}

/** A case as the engine's account. Fails with the path of every amount at fault and of every missing price. */
export function standardAccountOf(input: StandardCase): Result<StandardAccount> {
  const { snapshot } = input;
  const checks = startChecks();
  const reader: Reader = {
    checks,
    read: (field, value) => (typeof value === "number" ? value : fromFixed18(checks, field, value)),
  };
  const { threshold, depegFactor } = snapshot.params.DepegParams;
  const account = {
    timestamp: snapshot.timestamp,
    cash: reader.read("cash", input.cash),
    stablePrice: reader.read("snapshot.stable", snapshot.stable),
    depeg: { threshold, factor: depegFactor },
    markets: [marketOf(input, reader)],
  };
  return checks.issues.length > 0 ? fail(...checks.issues) : ok(account);
}

function marketOf(input: StandardCase, reader: Reader): StandardMarket {
  const { snapshot } = input;
  const perp = perpOf(input, reader);
  return {
    marketId: "market",
    spot: {
      price: reader.read("snapshot.spot", snapshot.spot),
      confidence: reader.read("snapshot.spotConfidence", snapshot.spotConfidence),
    },
    parameters: parametersOf(snapshot.params),
    ...(perp !== null && { perp }),
    base: reader.read("base", input.base),
    options: optionsOf(input).map((option, i) => legOf(option, `legs[${i}]`, snapshot, reader)),
    forwards: Object.entries(snapshot.expiries).map(([expiry, quote]) => {
      const at = `snapshot.expiries[${expiry}]`;
      return {
        expiry: Number(expiry),
        fixed: 0,
        variable: reader.read(`${at}.forward`, quote.forward),
        confidence: reader.read(`${at}.forwardConfidence`, quote.forwardConfidence),
      };
    }),
  };
}

function perpOf(input: StandardCase, { checks, read }: Reader): PerpLeg | null {
  const size = read("perp", input.perp);
  if (size === 0) return null;
  const quote = input.snapshot.perp;
  if (quote === undefined) {
    const field = "snapshot.perp";
    checks.add({ code: "UNPRICED", field, message: `${field} must give the price of the perpetual held` });
    return null;
  }
  const price = read("snapshot.perp.price", quote.price);
  const entry = input.perpEntry === undefined ? price : read("perpEntry", input.perpEntry);
  const confidence = read("snapshot.perp.confidence", quote.confidence);
  return { size, price, confidence, unrealisedUsd: (price - entry) * size };
}

function optionsOf(input: StandardCase): readonly StandardCaseOption[] {
  if (!("legs" in input)) return [input];
  return input.legs.map((leg) => {
    if (!Array.isArray(leg)) return leg;
    const [expiry, strike, isCall, amount] = leg;
    return { expiry, strike, isCall, amount };
  });
}

function legOf(
  option: StandardCaseOption,
  path: string,
  snapshot: StandardCase["snapshot"],
  { checks, read }: Reader,
): OptionLeg {
  const { expiry, strike, isCall, amount } = option;
  const quote = snapshot.expiries[String(expiry)];
  const volatility = quote?.vols[String(strike)];
  const field = `snapshot.expiries[${expiry}].vols[${strike}]`;
  if (volatility === undefined) {
    checks.add({
      code: "UNPRICED",
      field,
      subject: path,
      message: `${field} must give the volatility of ${path}`,
    });
  }
  return {
    expiry,
    strike: read(`${path}.strike`, strike),
    right: isCall ? "call" : "put",
    amount: read(`${path}.amount`, amount),
    volatility: read(field, volatility ?? 0),
    volConfidence: read(`snapshot.expiries[${expiry}].volConfidence`, quote?.volConfidence ?? 0),
  };
}

function parametersOf(params: StandardCase["snapshot"]["params"]): StandardMarket["parameters"] {
  const {
    OptionMarginParams: option,
    PerpMarginRequirements: perp,
    OracleContingencyParams: oracle,
  } = params;
  return {
    option: {
      maxSpotReq: option.maxSpotReq,
      minSpotReq: option.minSpotReq,
      mmCallSpotReq: option.mmCallSpotReq,
      mmPutSpotReq: option.mmPutSpotReq,
      mmPutMtmReq: option.MMPutMtMReq,
      unpairedImScale: option.unpairedIMScale,
      unpairedMmScale: option.unpairedMMScale,
      mmOffsetScale: option.mmOffsetScale,
    },
    perp: { mmReq: perp.mmPerpReq, imReq: perp.imPerpReq },
    base: { marginFactor: params.BaseMarginParams.marginFactor, imScale: params.BaseMarginParams.IMScale },
    oracle: {
      perpThreshold: oracle.perpThreshold,
      optionThreshold: oracle.optionThreshold,
      baseThreshold: oracle.baseThreshold,
      factor: oracle.OCFactor,
    },
  };
}
