import type { ExpiryQuote } from "../../../../engine/margin/derive/expiryBook.ts";
import type { ExpiryForward } from "../../../../engine/margin/derive/market.ts";
import type { CollateralLeg, Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import type { PmrmAccount } from "../../../../engine/margin/derive/pmrm.ts";
import type { PortfolioAccount } from "../../../../engine/margin/derive/portfolioAccount.ts";
import { fail, type Issue, ok, type Result } from "../../../../engine/result.ts";
import type { DeriveMarket } from "../../../catalog/deriveMarkets.ts";
import { toNumber } from "../../../toNumber.ts";
import { accruals } from "../../../venues/derive-v2/names.ts";
import type { Holdings } from "./holdings.ts";
import { quoteOptions, quotePerp, unpriced } from "./legs.ts";
import { checkAge, type Source, spotQuote, stableQuote } from "./quotes.ts";

type Rate = Pick<ExpiryQuote, "rate" | "rateConfidence">;

/** A sub-account as the second portfolio margin sees it: one market, any accepted coins as collateral. */
export function pm2Account(source: Source, holdings: Holdings, market: DeriveMarket): Result<Pm2Account> {
  const shared = portfolioAccount(source, holdings, market, (expiry) => expiryRate(source, market, expiry));
  const missing: Issue[] = shared.ok ? [] : [...shared.issues];
  const collaterals: CollateralLeg[] = holdings.coins.flatMap(({ assetId, marketId, amount }) => {
    const quote = marketId === null ? null : spotQuote(source, marketId);
    if (quote !== null) return [{ asset: assetId, amount, ...quote }];
    missing.push(unpriced(assetId, "no price"));
    return [];
  });
  return shared.ok && missing.length === 0 ? ok({ ...shared.value, collaterals }) : fail(...missing);
}

/** A sub-account as the first portfolio margin sees it: one market and its own coin. */
export function pmrmAccount(source: Source, holdings: Holdings, market: DeriveMarket): Result<PmrmAccount> {
  const row = source.lookup.accrual(market.marketId, accruals.staticRate);
  const rate = { rate: row === undefined ? 0 : toNumber(row.value, 18), rateConfidence: 1 };
  const shared = portfolioAccount(source, holdings, market, () => rate);
  const foreign = holdings.coins.filter(({ marketId }) => marketId !== market.marketId);
  const missing: Issue[] = shared.ok ? [] : [...shared.issues];
  missing.push(...foreign.map(({ assetId }) => notOfMarket(holdings, assetId, market)));
  const base = holdings.coins.reduce((sum, coin) => sum + coin.amount, 0);
  return shared.ok && missing.length === 0 ? ok({ ...shared.value, base }) : fail(...missing);
}

function portfolioAccount(
  source: Source,
  holdings: Holdings,
  market: DeriveMarket,
  rateOf: (expiry: number) => Rate | Issue,
): Result<PortfolioAccount> {
  const { marketId } = market;
  const missing: Issue[] = holdings.unread.map((id) => unpriced(id, "unknown terms"));
  for (const held of [...holdings.options, ...holdings.perps]) {
    if (held.marketId !== marketId) missing.push(notOfMarket(holdings, held.instrumentId, market));
  }
  const spot = spotQuote(source, marketId);
  if (spot === null) missing.push(unpriced(source.lookup.marketSubject(marketId), "no spot price"));
  const options = quoteOptions(source, holdings.options);
  missing.push(...options.missing);
  const expiries = options.forwards.flatMap((forward: ExpiryForward): ExpiryQuote[] => {
    const rate = rateOf(forward.expiry);
    if ("code" in rate) missing.push(rate);
    return "code" in rate ? [] : [{ ...forward, ...rate }];
  });
  const [heldPerp] = holdings.perps;
  const perp = heldPerp === undefined ? undefined : quotePerp(source, heldPerp);
  if (perp !== undefined && "code" in perp) missing.push(perp);
  if (spot === null || (perp !== undefined && "code" in perp) || missing.length > 0) return fail(...missing);
  return ok({
    timestamp: source.lookup.clock.timestamp,
    cash: holdings.cash,
    stablePrice: stableQuote(source).price,
    spot,
    ...(perp === undefined ? {} : { perp }),
    options: options.legs,
    expiries,
  });
}

function expiryRate(source: Source, market: DeriveMarket, expiry: number): Rate | Issue {
  const { lookup, findings } = source;
  if (expiry <= lookup.clock.timestamp) return { rate: 0, rateConfidence: 1 };
  const row = lookup.rate(market.marketId, expiry);
  if (row === undefined) {
    return unpriced(`${lookup.marketSubject(market.marketId)}:${expiry}`, "no interest rate");
  }
  const { publishedAt } = row;
  const { chainId } = lookup.clock;
  const address = lookup.feedAddress(market.marketId, "rateFeed") ?? "unknown";
  const feedId = `rate:${expiry}`;
  findings.used({ chainId, address, feedId, roundId: String(publishedAt), publishedAt });
  const subject = `${chainId}:${address}:${feedId}`;
  checkAge(source, { marketId: market.marketId, kind: "rate", feedId: subject, publishedAt });
  return { rate: toNumber(row.rate, 18), rateConfidence: toNumber(row.confidence, 18) };
}

function notOfMarket(holdings: Holdings, id: string, market: DeriveMarket): Issue {
  return {
    code: "INTEGRITY",
    subject: holdings.setId,
    message: `account ${holdings.account.account} holds ${id}, which the ${market.name} manager ${holdings.account.manager} cannot hold`,
  };
}
