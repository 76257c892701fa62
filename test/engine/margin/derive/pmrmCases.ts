import type { Right } from "../../../../engine/book/instrument.ts";
import type { OptionLeg } from "../../../../engine/margin/derive/market.ts";
import type { PmrmAccount } from "../../../../engine/margin/derive/pmrm.ts";
import type { PmrmParameters } from "../../../../engine/margin/derive/pmrmParameters.ts";
import type { VolShock } from "../../../../engine/margin/derive/scenario.ts";
import { readFixture } from "./readFixture.ts";

const NOW = 1_700_000_000;

type Group = Record<string, number>;
type RawParameters = Record<"basisContingency" | "otherContingency" | "margin" | "volShock", Group>;

interface AccountRow {
  name: string;
  cash: number;
  stable: number;
  spot: [number, number];
  perp?: [number, number, number, number];
  base: number;
  expiries: [number, number, number, number, number, number][];
  options: [number, number, Right, number, number, number][];
}

interface CaseFile {
  scenarios: [number, VolShock][];
  parameters: { scenario: RawParameters; portfolio: RawParameters };
  expiries: Record<string, [number, number]>;
  scenarioCases: (AccountRow & { expected: [number, number, number, number] })[];
  portfolioCases: {
    name: string;
    cash: number;
    env?: { stablePrice?: number; spot?: number; spotConf?: number; perpPrice?: number; perpConf?: number };
    forwards?: [string, number, number][];
    options: [string, number, Right, number, number, number][];
    perp?: [number, number][];
    base: number;
    expected: [number, number];
  }[];
}

const file = readFixture<CaseFile>("pmrm-cases");

function parameters(raw: RawParameters): PmrmParameters {
  const of = (group: keyof RawParameters, name: string) => raw[group][name] ?? Number.NaN;
  return {
    scenarios: file.scenarios.map(([spotShock, volShock]) => ({ spotShock, volShock, dampening: 1 })),
    margin: {
      imFactor: of("margin", "imFactor"),
      baseStaticDiscount: of("margin", "baseStaticDiscount"),
      rateMultScale: of("margin", "rateMultScale"),
      rateAddScale: of("margin", "rateAddScale"),
    },
    volShock: {
      volRangeUp: of("volShock", "volRangeUp"),
      volRangeDown: of("volShock", "volRangeDown"),
      shortTermPower: of("volShock", "shortTermPower"),
      longTermPower: of("volShock", "longTermPower"),
      dteFloorSeconds: of("volShock", "dteFloorSec"),
    },
    basis: {
      scenarioSpotUp: of("basisContingency", "scenarioSpotUp"),
      scenarioSpotDown: of("basisContingency", "scenarioSpotDown"),
      addFactor: of("basisContingency", "basisContAddFactor"),
      multFactor: of("basisContingency", "basisContMultFactor"),
    },
    contingency: {
      pegLossThreshold: of("otherContingency", "pegLossThreshold"),
      pegLossFactor: of("otherContingency", "pegLossFactor"),
      confThreshold: of("otherContingency", "confThreshold"),
      confMargin: of("otherContingency", "confMargin"),
      basePercent: of("otherContingency", "basePercent"),
      perpPercent: of("otherContingency", "perpPercent"),
      optionPercent: of("otherContingency", "optionPercent"),
    },
  };
}

export const scenarioParameters = parameters(file.parameters.scenario);
export const portfolioParameters = parameters(file.parameters.portfolio);

function accountOf(c: AccountRow): PmrmAccount {
  return {
    timestamp: NOW,
    cash: c.cash,
    stablePrice: c.stable,
    spot: { price: c.spot[0], confidence: c.spot[1] },
    ...(c.perp && {
      perp: { size: c.perp[0], price: c.perp[1], confidence: c.perp[2], unrealisedUsd: c.perp[3] },
    }),
    base: c.base,
    options: c.options.map(([seconds, strike, right, amount, volatility, volConfidence]) => ({
      expiry: NOW + seconds,
      strike,
      right,
      amount,
      volatility,
      volConfidence,
    })),
    expiries: c.expiries.map(([seconds, fixed, variable, confidence, rate, rateConfidence]) => ({
      expiry: NOW + seconds,
      fixed,
      variable,
      confidence,
      rate,
      rateConfidence,
    })),
  };
}

export const scenarioCases = file.scenarioCases.map((c) => ({
  name: c.name,
  account: accountOf(c),
  expected: { im: c.expected[0], mm: c.expected[1], mtm: c.expected[2], basis: c.expected[3] },
}));

interface AuctionFile {
  cases: (AccountRow & { expected: [number, number] })[];
}

/** Accounts under liquidation, before each bid; the parameters are `scenarioParameters`. */
export const auctionCases = readFixture<AuctionFile>("auction-cases").cases.map((c) => ({
  name: c.name,
  account: accountOf(c),
  expected: { mm: c.expected[0], mtm: c.expected[1] },
}));

const SPOT = 2000;
const PERP = 2001;
const RATE = 0.02;

export const portfolioCases = file.portfolioCases.map((c) => {
  const env = c.env ?? {};
  const perpPrice = env.perpPrice ?? PERP;
  const secondsOf = (expiry: string) => file.expiries[expiry]?.[0] ?? Number.NaN;
  return {
    name: c.name,
    account: {
      timestamp: NOW,
      cash: c.cash,
      stablePrice: env.stablePrice ?? 1,
      spot: { price: env.spot ?? SPOT, confidence: env.spotConf ?? 1 },
      ...(c.perp?.[0] && {
        perp: {
          size: c.perp[0][0],
          price: perpPrice,
          confidence: env.perpConf ?? 1,
          unrealisedUsd: (perpPrice - c.perp[0][1]) * c.perp[0][0],
        },
      }),
      base: c.base,
      options: c.options.map(
        ([expiry, strike, right, amount, volatility, volConfidence]): OptionLeg => ({
          expiry: NOW + secondsOf(expiry),
          strike,
          right,
          amount,
          volatility,
          volConfidence,
        }),
      ),
      expiries: Object.entries(file.expiries).map(([expiry, [seconds, forward]]) => {
        const set = c.forwards?.find(([name]) => name === expiry);
        return {
          expiry: NOW + seconds,
          fixed: 0,
          variable: set?.[1] ?? forward,
          confidence: set?.[2] ?? 1,
          rate: RATE,
          rateConfidence: 1,
        };
      }),
    } satisfies PmrmAccount,
    expected: { im: c.expected[0], mm: c.expected[1] },
  };
});
