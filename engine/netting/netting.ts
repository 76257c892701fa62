import { MAX_TERM } from "../book/exactSums.ts";
import { groupKey } from "../book/groups.ts";
import { JoinedPositions, sameJoin } from "../book/joinedPositions.ts";
import { type Leg, type PricedLeg, uniquePositions } from "../book/legs.ts";
import type { BookPosition, NettingSet } from "../book/position.ts";
import type { Sheet } from "../book/sheet.ts";
import { type Issue, invalid } from "../result.ts";
import { type ExposureLeg, type NetExposure, NetTally, type SetNet, type UnderlyingNet } from "./netTally.ts";

/** The nets of a book, as a whole and seen through one venue, chain or tenor at a time. USD. */
export interface NettingReport {
  /** Underlyings added up; exposure to a stablecoin is under its own name in `byUnderlying`, and not in here. */
  readonly total: NetExposure;
  readonly byUnderlying: ReadonlyMap<string, UnderlyingNet>;
  /** Only what is margined there is netted: the slices of a hedge over two venues do not add up to the total. */
  readonly byVenue: ReadonlyMap<string, NetExposure>;
  readonly byChain: ReadonlyMap<string, NetExposure>;
  readonly byTenor: ReadonlyMap<string, NetExposure>;
  readonly sets: readonly SetNet[];
}

/** Dollars of delta of one position: quantity * delta * reference price of the underlying. */
export function deltaUsdOf(leg: Pick<PricedLeg, "position" | "row">): number {
  return leg.position.quantity * leg.row.delta * leg.row.referenceUsd;
}

const SLICES = ["VENUE", "CHAIN", "TENOR"] as const;
type Slice = (typeof SLICES)[number];

/**
 * The nets of a book, kept current while positions and the market change; updating gives the same bits as building
 * anew. Coin collateral counts like any other position. Stablecoins are listed by underlying and by set but kept out
 * of the total and of the slices, where cash would drown the exposure.
 */
export class NettingBook {
  #sheet: Sheet;
  readonly #joined: JoinedPositions;
  readonly #counted = new Map<string, ExposureLeg>();
  readonly #tooLarge = new Map<string, Issue>();
  readonly #all = new NetTally();
  readonly #total = new NetTally();
  readonly #slices: Readonly<Record<Slice, Map<string, NetTally>>> = {
    VENUE: new Map(),
    CHAIN: new Map(),
    TENOR: new Map(),
  };

  constructor(sheet: Sheet, nettingSets: readonly NettingSet[]) {
    this.#sheet = sheet;
    this.#joined = new JoinedPositions(nettingSets);
  }

  /** Adds a position, or replaces the one with its id. A position that is not valid is kept out and named. */
  set(position: BookPosition): void {
    this.remove(position.id);
    const leg = this.#joined.add(position, this.#sheet);
    if (leg !== undefined) this.#enter(leg);
  }

  /** Takes a position out; nothing happens when there is none of that id. */
  remove(positionId: string): void {
    const leg = this.#joined.remove(positionId);
    if (leg !== undefined) this.#leave(leg);
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
    for (const leg of this.#joined.legs()) {
      if (sheet.rows.get(leg.instrument.id) === previous.rows.get(leg.instrument.id)) continue;
      this.#leave(leg);
      this.#enter(leg);
    }
  }

  report(): NettingReport {
    return {
      total: this.#total.total(),
      byUnderlying: this.#all.byUnderlying(),
      byVenue: totals(this.#slices.VENUE),
      byChain: totals(this.#slices.CHAIN),
      byTenor: totals(this.#slices.TENOR),
      sets: this.#all.sets(),
    };
  }

  /** What is left out of the nets and why. */
  issues(): readonly Issue[] {
    const tooLarge = [...this.#tooLarge].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.#joined.issues(this.#sheet), ...tooLarge.map(([, issue]) => issue)];
  }

  #enter(leg: Leg): void {
    const row = this.#sheet.rows.get(leg.instrument.id);
    if (row === undefined) return;
    const { id } = leg.position;
    const deltaUsd = deltaUsdOf({ position: leg.position, row });
    if (!(Math.abs(deltaUsd) < MAX_TERM)) {
      const issue = invalid(`positions[${id}].deltaUsd`, "finite and below 2^60", deltaUsd);
      this.#tooLarge.set(id, { ...issue, subject: id });
      return;
    }
    const exposure = { underlying: leg.instrument.underlying, nettingSetId: leg.set.id, deltaUsd };
    this.#counted.set(id, exposure);
    for (const tally of this.#talliesOf(leg)) tally.add(exposure);
  }

  #leave(leg: Leg): void {
    const { id } = leg.position;
    this.#tooLarge.delete(id);
    const exposure = this.#counted.get(id);
    if (exposure === undefined) return;
    this.#counted.delete(id);
    for (const tally of this.#talliesOf(leg)) tally.remove(exposure);
  }

  #talliesOf(leg: Leg): NetTally[] {
    if (leg.instrument.kind === "spot" && leg.instrument.stable === true) return [this.#all];
    const slices = SLICES.map((by) => {
      const key = groupKey(by, leg, this.#sheet.timestamp);
      const tally = this.#slices[by].get(key) ?? new NetTally();
      this.#slices[by].set(key, tally);
      return tally;
    });
    return [this.#all, this.#total, ...slices];
  }
}

/** Nets positions three ways; what could not be counted is named. Of two positions with one id the first counts. */
export function netting(
  positions: readonly BookPosition[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
): { readonly report: NettingReport; readonly issues: readonly Issue[] } {
  const book = new NettingBook(sheet, nettingSets);
  const { unique, issues } = uniquePositions(positions);
  for (const position of unique) book.set(position);
  return { report: book.report(), issues: [...issues, ...book.issues()] };
}

function totals(tallies: ReadonlyMap<string, NetTally>): ReadonlyMap<string, NetExposure> {
  const held = [...tallies].filter(([, tally]) => !tally.isEmpty());
  return new Map(held.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, tally]) => [key, tally.total()]));
}
