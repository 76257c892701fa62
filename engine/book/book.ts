import type { Issue } from "../result.ts";
import { ExactSums } from "./exactSums.ts";
import { type Grouping, groupKey } from "./groups.ts";
import { JoinedPositions, sameJoin } from "./joinedPositions.ts";
import { type Leg, uniquePositions } from "./legs.ts";
import { type BookGreeks, greeksOf, type Holding, NO_TERMS } from "./measures.ts";
import type { BookPosition, NettingSet } from "./position.ts";
import type { Sheet } from "./sheet.ts";

/** Slots of what a group holds of one instrument. */
interface Cell {
  readonly long: number;
  readonly short: number;
  readonly cost: number;
  readonly carry: number;
  positions: number;
}

interface Group {
  readonly cells: Map<string, Cell>;
  cached: BookGreeks | null;
}

/**
 * A book of positions that keeps its greeks current while positions and the market change.
 *
 * A measure is linear in quantity, so a group stores only how much it holds of each instrument, summed exactly
 * (`ExactSums`), and multiplies with the sheet when it is read. Neither the order in which positions came nor the
 * changes on the way can be seen in the result: updating gives the same bits as building anew. A change of one
 * position touches one cell per grouping; after a market move only groups that hold a changed instrument are read anew.
 *
 * A position whose instrument has no row counts nowhere and is named by `issues()`; it counts again as soon as a
 * sheet prices the instrument.
 */
export class Book {
  #sheet: Sheet;
  readonly #joined: JoinedPositions;
  readonly #groups: ReadonlyMap<Grouping, Map<string, Group>>;
  readonly #sums = new ExactSums();
  readonly #scratch = this.#sums.allocate();

  /** An empty book. `groupings` are those that `greeks` can be asked for. */
  constructor(sheet: Sheet, nettingSets: readonly NettingSet[], groupings: readonly Grouping[]) {
    this.#sheet = sheet;
    this.#joined = new JoinedPositions(nettingSets);
    this.#groups = new Map(groupings.map((by) => [by, new Map<string, Group>()]));
  }

  /** Adds a position, or replaces the one with its id. A position that is not valid is kept out and named. */
  set(position: BookPosition): void {
    this.remove(position.id);
    const leg = this.#joined.add(position, this.#sheet);
    if (leg !== undefined) this.#count(leg, 1);
  }

  /** Takes a position out; nothing happens when there is none of that id. */
  remove(positionId: string): void {
    const leg = this.#joined.remove(positionId);
    if (leg !== undefined) this.#count(leg, -1);
  }

  /** Moves the book to another sheet. One made by `updateSheet` shares the rows that did not change. */
  reprice(sheet: Sheet): void {
    const previous = this.#sheet;
    if (!sameJoin(sheet, previous)) {
      const positions = this.#joined.positions();
      for (const { id } of positions) this.remove(id);
      this.#sheet = sheet;
      for (const position of positions) this.set(position);
      return;
    }
    this.#sheet = sheet;
    const changed = (id: string) => sheet.rows.get(id) !== previous.rows.get(id);
    for (const groups of this.#groups.values()) {
      for (const group of groups.values()) {
        if (group.cached !== null && holdsAny(group, changed)) group.cached = null;
      }
    }
  }

  /**
   * Greeks by group key, in the order of the keys. A group of which nothing is priced is absent; `total` is always
   * there. Empty for a grouping that the book was not built with.
   */
  greeks(by: Grouping): ReadonlyMap<string, BookGreeks> {
    const groups = this.#groups.get(by);
    if (groups === undefined) return new Map();
    const found = [...groups]
      .filter(([, group]) => holdsAny(group, (id) => this.#sheet.rows.has(id)))
      .map(([key, group]) => [key, this.#read(group)] as const);
    if (by === "TOTAL" && found.length === 0)
      found.push(["total", greeksOf([], NO_TERMS, this.#sheet.scenarios.length)]);
    return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What is left out of the totals and why, in the order of the position ids. */
  issues(): readonly Issue[] {
    return this.#joined.issues(this.#sheet);
  }

  #count(leg: Leg, sign: 1 | -1): void {
    const { quantity, costUsd, carryUsdPerYear = 0, instrumentId } = leg.position;
    for (const [by, groups] of this.#groups) {
      const key = groupKey(by, leg, this.#sheet.timestamp);
      const group = groups.get(key) ?? { cells: new Map<string, Cell>(), cached: null };
      groups.set(key, group);
      group.cached = null;
      const cell = group.cells.get(instrumentId) ?? this.#openCell();
      group.cells.set(instrumentId, cell);
      this.#sums.add(quantity > 0 ? cell.long : cell.short, sign * quantity);
      this.#sums.add(cell.cost, sign * costUsd);
      this.#sums.add(cell.carry, sign * carryUsdPerYear);
      cell.positions += sign;
      if (cell.positions === 0) {
        for (const slot of [cell.long, cell.short, cell.cost, cell.carry]) this.#sums.release(slot);
        group.cells.delete(instrumentId);
      }
      if (group.cells.size === 0) groups.delete(key);
    }
  }

  #openCell(): Cell {
    const sums = this.#sums;
    return {
      long: sums.allocate(),
      short: sums.allocate(),
      cost: sums.allocate(),
      carry: sums.allocate(),
      positions: 0,
    };
  }

  #read(group: Group): BookGreeks {
    group.cached ??= this.#evaluate(group);
    return group.cached;
  }

  #evaluate(group: Group): BookGreeks {
    const sums = this.#sums;
    const priced: { readonly holding: Holding; readonly cell: Cell }[] = [];
    for (const [id, cell] of group.cells) {
      const row = this.#sheet.rows.get(id);
      if (row === undefined) continue;
      sums.clear(this.#scratch);
      sums.merge(this.#scratch, cell.long, 1);
      sums.merge(this.#scratch, cell.short, 1);
      const net = sums.value(this.#scratch);
      priced.push({
        holding: { row, long: sums.value(cell.long), short: sums.value(cell.short), net },
        cell,
      });
    }
    priced.sort((a, b) => (a.holding.row.instrument.id < b.holding.row.instrument.id ? -1 : 1));
    const total = (slot: "cost" | "carry") => {
      sums.clear(this.#scratch);
      for (const { cell } of priced) sums.merge(this.#scratch, cell[slot], 1);
      return sums.value(this.#scratch);
    };
    return greeksOf(
      priced.map(({ holding }) => holding),
      { costUsd: total("cost"), carryUsdPerYear: total("carry") },
      this.#sheet.scenarios.length,
    );
  }
}

function holdsAny(group: Group, test: (instrumentId: string) => boolean): boolean {
  for (const id of group.cells.keys()) if (test(id)) return true;
  return false;
}

/**
 * Greeks of positions, grouped in one way; what could not be counted is named in `issues`. Of two positions with one
 * id the first counts.
 */
export function bookGreeks(
  positions: readonly BookPosition[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
  by: Grouping,
): { readonly groups: ReadonlyMap<string, BookGreeks>; readonly issues: readonly Issue[] } {
  const book = new Book(sheet, nettingSets, [by]);
  const { unique, issues } = uniquePositions(positions);
  for (const position of unique) book.set(position);
  return { groups: book.greeks(by), issues: [...issues, ...book.issues()] };
}
