import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative } from "../risk/checks.ts";
import type { Holding, Holdings } from "./holding.ts";
import { around, rowOver, sumOver } from "./rows.ts";

/**
 * Cap on the net delta in USD of the legs that match both names; null matches all. Longs and shorts inside the group
 * offset each other.
 */
export interface ConcentrationLimit {
  readonly venue: string | null;
  readonly underlying: string | null;
  readonly maximumUsd: number;
}

/** How exposure is spread over groups. */
export interface Concentration {
  /** |net delta in USD| by group, largest first. */
  readonly groups: readonly { readonly name: string; readonly exposureUsd: number; readonly share: number }[];
  /** Herfindahl-Hirschman index: sum of squared shares, from 1 / groups to 1; 0 without exposure. */
  readonly herfindahl: number;
  /** 1 / herfindahl: as many equal groups would be as concentrated; 0 without exposure. */
  readonly effectiveNumber: number;
}

const deltaUsd = ({ greeks, referenceUsd }: Holding) => greeks.delta * referenceUsd;

/** Rows of the caps. Fails with INVALID_INPUT for a group without a leg, a cap twice, or a cap that is not >= 0. */
export function concentrationRows(
  holdings: Holdings,
  limits: readonly ConcentrationLimit[],
): Result<MandateRow[]> {
  const issues: Issue[] = [];
  const rows = limits.map(({ venue, underlying, maximumUsd }, i) => {
    const path = `concentration[${i}]`;
    const isInGroup = (leg: Holding) =>
      (venue === null || leg.venue === venue) && (underlying === null || leg.underlying === underlying);
    issues.push(...checkNonNegative(`${path}.maximumUsd`, maximumUsd));
    if (!holdings.legs.some(isInGroup))
      issues.push(invalid(path, "a group with a leg", `${venue ?? "any venue"}, ${underlying ?? "any"}`));
    if (limits.findIndex((other) => other.venue === venue && other.underlying === underlying) !== i)
      issues.push(invalid(path, "unique", `${venue}, ${underlying}`));
    const id = `concentration:${venue ?? "*"}:${underlying ?? "*"}`;
    const head = { id, kind: "concentration", unit: "USD", usdPerUnit: 1 } as const;
    return rowOver(holdings, head, around(0, maximumUsd), (leg) => (isInGroup(leg) ? deltaUsd(leg) : 0));
  });
  return issues.length > 0 ? fail(...issues) : ok(rows);
}

/** Concentration of the net delta in USD by venue or by underlying when `quantities` are held, one per leg. */
export function concentrationOf(
  holdings: Holdings,
  by: "venue" | "underlying",
  quantities: ArrayLike<number>,
): Concentration {
  const names = [...new Set(holdings.legs.map((leg) => leg[by]))].sort();
  const exposures = names.map((name) => ({
    name,
    exposureUsd: Math.abs(sumOver(holdings, (leg) => (leg[by] === name ? deltaUsd(leg) : 0), quantities)),
  }));
  const total = exposures.reduce((sum, { exposureUsd }) => sum + exposureUsd, 0);
  const groups = exposures
    .map((group) => ({ ...group, share: total > 0 ? group.exposureUsd / total : 0 }))
    .sort((a, b) => b.exposureUsd - a.exposureUsd);
  const herfindahl = groups.reduce((sum, { share }) => sum + share * share, 0);
  return { groups, herfindahl, effectiveNumber: herfindahl > 0 ? 1 / herfindahl : 0 };
}
