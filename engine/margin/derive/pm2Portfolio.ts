import { fail, ok, type Result } from "../../result.ts";
import { type Checks, startChecks } from "./checks.ts";
import { grossOptions, nakedShorts } from "./contingency.ts";
import type { ExpiryBook } from "./expiryBook.ts";
import type { PerpLeg } from "./market.ts";
import { type CollateralParameters, checkPm2Parameters, type Pm2Parameters } from "./pm2Parameters.ts";
import { heldPerp, type PortfolioAccount, readPortfolio } from "./portfolioAccount.ts";
import { shockedVolatility, volShockFactors } from "./volShock.ts";

/** A collateral balance with its own feed's answer. */
export interface CollateralLeg {
  /** Names the collateral's rules in `Pm2Parameters.collaterals`. */
  readonly asset: string;
  /** Coins, >= 0. */
  readonly amount: number;
  /** USD. */
  readonly price: number;
  readonly confidence: number;
}

/** An account of the second portfolio manager. */
export interface Pm2Account extends PortfolioAccount {
  readonly collaterals: readonly CollateralLeg[];
}

/** One expiry with everything about it that no scenario changes. */
export interface Pm2Expiry {
  readonly book: ExpiryBook;
  readonly discount: number;
  /** What a positive and a negative value of the expiry are multiplied by in a scenario. */
  readonly longDiscount: number;
  readonly shortDiscount: number;
  readonly volatilityUp: Float64Array;
  readonly volatilityDown: Float64Array;
  readonly nakedShorts: number;
  readonly grossOptions: number;
}

/** One collateral with its rules; value in stablecoins. */
interface Pm2Collateral {
  readonly value: number;
  readonly confidence: number;
  readonly rules: CollateralParameters;
}

/** An account that has been checked, with all that is the same in every scenario worked out once. */
export interface Pm2Portfolio {
  readonly account: Pm2Account;
  readonly parameters: Pm2Parameters;
  readonly perp: PerpLeg | null;
  readonly expiries: readonly Pm2Expiry[];
  readonly collaterals: readonly Pm2Collateral[];
}

/** Checks an account and prepares it. Fails with the path of every field at fault. */
export function preparePm2(account: Pm2Account, parameters: Pm2Parameters): Result<Pm2Portfolio> {
  const checks = startChecks();
  const hasExpired = account.options.some((leg) => leg.expiry <= account.timestamp);
  checkPm2Parameters(checks, parameters, hasExpired);
  const collaterals = readCollaterals(checks, account, parameters);
  const books = readPortfolio(checks, account);
  if (checks.issues.length > 0) return fail(...checks.issues);
  const expiries = books.map((book) => prepareExpiry(book, parameters));
  return ok({ account, parameters, perp: heldPerp(account), expiries, collaterals });
}

function readCollaterals(checks: Checks, account: Pm2Account, parameters: Pm2Parameters): Pm2Collateral[] {
  return account.collaterals.flatMap((leg, i) => {
    const at = `collaterals[${i}]`;
    checks.nonNegative(`${at}.amount`, leg.amount);
    checks.positive(`${at}.price`, leg.price);
    checks.share(`${at}.confidence`, leg.confidence);
    const known = Object.hasOwn(parameters.collaterals, leg.asset);
    const rules = known ? parameters.collaterals[leg.asset] : undefined;
    if (rules === undefined) {
      const message = `no collateral rules for ${leg.asset}`;
      checks.add({ code: "MISSING_PARAMETER", field: `${at}.asset`, subject: leg.asset, message });
      return [];
    }
    const value = (leg.amount * leg.price) / account.stablePrice;
    return [{ value, confidence: Math.min(leg.confidence, account.spot.confidence), rules }];
  });
}

function prepareExpiry(book: ExpiryBook, { margin, volShock }: Pm2Parameters): Pm2Expiry {
  const { up, down } = volShockFactors(book.secondsToExpiry, volShock);
  const discount = Math.exp(-book.rate * book.timeToExpiry);
  const longRate = book.rate * margin.longRateMultScale + margin.longRateAddScale;
  const shortRate = book.rate * margin.shortRateMultScale + margin.shortRateAddScale;
  const longDiscount = margin.longBaseStaticDiscount * Math.exp(-book.timeToExpiry * longRate);
  const shortDiscount = margin.shortBaseStaticDiscount * Math.exp(book.timeToExpiry * shortRate);
  return {
    book,
    discount,
    longDiscount,
    // A short is never made worse than its undiscounted value.
    shortDiscount: Math.min(1 / discount, shortDiscount),
    volatilityUp: shockedVolatility(book, up, volShock.minVolUpShock),
    volatilityDown: shockedVolatility(book, down, 0),
    nakedShorts: nakedShorts(book),
    grossOptions: grossOptions(book),
  };
}
