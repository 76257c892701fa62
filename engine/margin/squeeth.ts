import { fail, type Issue, invalid, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { issuesOf, nonNegative, positive } from "./checks.ts";
import { crossingBetween } from "./liquidationPrice.ts";
import { rangeAmounts } from "./rangeAmounts.ts";
import type { MarginReport } from "./report.ts";

/** ETH price is quoted per 10,000 in the index (Controller.INDEX_SCALE). */
const INDEX_SCALE = 10_000;
const COLLATERAL_RATIO = 1.5;

/** An oSQTH/ETH Uniswap v3 position lodged as collateral; prices in ETH per oSQTH. */
export interface SqueethRange {
  readonly liquidity: number;
  readonly lowerPrice: number;
  readonly upperPrice: number;
  /** The pool's 420 s TWAP. */
  readonly poolPrice: number;
  /** Uncollected fees, which count too. */
  readonly owedEth: number;
  readonly owedOsqth: number;
}

/** One Squeeth vault. */
export interface SqueethVault {
  readonly collateralEth: number;
  /** oSQTH minted and owed. */
  readonly shortOsqth: number;
  /** Normalisation factor rolled forward to now. */
  readonly normFactor: number;
  /** USD per ETH, the 420 s TWAP. */
  readonly ethPriceUsd: number;
  readonly range?: SqueethRange;
}

function check(vault: SqueethVault): Issue[] {
  const { range } = vault;
  const issues = issuesOf(
    nonNegative("collateralEth", vault.collateralEth),
    nonNegative("shortOsqth", vault.shortOsqth),
    positive("normFactor", vault.normFactor),
    positive("ethPriceUsd", vault.ethPriceUsd),
  );
  if (range === undefined) return issues;
  issues.push(
    ...issuesOf(
      nonNegative("range.liquidity", range.liquidity),
      positive("range.lowerPrice", range.lowerPrice),
      positive("range.upperPrice", range.upperPrice),
      positive("range.poolPrice", range.poolPrice),
      nonNegative("range.owedEth", range.owedEth),
      nonNegative("range.owedOsqth", range.owedOsqth),
    ),
  );
  if (range.lowerPrice >= range.upperPrice) {
    issues.push(invalid("range.upperPrice", `above range.lowerPrice ${range.lowerPrice}`, range.upperPrice));
  }
  return issues;
}

/**
 * Effective collateral and debt in ETH with the ETH price at `move` times the present one. oSQTH counts at the index,
 * not at its market price; the pool price moves with ETH, so the premium of mark over index is held.
 */
function valuesAt(vault: SqueethVault, move: number): { collateral: number; debt: number } {
  const indexEth = (vault.normFactor * vault.ethPriceUsd * move) / INDEX_SCALE;
  const { range } = vault;
  let collateral = vault.collateralEth;
  if (range !== undefined) {
    const held = rangeAmounts(range.liquidity, range.lowerPrice, range.upperPrice, range.poolPrice * move);
    collateral += held.amount1 + range.owedEth + (held.amount0 + range.owedOsqth) * indexEth;
  }
  return { collateral, debt: vault.shortOsqth * indexEth };
}

/**
 * Collateral over 1.5 debt is concave in the ETH price and starts at or above zero, so at most one crossing exists:
 * searched outwards from the present price, over a factor of 1e9 either way.
 */
function liquidationPrice(vault: SqueethVault): number | null {
  const gap = (move: number) => {
    const { collateral, debt } = valuesAt(vault, move);
    return collateral - COLLATERAL_RATIO * debt;
  };
  const step = gap(1) >= 0 ? 2 : 0.5;
  for (let move = 1, i = 0; i < 30; move *= step, i += 1) {
    const crossing = crossingBetween(gap, Math.min(move, move * step), Math.max(move, move * step));
    if (crossing !== null) return crossing * vault.ethPriceUsd;
  }
  return null;
}

/**
 * Margin of one Squeeth vault: safe while collateral * 2 >= debt * 3, both in ETH and the debt at the **index**
 * (ETH price squared), not at what oSQTH costs. Initial and maintenance are the same rule; a vault that is left with
 * less than 0.5 ETH cannot be opened, which is not a margin. Reported in USD at the present ETH price.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: opynfinance/squeeth-monorepo@6dc8cd9 packages/hardhat/contracts/libs/VaultLib.sol.
 */
export function squeethVaultMargin(vault: SqueethVault): Result<MarginReport> {
  const issues = check(vault);
  if (issues.length > 0) return fail(...issues);

  const { collateral, debt } = valuesAt(vault, 1);
  const requiredUsd = COLLATERAL_RATIO * debt * vault.ethPriceUsd;
  return buildReport({
    model: "squeeth",
    equityUsd: collateral * vault.ethPriceUsd,
    presentPriceUsd: vault.ethPriceUsd,
    liquidationPriceUsd: debt > 0 ? liquidationPrice(vault) : null,
    terms: [{ name: "indexDebt", initialUsd: requiredUsd, maintenanceUsd: requiredUsd }],
  });
}
