import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive, within } from "./checks.ts";
import { linearRoot } from "./liquidationPrice.ts";
import type { MarginReport } from "./report.ts";

/** What an account holds in one market, base units and USD, signed as the contract signs them. */
export interface PerpV2Market {
  /** The market, as a catalog symbol or the base token's address. */
  readonly market: string;
  /** Total position: taker size plus base in the account's ranges less their base debt. */
  readonly size: number;
  /** Net quote of that position: < 0 for a long. A taker's `openNotional`. */
  readonly openNotionalUsd: number;
  /** Balances that count as debt when negative. A taker's equal `size` and `openNotionalUsd`; open ranges lower them. */
  readonly baseBalance: number;
  readonly quoteBalanceUsd: number;
  /** The contract's mark price (median of three), not the index. */
  readonly markPriceUsd: number;
}

/** A collateral token other than the settlement token. */
export interface PerpV2Collateral {
  readonly amount: number;
  readonly priceUsd: number;
  /** `collateralRatio`: the share of its value that counts. */
  readonly ratio: number;
}

/** One Perp v2 (Curie) account: all its markets and collateral margin each other. */
export interface PerpV2Account {
  /** Vault balance of the settlement token, whole units, signed. */
  readonly settlementBalanceUsd: number;
  /** P&L realised and not yet settled into the vault. */
  readonly owedRealizedPnlUsd: number;
  /** Funding accrued since the last settlement, > 0 when owed. */
  readonly pendingFundingUsd: number;
  /** Maker fees earned and not yet collected. */
  readonly pendingFeeUsd: number;
  readonly collateral: readonly PerpV2Collateral[];
  readonly markets: readonly PerpV2Market[];
  readonly imRatio: number;
  readonly mmRatio: number;
}

function check(account: PerpV2Account) {
  return issuesOf(
    finite("settlementBalanceUsd", account.settlementBalanceUsd),
    finite("owedRealizedPnlUsd", account.owedRealizedPnlUsd),
    finite("pendingFundingUsd", account.pendingFundingUsd),
    nonNegative("pendingFeeUsd", account.pendingFeeUsd),
    within("imRatio", account.imRatio, 0, 1),
    within("mmRatio", account.mmRatio, 0, 1),
    ...account.collateral.flatMap((row, i) => [
      nonNegative(`collateral[${i}].amount`, row.amount),
      nonNegative(`collateral[${i}].priceUsd`, row.priceUsd),
      within(`collateral[${i}].ratio`, row.ratio, 0, 1),
    ]),
    ...account.markets.flatMap((row, i) => [
      finite(`markets[${i}].size`, row.size),
      finite(`markets[${i}].openNotionalUsd`, row.openNotionalUsd),
      finite(`markets[${i}].baseBalance`, row.baseBalance),
      finite(`markets[${i}].quoteBalanceUsd`, row.quoteBalanceUsd),
      positive(`markets[${i}].markPriceUsd`, row.markPriceUsd),
    ]),
  );
}

/** |negative total quote| + the base owed in each market at its mark: a long counts its quote debt, a short its base. */
function totalDebtUsd(markets: readonly PerpV2Market[]): number {
  let quote = 0;
  let base = 0;
  for (const market of markets) {
    quote += market.quoteBalanceUsd;
    base += Math.max(0, -market.baseBalance) * market.markPriceUsd;
  }
  return Math.max(0, -quote) + base;
}

/**
 * Margin of one Perp v2 account.
 *
 * equity = account value = settlement balance + owed P&L + maker fees - funding + collateral at its ratio + unrealised
 * P&L at the mark. maintenance = mmRatio * sum of |size * mark|, liquidatable strictly below it.
 * initial = imRatio * total debt + unrealised profit: the venue compares min(collateral, account value) with the
 * requirement, so profit carries no new position; here it is a term, and equity - initial is the free collateral.
 * The liquidation price moves the one market that has a position; it is null with several markets, and ranges are
 * taken as fixed sizes. Fails with INVALID_INPUT naming each field outside its domain.
 * Source: perpetual-protocol/perp-curie-contract@d520bd8 contracts/Vault.sol, AccountBalance.sol.
 */
export function perpV2Margin(account: PerpV2Account): Result<MarginReport> {
  const issues = check(account);
  if (issues.length > 0) return fail(...issues);

  const { markets, mmRatio, imRatio } = account;
  let unrealizedUsd = 0;
  let positionValueUsd = 0;
  for (const market of markets) {
    unrealizedUsd += market.size * market.markPriceUsd + market.openNotionalUsd;
    positionValueUsd += Math.abs(market.size) * market.markPriceUsd;
  }
  let collateralUsd =
    account.settlementBalanceUsd +
    account.owedRealizedPnlUsd +
    account.pendingFeeUsd -
    account.pendingFundingUsd;
  for (const row of account.collateral) collateralUsd += row.amount * row.priceUsd * row.ratio;
  const equityUsd = collateralUsd + unrealizedUsd;

  const held = markets.filter((market) => market.size !== 0);
  const [only] = held;
  const single = held.length === 1 && only !== undefined ? only : null;
  const liquidationPriceUsd =
    single === null
      ? null
      : linearRoot(
          equityUsd - single.size * single.markPriceUsd,
          single.size,
          -mmRatio * Math.abs(single.size),
        );

  return buildReport({
    model: "perp-v2",
    equityUsd,
    presentPriceUsd: single?.markPriceUsd ?? null,
    liquidationPriceUsd,
    terms: [
      {
        name: "marginRatio",
        initialUsd: imRatio * totalDebtUsd(markets),
        maintenanceUsd: mmRatio * positionValueUsd,
      },
      { name: "unrealisedProfit", initialUsd: Math.max(0, unrealizedUsd), maintenanceUsd: 0 },
    ],
  });
}
