import type { Result } from "../../result.ts";
import { accountBalances, type BalanceTerm, type DeriveBalances, sumBalances } from "./balances.ts";
import { confidenceContingency, depegFactor } from "./contingency.ts";
import type { Pm2Parameters } from "./pm2Parameters.ts";
import { type Pm2Account, type Pm2Portfolio, preparePm2 } from "./pm2Portfolio.ts";
import { type Pm2Revaluation, revaluePm2 } from "./pm2Revalue.ts";
import { type PortfolioMargin, portfolioReport, worstOf } from "./portfolioReport.ts";

/**
 * Margin of a Derive PMRM_2 account, USD: the worst of the scenarios and the basis contingency times `mmFactor`
 * (initial: `imFactor` plus the depeg factor), and contingencies on perpetuals, naked shorts and collateral; initial
 * margin adds its own share of these and the confidence contingency. The liquidation point is searched along spot
 * as in `standardMargin`; collateral that is not risk-cancelling stays where it is.
 *
 * Fails with the path of every field at fault. Source: derivexyz/v2-core PMRM_2, PMRMLib_2.
 */
export function pm2Margin(account: Pm2Account, parameters: Pm2Parameters): Result<PortfolioMargin> {
  const prepared = preparePm2(account, parameters);
  if (!prepared.ok) return prepared;
  const portfolio = prepared.value;
  const now = revaluePm2(portfolio, 1);
  return portfolioReport({
    model: "derive-pm2",
    terms: pm2Terms(portfolio, 1, now),
    scenarios: parameters.scenarios,
    scenarioPnl: now.scenarioPnl,
    basisContingency: now.basis,
    spot: account.spot.price,
    maintenanceAt: (factor) =>
      sumBalances(pm2Terms(portfolio, factor, revaluePm2(portfolio, factor))).maintenanceMargin,
  });
}

/** The three balances alone, without the search for the liquidation point: some sixty times cheaper. */
export function pm2Balances(account: Pm2Account, parameters: Pm2Parameters): Result<DeriveBalances> {
  const prepared = preparePm2(account, parameters);
  if (!prepared.ok) return prepared;
  return accountBalances(pm2Terms(prepared.value, 1, revaluePm2(prepared.value, 1)));
}

function pm2Terms(portfolio: Pm2Portfolio, factor: number, at: Pm2Revaluation): BalanceTerm[] {
  const { account, parameters, perp, expiries, collaterals } = portfolio;
  const { contingency, margin } = parameters;
  const spot = account.spot.price * factor;
  const worst = worstOf(at.basis, at.scenarioPnl).pnl;
  const perpNotional = spot * Math.abs(perp?.size ?? 0);
  const nakedNotional = spot * expiries.reduce((sum, expiry) => sum + expiry.nakedShorts, 0);
  let mmHaircut = 0;
  let imHaircut = 0;
  for (const { value, rules } of collaterals) {
    const moved = rules.isRiskCancelling ? value * factor : value;
    mmHaircut += moved * rules.mmHaircut;
    imHaircut += moved * rules.imHaircut;
  }
  const own = (name: string, usd: number): BalanceTerm => ({
    name,
    initialMargin: usd,
    maintenanceMargin: usd,
    markToMarket: usd,
  });
  /** Initial charges come on top of the maintenance ones. */
  const charge = (name: string, maintenance: number, added: number): BalanceTerm => ({
    name,
    initialMargin: -(maintenance + added),
    maintenanceMargin: -maintenance,
    markToMarket: 0,
  });
  const depeg = depegFactor(account.stablePrice, contingency);
  return [
    own("cash", account.cash),
    own("positions", at.markToMarket),
    {
      name: "scenario",
      initialMargin: worst * margin.imFactor,
      maintenanceMargin: worst * margin.mmFactor,
      markToMarket: 0,
    },
    charge("depeg", 0, -worst * depeg),
    charge(
      "perp contingency",
      perpNotional * contingency.mmPerpPercent,
      perpNotional * contingency.imPerpPercent,
    ),
    charge(
      "option contingency",
      nakedNotional * contingency.mmOptionPercent,
      nakedNotional * contingency.imOptionPercent,
    ),
    charge("collateral haircut", mmHaircut, imHaircut),
    charge("confidence contingency", 0, confidence(portfolio, factor)),
  ];
}

/** A perpetual's own doubt spreads to the options, but not to the collateral: that is how the manager reads it. */
function confidence(portfolio: Pm2Portfolio, factor: number): number {
  const { account, perp, expiries, collaterals } = portfolio;
  const { contingency } = portfolio.parameters;
  const spot = account.spot.price * factor;
  const least = Math.min(account.spot.confidence, perp?.confidence ?? 1);
  let total = confidenceContingency(least, spot * Math.abs(perp?.size ?? 0), contingency);
  for (const { book, grossOptions } of expiries)
    total += confidenceContingency(Math.min(least, book.minConfidence), spot * grossOptions, contingency);
  for (const { value, confidence: own, rules } of collaterals)
    total += confidenceContingency(own, rules.isRiskCancelling ? value * factor : value, contingency);
  return total;
}
