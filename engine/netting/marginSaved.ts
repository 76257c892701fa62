import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";

/** Margin that netting sets ask alone against what one joint account would ask. USD. */
export interface MarginSaved {
  readonly standaloneUsd: number;
  readonly jointUsd: number;
  /** standalone - joint, in total. */
  readonly savedUsd: number;
  /** saved / standalone; null when nothing is asked. */
  readonly benefit: number | null;
  /** The part that an agreement which exists today really frees. */
  readonly enforceableTodayUsd: number;
  /** saved - enforceable: no venue gives it. */
  readonly hypotheticalUsd: number;
}

/**
 * Compares the margins of netting sets with that of a joint account. `enforceableTodayUsd` is the saving from sets
 * that are merged in reality: 0 across venues, because no on-chain venue recognises another's position.
 */
export function marginSaved(
  standalone: Readonly<Record<string, number>>,
  jointUsd: number,
  enforceableTodayUsd: number,
): Result<MarginSaved> {
  const issues = [
    ...Object.entries(standalone).flatMap(([id, usd]) => checkNonNegative(`standalone.${id}`, usd)),
    ...checkNonNegative("jointUsd", jointUsd),
    ...checkFinite("enforceableTodayUsd", enforceableTodayUsd),
  ];
  if (issues.length > 0) return fail(...issues);
  const standaloneUsd = Object.values(standalone).reduce((sum, usd) => sum + usd, 0);
  const savedUsd = standaloneUsd - jointUsd;
  return ok({
    standaloneUsd,
    jointUsd,
    savedUsd,
    benefit: standaloneUsd > 0 ? savedUsd / standaloneUsd : null,
    enforceableTodayUsd,
    hypotheticalUsd: savedUsd - enforceableTodayUsd,
  });
}

/** Scenario P&L of one netting set, in USD. */
export interface SetPnl {
  readonly nettingSetId: string;
  readonly pnl: ArrayLike<number>;
  /** Share of its gains that other sets may not count on, 0 to 1. */
  readonly haircut: number;
}

/** Scenario margins of sets alone, joined, and joined with haircuts; standalone >= haircut >= joint. USD. */
export interface JointMargin {
  readonly standalone: Readonly<Record<string, number>>;
  readonly jointUsd: number;
  readonly jointWithHaircutUsd: number;
}

/**
 * What one account over all sets would need under the same scenarios: max(0, -min_s sum of P&L). With haircuts a
 * set's gain in a scenario counts only for 1 - haircut, its loss in full, so a hedge on a slow bridge helps less.
 * Hypothetical: no such account exists.
 */
export function jointScenarioMargin(sets: readonly SetPnl[]): Result<JointMargin> {
  const count = sets[0]?.pnl.length ?? 0;
  const issues = sets.flatMap(({ nettingSetId, pnl, haircut }, i) => {
    const found = Array.from(pnl).flatMap((x, s) => checkFinite(`sets[${i}].pnl[${s}]`, x));
    if (pnl.length !== count)
      found.push(invalid(`sets[${i}].pnl.length`, `${count}, like that of sets[0]`, pnl.length));
    if (!(haircut >= 0 && haircut <= 1)) found.push(invalid(`sets[${i}].haircut`, "in [0, 1]", haircut));
    return found.map((issue) => ({ ...issue, subject: nettingSetId }));
  });
  if (issues.length > 0) return fail(...issues);
  const margin = (pnlAt: (s: number) => number) => {
    let worst = 0;
    for (let s = 0; s < count; s++) worst = Math.min(worst, pnlAt(s));
    return 0 - worst;
  };
  const at = (set: SetPnl, s: number) => set.pnl[s] ?? Number.NaN;
  const counted = (set: SetPnl, s: number) => (at(set, s) > 0 ? (1 - set.haircut) * at(set, s) : at(set, s));
  return ok({
    standalone: Object.fromEntries(sets.map((set) => [set.nettingSetId, margin((s) => at(set, s))])),
    jointUsd: margin((s) => sets.reduce((sum, set) => sum + at(set, s), 0)),
    jointWithHaircutUsd: margin((s) => sets.reduce((sum, set) => sum + counted(set, s), 0)),
  });
}
