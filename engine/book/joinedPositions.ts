import type { Issue } from "../result.ts";
import { checkPosition, indexSets, type Leg, unpriced } from "./legs.ts";
import type { BookPosition, NettingSet } from "./position.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Positions joined with what they refer to, kept current while positions and the market change: the part that every
 * incremental view of a book shares. Positions that cannot be joined are kept aside and named by `issues`.
 */
export class JoinedPositions {
  readonly #sets: ReadonlyMap<string, NettingSet>;
  readonly #setIssues: readonly Issue[];
  readonly #legs = new Map<string, Leg>();
  readonly #rejected = new Map<string, { position: BookPosition; issues: readonly Issue[] }>();

  constructor(nettingSets: readonly NettingSet[]) {
    const { byId, issues } = indexSets(nettingSets);
    this.#sets = byId;
    this.#setIssues = issues;
  }

  /** Adds a position under a free id, or sets it aside; returns its leg if it has one. */
  add(position: BookPosition, sheet: Sheet): Leg | undefined {
    const issues = checkPosition(position, this.#sets, sheet.instruments);
    const set = this.#sets.get(position.nettingSetId);
    const instrument = sheet.instruments.get(position.instrumentId);
    if (issues.length > 0 || set === undefined || instrument === undefined) {
      this.#rejected.set(position.id, { position, issues });
      return undefined;
    }
    const leg = { position, set, instrument };
    this.#legs.set(position.id, leg);
    return leg;
  }

  /** Takes a position out; returns the leg that it had. */
  remove(positionId: string): Leg | undefined {
    this.#rejected.delete(positionId);
    const leg = this.#legs.get(positionId);
    this.#legs.delete(positionId);
    return leg;
  }

  /** Every position, joined or set aside. */
  positions(): readonly BookPosition[] {
    return [...this.#legs.values(), ...this.#rejected.values()].map(({ position }) => position);
  }

  legs(): Iterable<Leg> {
    return this.#legs.values();
  }

  /** What does not count in a book on this sheet, and why, in the order of the position ids. */
  issues(sheet: Sheet): readonly Issue[] {
    const found = [...this.#rejected].map(([id, { issues }]) => [id, issues] as const);
    for (const [id, { position }] of this.#legs) {
      if (!sheet.rows.has(position.instrumentId)) found.push([id, [unpriced(position)]]);
    }
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.#setIssues, ...found.flatMap(([, issues]) => issues)];
  }
}

/** Whether legs joined on one sheet can stay on another: validity hangs on the instruments, tenors on the clock. */
export function sameJoin(a: Sheet, b: Sheet): boolean {
  return a.instruments === b.instruments && a.timestamp === b.timestamp;
}
