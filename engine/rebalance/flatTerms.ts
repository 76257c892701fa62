import { semidefiniteRoot } from "../solvers/semidefiniteRoot.ts";
import { byText } from "./byText.ts";
import type { FlatLeg } from "./flatBook.ts";
import type { MandateRow, MandateTerms, PerUnit } from "./terms.ts";

/** A linear form of the positions: leg index and value per unit, without zeros, by leg. */
export type LegForm = readonly (readonly [leg: number, value: number])[];

export interface FlatRow extends Omit<MandateRow, "perUnit" | "shortfall"> {
  readonly perUnit: LegForm;
  readonly shortfall: { readonly confidence: number; readonly scenarios: readonly LegForm[] } | null;
}

export interface FlatFactor {
  readonly name: string;
  readonly perUnit: LegForm;
  readonly constant: number;
}

/** A leg whose price is doubted, with the variance that the doubt adds per squared unit and year, USD^2. */
export interface WidenedLeg {
  readonly leg: number;
  readonly addedVariance: number;
}

export interface FlatRisk {
  readonly aversionPerUsd: number;
  readonly factors: readonly FlatFactor[];
  /** Rows whose squared products with the exposures sum to the variance per year. */
  readonly root: readonly (readonly number[])[];
  readonly widened: readonly WidenedLeg[];
}

/** A mandate's terms over leg indices, in one canonical order. */
export interface FlatTerms {
  readonly rows: readonly FlatRow[];
  readonly rewards: readonly { readonly name: string; readonly perUnit: LegForm }[];
  readonly risk: FlatRisk | null;
}

/** Sorts rows by id, rewards and factors by name, and names legs by their index. Terms must be valid. */
export function flattenTerms(terms: MandateTerms, legs: readonly FlatLeg[]): FlatTerms {
  const index = new Map(legs.map((leg, i) => [legKey(leg), i]));
  const form = (perUnit: readonly PerUnit[]): LegForm =>
    perUnit
      .flatMap((one): [number, number][] => {
        const leg = index.get(legKey(one));
        return leg === undefined || one.value === 0 ? [] : [[leg, one.value]];
      })
      .sort(([a], [b]) => a - b);
  const named = <T extends { readonly name: string; readonly perUnit: readonly PerUnit[] }>(
    list: readonly T[],
  ) =>
    [...list].sort((a, b) => byText(a.name, b.name)).map((one) => ({ ...one, perUnit: form(one.perUnit) }));
  return {
    rows: [...terms.rows]
      .sort((a, b) => byText(a.id, b.id))
      .map(({ shortfall, ...row }) => ({
        ...row,
        perUnit: form(row.perUnit),
        shortfall:
          shortfall === undefined ? null : { ...shortfall, scenarios: shortfall.scenarios.map(form) },
      })),
    rewards: named(terms.rewards),
    risk: terms.risk === null ? null : flattenRisk(terms.risk, named(terms.risk.factors), legs),
  };
}

/** Names a leg across sets; a key and not a text for people. */
export function legKey({
  nettingSetId,
  instrumentId,
}: Pick<PerUnit, "nettingSetId" | "instrumentId">): string {
  return JSON.stringify([nettingSetId, instrumentId]);
}

function flattenRisk(
  risk: NonNullable<MandateTerms["risk"]>,
  factors: readonly FlatFactor[],
  legs: readonly FlatLeg[],
): FlatRisk {
  const place = factors.map(({ name }) => risk.factors.findIndex((factor) => factor.name === name));
  const covariance = place.map((k) => place.map((l) => risk.covariancePerYear[k]?.[l] ?? 0));
  const root = semidefiniteRoot(covariance) ?? [];
  const widened = legs.flatMap(({ oracle }, leg): WidenedLeg[] => {
    if (oracle.policy !== "widen") return [];
    const perUnit = factors.map((factor) => factor.perUnit.find(([i]) => i === leg)?.[1] ?? 0);
    const addedVariance = (oracle.varianceFactor - 1) * varianceOf(root, perUnit);
    return addedVariance > 0 ? [{ leg, addedVariance }] : [];
  });
  return { aversionPerUsd: risk.aversionPerUsd, factors, root, widened };
}

/** Variance per year of exposures to the factors, USD^2. */
export function varianceOf(root: FlatRisk["root"], exposures: readonly number[]): number {
  return root.reduce((sum, row) => {
    const part = row.reduce((all, weight, k) => all + weight * (exposures[k] ?? 0), 0);
    return sum + part * part;
  }, 0);
}
