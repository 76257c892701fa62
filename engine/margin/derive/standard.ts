import { fail, ok, type Result } from "../../result.ts";
import type { MarginReport } from "../report.ts";
import {
  accountBalances,
  type BalanceTerm,
  type DeriveBalances,
  requirements,
  requirementTerms,
  sumBalances,
} from "./balances.ts";
import { type Checks, startChecks } from "./checks.ts";
import { checkForwards, checkLegs, checkPerp, groupLegs } from "./legs.ts";
import { liquidationFactor } from "./liquidation.ts";
import type { ExpiryForward, OptionLeg, PerpLeg, Quote } from "./market.ts";
import {
  expiryMargin,
  marketTerms,
  type StandardExpiryMargin,
  type StandardHolding,
} from "./standardMarket.ts";
import type { DepegParameters, StandardParameters } from "./standardParameters.ts";

/** What an account holds in one StandardManager market, with the feeds' answers and the market's rules. */
export interface StandardMarket {
  readonly marketId: string;
  readonly spot: Quote;
  readonly parameters: StandardParameters;
  readonly perp?: PerpLeg;
  /** Coins of the market's base asset deposited as collateral, >= 0. */
  readonly base?: number;
  readonly options: readonly OptionLeg[];
  /** One per expiry held. */
  readonly forwards: readonly ExpiryForward[];
}

/** A StandardManager account at one moment. */
export interface StandardAccount {
  /** Unix seconds. */
  readonly timestamp: number;
  /** Stablecoins, interest included; negative when borrowed. */
  readonly cash: number;
  /** USD per stablecoin. */
  readonly stablePrice: number;
  readonly depeg: DepegParameters;
  readonly markets: readonly StandardMarket[];
}

/** Margin report of a StandardManager account with the venue's own numbers beside it. */
export interface StandardMargin extends MarginReport {
  readonly model: "derive-standard";
  readonly balances: DeriveBalances;
  readonly expiries: readonly StandardExpiryMargin[];
  /** Price of every market at the liquidation point, as all markets move by the same factor. */
  readonly liquidationPrices: readonly { readonly marketId: string; readonly priceUsd: number }[];
}

/**
 * Margin of a Derive v2 StandardManager account: per expiry the better of isolated margin and maximum loss, plus
 * perpetuals, coin collateral, cash, and for initial margin the depeg and oracle charges. USD.
 *
 * Liquidation is searched along a common factor on every market's spot (perpetual marks, unfixed forwards and coins
 * follow; volatilities and the passing of time do not), from a 98 % fall to a tenfold rise. An account that is below
 * maintenance has distance 0. `liquidationPriceUsd` is null for an account with several markets: see
 * `liquidationPrices`.
 *
 * Fails with the path of every field at fault; an account with one unpriced leg has no margin.
 * Source: derivexyz/v2-core StandardManager.
 */
export function standardMargin(account: StandardAccount): Result<StandardMargin> {
  const read = readAccount(account);
  if (!read.ok) return read;
  const holdings = read.value;
  const expiries = holdings.map((holding) => holding.expiries.map((legs) => expiryMargin(holding, legs)));
  const terms = accountTerms(account, holdings, expiries);
  const balances = accountBalances(terms);
  if (!balances.ok) return balances;
  const factor = liquidationFactor((f) => maintenanceBalance(account, holdings, f));
  const prices =
    factor === null
      ? []
      : holdings.map(({ marketId, spot }) => ({ marketId, priceUsd: spot.price * factor }));
  return ok({
    model: "derive-standard",
    ...requirements(balances.value),
    liquidationPriceUsd: prices.length === 1 ? (prices[0]?.priceUsd ?? null) : null,
    liquidationDistance: factor === null ? null : factor - 1,
    worstScenario: null,
    terms: requirementTerms(terms),
    balances: balances.value,
    expiries: expiries.flat(),
    liquidationPrices: prices,
  });
}

/** The three balances alone, without the search for the liquidation point: some sixty times cheaper. */
export function standardBalances(account: StandardAccount): Result<DeriveBalances> {
  const read = readAccount(account);
  if (!read.ok) return read;
  const expiries = read.value.map((holding) => holding.expiries.map((legs) => expiryMargin(holding, legs)));
  return accountBalances(accountTerms(account, read.value, expiries));
}

function accountTerms(
  account: StandardAccount,
  holdings: readonly StandardHolding[],
  expiries: readonly (readonly StandardExpiryMargin[])[],
): BalanceTerm[] {
  const { cash, depeg, stablePrice } = account;
  const depegRate = Math.max(0, depeg.threshold - stablePrice) * depeg.factor;
  return [
    { name: "cash", initialMargin: cash, maintenanceMargin: cash, markToMarket: cash },
    ...holdings.flatMap((holding, i) => marketTerms(holding, expiries[i] ?? [], stablePrice, depegRate)),
  ];
}

/** The maintenance balance when every price that follows spot is multiplied by `factor`. */
function maintenanceBalance(
  account: StandardAccount,
  holdings: readonly StandardHolding[],
  factor: number,
): number {
  let total = account.cash;
  for (const holding of holdings) {
    const moved = moveSpot(holding, factor);
    const margins = moved.expiries.map((legs) => expiryMargin(moved, legs));
    total += sumBalances(marketTerms(moved, margins, account.stablePrice, 0)).maintenanceMargin;
  }
  return total;
}

function moveSpot(holding: StandardHolding, factor: number): StandardHolding {
  const { spot, perp, expiries } = holding;
  return {
    ...holding,
    spot: { ...spot, price: spot.price * factor },
    perp: perp && {
      ...perp,
      price: perp.price * factor,
      unrealisedUsd: perp.unrealisedUsd + perp.size * perp.price * (factor - 1),
    },
    expiries: expiries.map((expiry) => ({
      ...expiry,
      forward: { ...expiry.forward, variable: expiry.forward.variable * factor },
    })),
  };
}

function readAccount(account: StandardAccount): Result<StandardHolding[]> {
  const checks = startChecks();
  checks.positive("timestamp", account.timestamp);
  checks.finite("cash", account.cash);
  checks.positive("stablePrice", account.stablePrice);
  checks.allFinite("depeg", account.depeg);
  const holdings = account.markets.map((market, i) => {
    const at = `markets[${i}]`;
    checkMarket(checks, at, market);
    return {
      marketId: market.marketId,
      spot: market.spot,
      parameters: market.parameters,
      perp: market.perp ?? null,
      base: market.base ?? 0,
      expiries: groupLegs(checks, `${at}.options`, market.options, market.forwards, account.timestamp),
    };
  });
  return checks.issues.length > 0 ? fail(...checks.issues) : ok(holdings);
}

function checkMarket(checks: Checks, at: string, market: StandardMarket): void {
  checks.positive(`${at}.spot.price`, market.spot.price);
  checks.share(`${at}.spot.confidence`, market.spot.confidence);
  for (const group of ["option", "perp", "base", "oracle"] as const)
    checks.allFinite(`${at}.parameters.${group}`, market.parameters[group]);
  checks.nonNegative(`${at}.base`, market.base ?? 0);
  if (market.perp !== undefined) checkPerp(checks, `${at}.perp`, market.perp);
  checkLegs(checks, `${at}.options`, market.options);
  checkForwards(checks, `${at}.forwards`, market.forwards);
}
