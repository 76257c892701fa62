import { fail, ok, type Result } from "../../result.ts";
import { type Checks, startChecks } from "./checks.ts";
import { BASIS, CONTINGENCY, MARGIN, SKEW } from "./pm2Members.ts";
import type { CollateralParameters, Pm2Parameters } from "./pm2Parameters.ts";
import type { CollateralLeg, Pm2Account } from "./pm2Portfolio.ts";
import { fromFixed18, type RawInteger, structFromFixed18 } from "./raw.ts";
import { type Scenario, VOL_SHOCKS } from "./scenario.ts";

/** PM2 rules as the library's structs give them: members in order, 18 implied decimals, `dteFloor` in seconds. */
export interface RawPm2Parameters {
  /** [spot shock, volatility shock code 0 to 4, dampening factor]. */
  readonly scenarios: readonly (readonly [RawInteger, number, RawInteger])[];
  readonly margin: readonly RawInteger[];
  readonly volShock: readonly RawInteger[];
  readonly basis: readonly RawInteger[];
  readonly other: readonly RawInteger[];
  readonly skew: readonly RawInteger[];
}

/** A price and its confidence, 18 implied decimals. */
type RawQuote = readonly [price: RawInteger, confidence: RawInteger];

/** What the feeds answered at one block; volatilities by strike. */
export interface RawPm2Quotes {
  readonly timestamp: number;
  readonly spot: RawQuote;
  readonly stable: RawQuote;
  readonly perp: RawQuote;
  readonly expiries: Readonly<
    Record<
      string,
      {
        readonly fixed: RawInteger;
        readonly var: RawInteger;
        readonly fconf: RawInteger;
        readonly rate: RawInteger;
        readonly rconf: RawInteger;
        readonly vols: Readonly<Record<string, RawQuote>>;
      }
    >
  >;
}

/** An account's balances, 18 implied decimals. */
export interface RawPm2Holdings {
  /** [expiry in Unix seconds, strike, is call, amount]. */
  readonly legs: readonly (readonly [number, RawInteger, boolean, RawInteger])[];
  readonly perp: RawInteger;
  /** Average entry price; the perpetual has no unsettled P&L without it. */
  readonly perpEntry?: RawInteger;
  readonly cash: RawInteger;
}

const VOL_SHOCK = ["volRangeUp", "volRangeDown", "shortTermPower", "longTermPower"] as const;

/** Reads a library's structs. Fails with the path of every member at fault and on an unknown scenario code. */
export function pm2ParametersFromRaw(
  raw: RawPm2Parameters,
  collaterals: Readonly<Record<string, CollateralParameters>> = {},
): Result<Pm2Parameters> {
  const checks = startChecks();
  const [up, down, short, long, dteFloor, minVolUpShock] = raw.volShock;
  const parameters: Pm2Parameters = {
    scenarios: raw.scenarios.map((scenario, i) => readScenario(checks, `scenarios[${i}]`, scenario)),
    margin: structFromFixed18(checks, "margin", MARGIN, raw.margin),
    volShock: {
      ...structFromFixed18(checks, "volShock", VOL_SHOCK, [up, down, short, long].map(orNothing)),
      dteFloorSeconds: Number(dteFloor),
      minVolUpShock: fromFixed18(checks, "volShock.minVolUpShock", minVolUpShock),
    },
    basis: structFromFixed18(checks, "basis", BASIS, raw.basis),
    contingency: structFromFixed18(checks, "other", CONTINGENCY, raw.other),
    skew: structFromFixed18(checks, "skew", SKEW, raw.skew),
    collaterals,
  };
  return checks.issues.length > 0 ? fail(...checks.issues) : ok(parameters);
}

function orNothing(raw: RawInteger | undefined): RawInteger {
  return raw ?? "";
}

function readScenario(
  checks: Checks,
  field: string,
  [spotShock, code, dampening]: readonly [RawInteger, number, RawInteger],
): Scenario {
  const volShock = VOL_SHOCKS[code];
  if (volShock === undefined) {
    const at = `${field}.volShock`;
    checks.add({
      code: "INVALID_INPUT",
      field: at,
      message: `${at} must be a code from 0 to 4, got ${code}`,
    });
  }
  return {
    spotShock: fromFixed18(checks, `${field}.spotShock`, spotShock),
    volShock: volShock ?? "none",
    dampening: fromFixed18(checks, `${field}.dampening`, dampening),
  };
}

/** Joins balances with quotes. Fails with the path of every number at fault and of every leg without a volatility. */
export function pm2AccountFromRaw(
  quotes: RawPm2Quotes,
  holdings: RawPm2Holdings,
  collaterals: readonly CollateralLeg[] = [],
): Result<Pm2Account> {
  const checks = startChecks();
  const read = (field: string, raw: RawInteger | undefined) => fromFixed18(checks, field, raw);
  const quote = (field: string, [price, confidence]: RawQuote) => ({
    price: read(`${field}.price`, price),
    confidence: read(`${field}.confidence`, confidence),
  });
  const perp = quote("perp", quotes.perp);
  const size = read("perp", holdings.perp);
  const entry = holdings.perpEntry === undefined ? perp.price : read("perpEntry", holdings.perpEntry);
  const account: Pm2Account = {
    timestamp: quotes.timestamp,
    cash: read("cash", holdings.cash),
    stablePrice: read("stable", quotes.stable[0]),
    spot: quote("spot", quotes.spot),
    perp: { ...perp, size, unrealisedUsd: (perp.price - entry) * size },
    options: holdings.legs.map(([expiry, strike, isCall, amount], i) => {
      const vol = quotes.expiries[expiry]?.vols[String(strike)];
      return {
        expiry,
        strike: read(`legs[${i}].strike`, strike),
        right: isCall ? "call" : "put",
        amount: read(`legs[${i}].amount`, amount),
        volatility: read(`legs[${i}].volatility`, vol?.[0]),
        volConfidence: read(`legs[${i}].volConfidence`, vol?.[1]),
      };
    }),
    expiries: Object.entries(quotes.expiries).map(([expiry, raw]) => ({
      expiry: Number(expiry),
      fixed: read(`expiries.${expiry}.fixed`, raw.fixed),
      variable: read(`expiries.${expiry}.var`, raw.var),
      confidence: read(`expiries.${expiry}.fconf`, raw.fconf),
      rate: read(`expiries.${expiry}.rate`, raw.rate),
      rateConfidence: read(`expiries.${expiry}.rconf`, raw.rconf),
    })),
    collaterals,
  };
  return checks.issues.length > 0 ? fail(...checks.issues) : ok(account);
}
