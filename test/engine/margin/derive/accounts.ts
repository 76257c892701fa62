import type { OptionLeg } from "../../../../engine/margin/derive/market.ts";
import type { Pm2Parameters } from "../../../../engine/margin/derive/pm2Parameters.ts";
import type { Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import type { PmrmAccount } from "../../../../engine/margin/derive/pmrm.ts";
import type { StandardAccount, StandardMarket } from "../../../../engine/margin/derive/standard.ts";
import type { StandardParameters } from "../../../../engine/margin/derive/standardParameters.ts";
import { chainCase } from "./pm2Chain.ts";

export const NOW = 1_760_000_000;
export const WEEK = 7 * 86_400;

/** BTC rules of the StandardManager on 2025-12-08. */
export const STANDARD_BTC: StandardParameters = {
  option: {
    maxSpotReq: 0.15,
    minSpotReq: 0.13,
    mmCallSpotReq: 0.09,
    mmPutSpotReq: 0.09,
    mmPutMtmReq: 0.09,
    unpairedImScale: 1.2,
    unpairedMmScale: 1.1,
    mmOffsetScale: 1.05,
  },
  perp: { mmReq: 0.05, imReq: 0.066 },
  base: { marginFactor: 0.75, imScale: 0.93 },
  oracle: { perpThreshold: 0.55, optionThreshold: 0.55, baseThreshold: 0.55, factor: 1 },
};

export function leg(fields: Partial<OptionLeg> = {}): OptionLeg {
  return {
    expiry: NOW + WEEK,
    strike: 100_000,
    right: "call",
    amount: -1,
    volatility: 0.5,
    volConfidence: 1,
    ...fields,
  };
}

export function standardMarket(fields: Partial<StandardMarket> = {}): StandardMarket {
  return {
    marketId: "BTC",
    spot: { price: 100_000, confidence: 1 },
    parameters: STANDARD_BTC,
    options: [],
    forwards: [{ expiry: NOW + WEEK, fixed: 0, variable: 100_200, confidence: 1 }],
    ...fields,
  };
}

export function standardAccount(
  market: Partial<StandardMarket> = {},
  fields: Partial<StandardAccount> = {},
): StandardAccount {
  return {
    timestamp: NOW,
    cash: 0,
    stablePrice: 1,
    depeg: { threshold: 0.99, factor: 2 },
    markets: [standardMarket(market)],
    ...fields,
  };
}

/** BTC rules of PM2 in September 2026, as read from the chain. */
export const PM2_BTC: Pm2Parameters = chainCase("BTC_45113645 B1 short 84000C Oct").parameters;

const portfolio = {
  timestamp: NOW,
  cash: 0,
  stablePrice: 1,
  spot: { price: 100_000, confidence: 1 },
  options: [],
  expiries: [
    { expiry: NOW + WEEK, fixed: 0, variable: 100_200, confidence: 1, rate: 0.04, rateConfidence: 1 },
    { expiry: NOW + 8 * WEEK, fixed: 0, variable: 101_000, confidence: 1, rate: 0.04, rateConfidence: 1 },
  ],
};

export function pm2Account(fields: Partial<Pm2Account> = {}): Pm2Account {
  return { ...portfolio, collaterals: [], ...fields };
}

export function pmrmAccount(fields: Partial<PmrmAccount> = {}): PmrmAccount {
  return { ...portfolio, base: 0, ...fields };
}

export function perp(size: number, price = 100_000, confidence = 1) {
  return { size, price, confidence, unrealisedUsd: 0 };
}
