import { fail, ok, type Result } from "../../result.ts";
import { accountBalances, type BalanceTerm, type DeriveBalances, sumBalances } from "./balances.ts";
import { basisContingency } from "./basis.ts";
import { startChecks } from "./checks.ts";
import { confidenceContingency, depegFactor, grossOptions, nakedShorts } from "./contingency.ts";
import { bookValue, type ExpiryBook, shockedForward } from "./expiryBook.ts";
import type { PmrmParameters } from "./pmrmParameters.ts";
import { heldPerp, type PortfolioAccount, readPortfolio } from "./portfolioAccount.ts";
import { type PortfolioMargin, portfolioReport, worstOf } from "./portfolioReport.ts";
import { checkScenarios, type Scenario } from "./scenario.ts";
import { shockedVolatility, volShockFactors } from "./volShock.ts";

/** An account of the legacy portfolio manager: one underlying with its own coin as collateral. */
export interface PmrmAccount extends PortfolioAccount {
  /** Coins of the underlying, >= 0. */
  readonly base: number;
}

interface Revaluation {
  readonly markToMarket: number;
  readonly baseValue: number;
  readonly scenarioPnl: readonly number[];
  readonly basis: number;
}

/**
 * Margin of a Derive legacy PMRM account, USD.
 *
 * Every scenario revalues options (undiscounted Black-76, a positive expiry value counted at its static discount),
 * coin and perpetual; the worst of the scenarios and the basis contingency, less a static contingency, is the
 * maintenance requirement. Initial margin multiplies that by `imFactor` plus the depeg factor and adds the
 * confidence contingency. The liquidation point is searched along spot as in `standardMargin`.
 *
 * Fails with the path of every field at fault. Source: derivexyz/v2-core PMRM and PMRMLib.
 */
export function pmrmMargin(account: PmrmAccount, parameters: PmrmParameters): Result<PortfolioMargin> {
  const books = readPmrm(account, parameters);
  if (!books.ok) return books;
  const now = revalue(account, books.value, parameters, 1);
  return portfolioReport({
    model: "derive-pmrm",
    terms: pmrmTerms(account, books.value, parameters, 1, now),
    scenarios: parameters.scenarios,
    scenarioPnl: now.scenarioPnl,
    basisContingency: now.basis,
    spot: account.spot.price,
    maintenanceAt: (factor) => {
      const moved = revalue(account, books.value, parameters, factor);
      return sumBalances(pmrmTerms(account, books.value, parameters, factor, moved)).maintenanceMargin;
    },
  });
}

/** The three balances alone, without the search for the liquidation point: some sixty times cheaper. */
export function pmrmBalances(account: PmrmAccount, parameters: PmrmParameters): Result<DeriveBalances> {
  const books = readPmrm(account, parameters);
  if (!books.ok) return books;
  const now = revalue(account, books.value, parameters, 1);
  return accountBalances(pmrmTerms(account, books.value, parameters, 1, now));
}

function readPmrm(account: PmrmAccount, parameters: PmrmParameters): Result<ExpiryBook[]> {
  const checks = startChecks();
  checkScenarios(checks, "parameters.scenarios", parameters.scenarios, ["none", "up", "down"]);
  for (const group of ["margin", "volShock", "basis", "contingency"] as const)
    checks.allFinite(`parameters.${group}`, parameters[group]);
  checks.positive("parameters.volShock.dteFloorSeconds", parameters.volShock.dteFloorSeconds);
  checks.nonNegative("base", account.base);
  const books = readPortfolio(checks, account);
  return checks.issues.length > 0 ? fail(...checks.issues) : ok(books);
}

