import type { Right } from "../book/instrument.ts";
import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { issuesOf, nonNegative, positive, within } from "./checks.ts";
import type { MarginReport } from "./report.ts";

interface VaultBase {
  readonly right: Right;
  /** oTokens minted against the vault, base units. */
  readonly shortAmount: number;
  /** Strike of the short oToken, in units of the strike asset. */
  readonly shortStrike: number;
  /** Whole collateral tokens. */
  readonly collateralAmount: number;
  readonly collateralPriceUsd: number;
  readonly underlyingPriceUsd: number;
  /** USD per unit of the strike asset (USDC). */
  readonly strikeAssetPriceUsd: number;
}

/** Vault type 0: every pay-off is covered, partly by a long oToken of the same series family. It is never liquidated. */
export interface GammaFullVault extends VaultBase {
  readonly kind: "full";
  readonly longAmount: number;
  readonly longStrike: number;
}

/** Vault type 1: partly collateralised, in the underlying for calls and in the strike asset for puts; no long allowed. */
export interface GammaNakedVault extends VaultBase {
  readonly kind: "naked";
  /** Largest value of an at-the-money option as a share of spot, from `gammaUpperBound`. */
  readonly upperBound: number;
  /** `SpotShockUpdated` of the product / 1e27: the price that the margin assumes, as a share of spot (0..1]. */
  readonly spotShock: number;
}

export type GammaVault = GammaFullVault | GammaNakedVault;

function check(vault: GammaVault) {
  return issuesOf(
    nonNegative("shortAmount", vault.shortAmount),
    positive("shortStrike", vault.shortStrike),
    nonNegative("collateralAmount", vault.collateralAmount),
    positive("collateralPriceUsd", vault.collateralPriceUsd),
    positive("underlyingPriceUsd", vault.underlyingPriceUsd),
    positive("strikeAssetPriceUsd", vault.strikeAssetPriceUsd),
    ...(vault.kind === "full"
      ? [nonNegative("longAmount", vault.longAmount), nonNegative("longStrike", vault.longStrike)]
      : [within("upperBound", vault.upperBound, 0, 1), within("spotShock", vault.spotShock, 0, 1)]),
  );
}

/** Puts in strike asset, calls in underlying. Source: MarginCalculator._getPut/CallSpreadMarginRequired. */
function fullRequirement(vault: GammaFullVault): number {
  const { shortAmount, shortStrike, longAmount, longStrike } = vault;
  if (vault.right === "put") {
    return Math.max(shortAmount * shortStrike - longStrike * Math.min(shortAmount, longAmount), 0);
  }
  const uncovered = Math.max(shortAmount - longAmount, 0);
  if (longStrike === 0) return uncovered;
  return Math.max(((longStrike - shortStrike) * shortAmount) / longStrike, uncovered);
}

/** Puts in strike asset, calls in underlying. Source: MarginCalculator._getNakedMarginRequired. */
function nakedRequirement(vault: GammaNakedVault): number {
  const { right, shortAmount, shortStrike, upperBound, spotShock } = vault;
  const spot = vault.underlyingPriceUsd / vault.strikeAssetPriceUsd;
  const [low, one] =
    right === "put" ? [spotShock * spot, shortStrike] : [(shortStrike * spotShock) / spot, 1];
  return shortAmount * (upperBound * Math.min(one, low) + Math.max(one - low, 0));
}

/** Closed form: the requirement is linear in spot (put) or in 1 / spot (call) on its moving side, flat on the other. */
function nakedLiquidationPrice(vault: GammaNakedVault): number | null {
  const { shortAmount, shortStrike, upperBound, spotShock, strikeAssetPriceUsd } = vault;
  const perOption = vault.collateralAmount / shortAmount;
  const slope = spotShock * (1 - upperBound);
  const put = vault.right === "put";
  const covered = put ? perOption / shortStrike : perOption;
  if (!(slope > 0) || covered <= upperBound || covered >= 1) return null;
  const spot = put ? (shortStrike * (1 - covered)) / slope : (shortStrike * slope) / (1 - covered);
  return spot * strikeAssetPriceUsd;
}

/**
 * Upper bound for a time to expiry: the table's first entry that is not shorter (the contract does not interpolate).
 * `table` is ascending in seconds, values as shares of spot. Fails with MISSING_PARAMETER beyond the table, where the
 * contract reverts. Source: MarginCalculator._findUpperBoundValue.
 */
export function gammaUpperBound(
  table: readonly { readonly seconds: number; readonly value: number }[],
  secondsToExpiry: number,
): Result<number> {
  const row = table.find(({ seconds }) => seconds >= secondsToExpiry);
  if (row !== undefined) return { ok: true, value: row.value };
  return fail({
    code: "MISSING_PARAMETER",
    field: "secondsToExpiry",
    message: `no upper bound value for ${secondsToExpiry} seconds to expiry`,
  });
}

/**
 * Margin of one live Opyn Gamma vault: requirement and collateral as the MarginCalculator compares them, in USD.
 * Initial and maintenance are the same rule. Equity is the collateral alone: the short's value is in the requirement.
 * A naked vault is liquidated strictly below the requirement; a full one never is.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: opynfinance/GammaProtocol@841f81d contracts/core/MarginCalculator.sol.
 */
export function gammaVaultMargin(vault: GammaVault): Result<MarginReport> {
  const issues = check(vault);
  if (issues.length > 0) return fail(...issues);

  const required = vault.kind === "full" ? fullRequirement(vault) : nakedRequirement(vault);
  const requiredUsd =
    required * (vault.right === "put" ? vault.strikeAssetPriceUsd : vault.underlyingPriceUsd);
  return buildReport({
    model: vault.kind === "full" ? "opyn-gamma-full" : "opyn-gamma-naked",
    equityUsd: vault.collateralAmount * vault.collateralPriceUsd,
    presentPriceUsd: vault.underlyingPriceUsd,
    liquidationPriceUsd:
      vault.kind === "naked" && vault.shortAmount > 0 ? nakedLiquidationPrice(vault) : null,
    terms: [
      {
        name: vault.kind === "full" ? "maximumLoss" : "shockedUpperBound",
        initialUsd: requiredUsd,
        maintenanceUsd: requiredUsd,
      },
    ],
  });
}
