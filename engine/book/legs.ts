import { type Issue, invalid } from "../result.ts";
import { MAX_TERM } from "./exactSums.ts";
import type { Instrument } from "./instrument.ts";
import type { BookPosition, NettingSet } from "./position.ts";
import type { SheetRow } from "./row.ts";
import type { Sheet } from "./sheet.ts";

/** A position with what it refers to. */
export interface Leg {
  readonly position: BookPosition;
  readonly set: NettingSet;
  readonly instrument: Instrument;
}

/** A leg that the sheet prices. */
export interface PricedLeg extends Leg {
  readonly row: SheetRow;
}

/** Netting sets by id; of two with one id the first counts, and the second is an issue. */
export function indexSets(sets: readonly NettingSet[]): {
  readonly byId: ReadonlyMap<string, NettingSet>;
  readonly issues: readonly Issue[];
} {
  const byId = new Map<string, NettingSet>();
  const issues: Issue[] = [];
  sets.forEach((set, i) => {
    if (byId.has(set.id)) {
      issues.push({ ...invalid(`nettingSets[${i}].id`, "unique", set.id), subject: set.id });
    } else byId.set(set.id, set);
  });
  return { byId, issues };
}

/** What is wrong with a position in itself or in what it refers to; empty when it can enter a book. */
export function checkPosition(
  position: BookPosition,
  sets: ReadonlyMap<string, NettingSet>,
  instruments: ReadonlyMap<string, Instrument>,
): Issue[] {
  const issues: Issue[] = [];
  const field = (name: keyof BookPosition) => `positions[${position.id}].${name}`;
  const report = (name: keyof BookPosition, rule: string) =>
    issues.push({ ...invalid(field(name), rule, position[name]), subject: position.id });
  if (!(Math.abs(position.quantity) < MAX_TERM)) report("quantity", "finite and below 2^60");
  if (!(Math.abs(position.costUsd) < MAX_TERM)) report("costUsd", "finite and below 2^60");
  if (!(Math.abs(position.carryUsdPerYear ?? 0) < MAX_TERM)) {
    report("carryUsdPerYear", "finite and below 2^60");
  }
  if (!instruments.has(position.instrumentId)) report("instrumentId", "the id of a known instrument");
  if (!sets.has(position.nettingSetId)) report("nettingSetId", "the id of a known netting set");
  return issues;
}

/** The finding about a position whose instrument has no row. */
export function unpriced(position: BookPosition): Issue {
  return {
    code: "UNPRICED",
    subject: position.id,
    field: `positions[${position.id}].instrumentId`,
    message: `${position.instrumentId} has no price, so this position is left out of every total`,
  };
}

/** Positions with distinct ids: of two with one id the first is kept, and the second is an issue. */
export function uniquePositions(positions: readonly BookPosition[]): {
  readonly unique: readonly BookPosition[];
  readonly issues: readonly Issue[];
} {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  const unique = positions.filter(({ id }, i) => {
    if (seen.has(id)) issues.push({ ...invalid(`positions[${i}].id`, "unique", id), subject: id });
    return seen.size < seen.add(id).size;
  });
  return { unique, issues };
}

/**
 * Joins positions with their netting set and sheet row. Positions that cannot be joined become issues that name
 * them; the others are not affected. Of two positions with one id the first counts.
 */
export function priceLegs(
  positions: readonly BookPosition[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
): { readonly legs: readonly PricedLeg[]; readonly issues: readonly Issue[] } {
  const sets = indexSets(nettingSets);
  const { unique, issues: duplicates } = uniquePositions(positions);
  const issues = [...sets.issues, ...duplicates];
  const legs: PricedLeg[] = [];
  for (const position of unique) {
    const found = checkPosition(position, sets.byId, sheet.instruments);
    const set = sets.byId.get(position.nettingSetId);
    const instrument = sheet.instruments.get(position.instrumentId);
    const row = sheet.rows.get(position.instrumentId);
    if (found.length > 0 || set === undefined || instrument === undefined) issues.push(...found);
    else if (row === undefined) issues.push(unpriced(position));
    else legs.push({ position, set, instrument, row });
  }
  return { legs, issues };
}