/** Values the account at a spot factor, and every scenario from there. */
function revalue(
  account: PmrmAccount,
  books: readonly ExpiryBook[],
  parameters: PmrmParameters,
  factor: number,
): Revaluation {
  const perp = heldPerp(account);
  const perpNotional = perp === null ? 0 : perp.size * perp.price * factor;
  const baseValue = (account.base * account.spot.price * factor) / account.stablePrice;
  let markToMarket =
    baseValue + (perp === null ? 0 : perp.unrealisedUsd + perp.size * perp.price * (factor - 1));
  const linear = (scenario: Scenario) => (scenario.spotShock - 1) * (baseValue + perpNotional);
  const scenarioPnl = parameters.scenarios.map(linear);
  let basis = 0;
  for (const book of books) {
    const { up, down } = volShockFactors(book.secondsToExpiry, parameters.volShock);
    const volatility = {
      none: book.volatility,
      up: shockedVolatility(book, up, 0),
      down: shockedVolatility(book, down, 0),
    };
    const valueAt = (shock: number, vols: Float64Array) =>
      bookValue(book, shockedForward(book, factor * shock), vols, 1);
    const value = valueAt(1, volatility.none);
    markToMarket += value;
    basis += basisContingency(
      (shock) => valueAt(shock, volatility.none),
      value,
      book.timeToExpiry,
      parameters.basis,
    );
    const discount = staticDiscount(book, parameters);
    parameters.scenarios.forEach((scenario, i) => {
      const shocked = valueAt(scenario.spotShock, volatility[scenario.volShock as keyof typeof volatility]);
      scenarioPnl[i] = (scenarioPnl[i] ?? 0) + (shocked > 0 ? shocked * discount : shocked) - value;
    });
  }
  return { markToMarket, baseValue, scenarioPnl, basis };
}

/** What a positive expiry value is multiplied by, so that time value far out counts for less. */
function staticDiscount(book: ExpiryBook, { margin }: PmrmParameters): number {
  const rate = book.rate * margin.rateMultScale + margin.rateAddScale;
  return margin.baseStaticDiscount * Math.exp(-book.timeToExpiry * rate);
}

function pmrmTerms(
  account: PmrmAccount,
  books: readonly ExpiryBook[],
  parameters: PmrmParameters,
  factor: number,
  at: Revaluation,
): BalanceTerm[] {
  const { contingency, margin } = parameters;
  const spot = account.spot.price * factor;
  const perp = heldPerp(account);
  const perpSize = Math.abs(perp?.size ?? 0);
  const naked = books.reduce((sum, book) => sum + nakedShorts(book), 0);
  const initialFactor = margin.imFactor + depegFactor(account.stablePrice, contingency);
  const own = (name: string, usd: number): BalanceTerm => ({
    name,
    initialMargin: usd,
    maintenanceMargin: usd,
    markToMarket: usd,
  });
  const charge = (name: string, usd: number): BalanceTerm => ({
    name,
    initialMargin: usd * initialFactor,
    maintenanceMargin: usd,
    markToMarket: 0,
  });
  return [
    own("cash", account.cash),
    own("positions", at.markToMarket),
    charge("scenario", worstOf(at.basis, at.scenarioPnl).pnl),
    charge("perp contingency", -spot * perpSize * contingency.perpPercent),
    charge("base contingency", -spot * account.base * contingency.basePercent),
    charge("option contingency", -spot * naked * contingency.optionPercent),
    {
      name: "confidence contingency",
      initialMargin: -confidence(account, books, contingency, spot),
      maintenanceMargin: 0,
      markToMarket: 0,
    },
  ];
}

function confidence(
  account: PmrmAccount,
  books: readonly ExpiryBook[],
  contingency: PmrmParameters["contingency"],
  spot: number,
): number {
  const perp = heldPerp(account);
  const least = Math.min(account.spot.confidence, perp?.confidence ?? 1);
  const linear = spot * (Math.abs(perp?.size ?? 0) + account.base);
  let total = confidenceContingency(least, linear, contingency);
  for (const book of books) {
    const expiry = Math.min(least, book.minConfidence);
    total += confidenceContingency(expiry, spot * grossOptions(book), contingency);
  }
  return total;
}
