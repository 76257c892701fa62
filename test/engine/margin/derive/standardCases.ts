import type { Right } from "../../../../engine/book/instrument.ts";
import type { OptionLeg } from "../../../../engine/margin/derive/market.ts";
import type { StandardAccount, StandardMarket } from "../../../../engine/margin/derive/standard.ts";
import type { StandardParameters } from "../../../../engine/margin/derive/standardParameters.ts";
import { readFixture } from "./readFixture.ts";

const NOW = 1_700_000_000;
const UNDERLYINGS = ["eth", "btc"] as const;
type Underlying = (typeof UNDERLYINGS)[number];

interface RawParameters {
  optionMarginParams: Record<string, number>;
  perp: { mm: number; im: number };
  oracleContingency: Record<string, number>;
  depeg: { threshold: number; factor: number };
  base: { marginFactor: number; IMScale: number };
}

interface Environment {
  stablePrice?: string;
  ethSpotConf?: string;
  ethPerpConf?: string;
  vols?: { u: string; expiry: string; strike: string; vol: string; conf: string }[];
  forwards?: { u: string; expiry: string; price: string; conf: string }[];
}

interface CaseFile {
  parameters: { scenario: RawParameters; portfolio: RawParameters };
  expiries: Record<string, [number, number, number]>;
  scenarioCases: {
    name: string;
    cash: number;
    stable: number;
    markets: [string, number, number, number, number, number, number, number][];
    forwards: [string, number, number, number][];
    options: [string, number, number, Right, number, number, number][];
    expected: [number, number, number];
  }[];
  portfolioCases: {
    name: string;
    cash: number;
    env?: Environment;
    bases?: [Underlying, number][];
    perps?: [Underlying, number, number][];
    options?: [Underlying, string, number, Right, number][];
    expected: [number, number];
  }[];
}

const file = readFixture<CaseFile>("standard-cases");

/** The names of the contract's structs, in the engine's words. */
function standardParameters(raw: RawParameters): StandardParameters {
  const { optionMarginParams: option, oracleContingency: oracle } = raw;
  return {
    option: optionParameters(option),
    perp: { mmReq: raw.perp.mm, imReq: raw.perp.im },
    base: { marginFactor: raw.base.marginFactor, imScale: raw.base.IMScale },
    oracle: {
      perpThreshold: oracle.perpThreshold ?? Number.NaN,
      optionThreshold: oracle.optionThreshold ?? Number.NaN,
      baseThreshold: oracle.baseThreshold ?? Number.NaN,
      factor: oracle.OCFactor ?? Number.NaN,
    },
  };
}

export function optionParameters(raw: Record<string, number>): StandardParameters["option"] {
  const of = (name: string) => raw[name] ?? Number.NaN;
  return {
    maxSpotReq: of("maxSpotReq"),
    minSpotReq: of("minSpotReq"),
    mmCallSpotReq: of("mmCallSpotReq"),
    mmPutSpotReq: of("mmPutSpotReq"),
    mmPutMtmReq: of("MMPutMtMReq"),
    unpairedImScale: of("unpairedIMScale"),
    unpairedMmScale: of("unpairedMMScale"),
    mmOffsetScale: of("mmOffsetScale"),
  };
}

/** Confidence just below a threshold in 18 decimals is the threshold itself in doubles; take the next double. */
function confidence(text: string | undefined): number {
  if (text === undefined) return 1;
  return text === "0.399999999999999999" ? 0.39999999999999997 : Number(text);
}

export const scenarioCases = file.scenarioCases.map((c) => ({
  name: c.name,
  account: {
    timestamp: NOW,
    cash: c.cash,
    stablePrice: c.stable,
    depeg: file.parameters.scenario.depeg,
    markets: c.markets.map(
      ([marketId, price, spotConfidence, perpPrice, perpConfidence, size, pnl, base]) => ({
        marketId,
        spot: { price, confidence: spotConfidence },
        parameters: standardParameters(file.parameters.scenario),
        perp: { size, price: perpPrice, confidence: perpConfidence, unrealisedUsd: pnl },
        base,
        options: c.options
          .filter(([underlying]) => underlying === marketId)
          .map(([, seconds, strike, right, amount, volatility, volConfidence]) => ({
            expiry: NOW + seconds,
            strike,
            right,
            amount,
            volatility,
            volConfidence,
          })),
        forwards: c.forwards
          .filter(([underlying]) => underlying === marketId)
          .map(([, seconds, forward, forwardConfidence]) => ({
            expiry: NOW + seconds,
            fixed: 0,
            variable: forward,
            confidence: forwardConfidence,
          })),
      }),
    ),
  } satisfies StandardAccount,
  expected: { im: c.expected[0], mm: c.expected[1], mtm: c.expected[2] },
}));

const SPOT = { eth: 2000, btc: 28000 };
const PERP = { eth: 2001, btc: 28020 };

function portfolioMarket(c: CaseFile["portfolioCases"][number], underlying: Underlying): StandardMarket {
  const env = c.env ?? {};
  const isEth = underlying === "eth";
  const perp = c.perps?.find(([name]) => name === underlying);
  const volOf = (expiry: string, strike: number) =>
    env.vols?.find((v) => v.u === underlying && v.expiry === expiry && Number(v.strike) === strike);
  const options = (c.options ?? [])
    .filter(([name]) => name === underlying)
    .map(([, expiry, strike, right, amount]): OptionLeg => {
      const [seconds = Number.NaN] = file.expiries[expiry] ?? [];
      const vol = volOf(expiry, strike);
      return {
        expiry: NOW + seconds,
        strike,
        right,
        amount,
        volatility: vol === undefined ? 0.5 : Number(vol.vol),
        volConfidence: confidence(vol?.conf),
      };
    });
  return {
    marketId: underlying,
    spot: { price: SPOT[underlying], confidence: confidence(isEth ? env.ethSpotConf : undefined) },
    parameters: standardParameters(file.parameters.portfolio),
    ...(perp && {
      perp: {
        size: perp[1],
        price: PERP[underlying],
        confidence: confidence(isEth ? env.ethPerpConf : undefined),
        unrealisedUsd: (PERP[underlying] - perp[2]) * perp[1],
      },
    }),
    base: c.bases?.find(([name]) => name === underlying)?.[1] ?? 0,
    options,
    forwards: Object.entries(file.expiries).map(([expiry, [seconds, eth, btc]]) => {
      const forward = env.forwards?.find((f) => f.u === underlying && f.expiry === expiry);
      return {
        expiry: NOW + seconds,
        fixed: 0,
        variable: forward === undefined ? (isEth ? eth : btc) : Number(forward.price),
        confidence: confidence(forward?.conf),
      };
    }),
  };
}

export const portfolioCases = file.portfolioCases.map((c) => ({
  name: c.name,
  account: {
    timestamp: NOW,
    cash: c.cash,
    stablePrice: Number(c.env?.stablePrice ?? 1),
    depeg: file.parameters.portfolio.depeg,
    markets: UNDERLYINGS.map((underlying) => portfolioMarket(c, underlying)),
  } satisfies StandardAccount,
  expected: { im: c.expected[0], mm: c.expected[1] },
}));
