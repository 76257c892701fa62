import type { Checks } from "./checks.ts";
import { type ExpiryBook, type ExpiryQuote, expiryBook } from "./expiryBook.ts";
import { checkForwards, checkLegs, checkPerp, groupLegs } from "./legs.ts";
import type { OptionLeg, PerpLeg, Quote } from "./market.ts";

/** What both portfolio managers hold and read: one underlying's options and perpetual, and cash. */
export interface PortfolioAccount {
  /** Unix seconds. */
  readonly timestamp: number;
  /** Stablecoins, interest included; negative when borrowed. */
  readonly cash: number;
  /** USD per stablecoin. */
  readonly stablePrice: number;
  readonly spot: Quote;
  readonly perp?: PerpLeg;
  readonly options: readonly OptionLeg[];
  /** One per expiry held. */
  readonly expiries: readonly ExpiryQuote[];
}

/** Checks the shared part of an account and lays its options out by expiry; use them only without findings. */
export function readPortfolio(checks: Checks, account: PortfolioAccount): ExpiryBook[] {
  checks.positive("timestamp", account.timestamp);
  checks.finite("cash", account.cash);
  checks.positive("stablePrice", account.stablePrice);
  checks.positive("spot.price", account.spot.price);
  checks.share("spot.confidence", account.spot.confidence);
  if (account.perp !== undefined) checkPerp(checks, "perp", account.perp);
  checkLegs(checks, "options", account.options);
  checkForwards(checks, "expiries", account.expiries);
  account.expiries.forEach((expiry, i) => {
    checks.finite(`expiries[${i}].rate`, expiry.rate);
    checks.share(`expiries[${i}].rateConfidence`, expiry.rateConfidence);
  });
  const groups = groupLegs(checks, "options", account.options, account.expiries, account.timestamp);
  return groups.map(expiryBook);
}

/** An account's perpetual position; one of size 0 is none, as the chain drops empty balances. */
export function heldPerp(account: PortfolioAccount): PerpLeg | null {
  return account.perp === undefined || account.perp.size === 0 ? null : account.perp;
}
