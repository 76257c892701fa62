import type { Right } from "../book/instrument.ts";
import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { issuesOf, nonNegative, positive } from "./checks.ts";
import type { MarginReport } from "./report.ts";

/** Short contracts of one Premia v3 pool, LP range orders resolved into the shorts that they hold. */
export interface PremiaShort {
  readonly right: Right;
  /** Contracts, base units (>= 0). */
  readonly contracts: number;
  /** Quote units per base unit. */
  readonly strike: number;
  readonly basePriceUsd: number;
  readonly quotePriceUsd: number;
}

/**
 * Margin of a Premia v3 short: fully collateralised (a call locks its size in base, a put size * strike in quote), so
 * what is locked is requirement and equity alike and nothing is ever liquidated.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: Premian-Labs/v3-contracts@fe3b821 contracts/libraries/Position.sol contractsToCollateral.
 */
export function premiaMargin(short: PremiaShort): Result<MarginReport> {
  const issues = issuesOf(
    nonNegative("contracts", short.contracts),
    positive("strike", short.strike),
    positive("basePriceUsd", short.basePriceUsd),
    positive("quotePriceUsd", short.quotePriceUsd),
  );
  if (issues.length > 0) return fail(...issues);
  const lockedUsd =
    short.right === "call"
      ? short.contracts * short.basePriceUsd
      : short.contracts * short.strike * short.quotePriceUsd;
  return buildReport({
    model: "premia-v3",
    equityUsd: lockedUsd,
    presentPriceUsd: short.basePriceUsd,
    liquidationPriceUsd: null,
    terms: [{ name: "fullCollateral", initialUsd: lockedUsd, maintenanceUsd: lockedUsd }],
  });
}
