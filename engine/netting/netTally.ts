import { ExactSums } from "../book/exactSums.ts";

/** One exposure to net: dollars of delta to one underlying, held in one netting set. */
export interface ExposureLeg {
  readonly underlying: string;
  readonly nettingSetId: string;
  readonly deltaUsd: number;
}

/** The three nets of an exposure in USD; always gross >= enforceable >= informational. */
export interface NetExposure {
  /** Sum of |delta| over positions. */
  readonly grossUsd: number;
  /** Sum over netting sets of |sum of delta|: what stands after every venue nets what it really nets. */
  readonly enforceableUsd: number;
  /** |sum of delta|: the owner's economic exposure, which no venue's margin sees. */
  readonly informationalUsd: number;
  /** enforceable - informational: hedge that no venue recognises, each leg of which can be liquidated alone. */
  readonly trappedHedgeUsd: number;
  /** informational / gross and enforceable / gross; null when there is nothing to net. */
  readonly ratio: number | null;
  readonly enforceableRatio: number | null;
}

/** The nets of one underlying, with the sign of what is left. */
export interface UnderlyingNet extends NetExposure {
  readonly netUsd: number;
}

/** What one netting set holds of one underlying. */
export interface SetNet {
  readonly nettingSetId: string;
  readonly underlying: string;
  readonly grossUsd: number;
  readonly netUsd: number;
}

interface SetCell {
  readonly nettingSetId: string;
  readonly underlying: string;
  readonly gross: number;
  readonly net: number;
  legs: number;
}

interface UnderlyingCell {
  readonly gross: number;
  readonly enforceable: number;
  readonly net: number;
  readonly sets: Map<string, SetCell>;
}

/**
 * Nets exposures while they come and go. Every sum is exact (`ExactSums`) and rounded once when read, so the order
 * of the legs does not matter, taking a leg out undoes adding it to the last bit, and the three nets keep their
 * order in floating point. Deltas of different underlyings never offset.
 */
export class NetTally {
  readonly #sums = new ExactSums();
  readonly #scratch = this.#sums.allocate();
  readonly #underlyings = new Map<string, UnderlyingCell>();

  /** Adds one leg; `deltaUsd` must be finite. */
  add(leg: ExposureLeg): void {
    this.#count(leg, 1);
  }

  /** Takes out a leg that was added with the same numbers. */
  remove(leg: ExposureLeg): void {
    this.#count(leg, -1);
  }

  /** Whether no leg is left. */
  isEmpty(): boolean {
    return this.#underlyings.size === 0;
  }

  /** Nets added over underlyings. */
  total(): NetExposure {
    return this.#exposure([...this.#underlyings.values()]);
  }

  /** Nets by underlying, in the order of the names. */
  byUnderlying(): ReadonlyMap<string, UnderlyingNet> {
    const ordered = [...this.#underlyings].sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(
      ordered.map(([name, cell]) => [
        name,
        { ...this.#exposure([cell]), netUsd: this.#sums.value(cell.net) },
      ]),
    );
  }

  /** What every netting set holds of every underlying, ordered by underlying, then by set. */
  sets(): readonly SetNet[] {
    const cells = [...this.#underlyings.values()].flatMap(({ sets }) => [...sets.values()]);
    const key = (cell: SetCell) => `${cell.underlying}\u0000${cell.nettingSetId}`;
    return cells
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
      .map((cell) => ({
        nettingSetId: cell.nettingSetId,
        underlying: cell.underlying,
        grossUsd: this.#sums.value(cell.gross),
        netUsd: this.#sums.value(cell.net),
      }));
  }

  #count({ underlying, nettingSetId, deltaUsd }: ExposureLeg, sign: 1 | -1): void {
    const sums = this.#sums;
    let own = this.#underlyings.get(underlying);
    if (own === undefined) {
      own = { gross: sums.allocate(), enforceable: sums.allocate(), net: sums.allocate(), sets: new Map() };
      this.#underlyings.set(underlying, own);
    }
    let set = own.sets.get(nettingSetId);
    if (set === undefined) {
      set = { nettingSetId, underlying, gross: sums.allocate(), net: sums.allocate(), legs: 0 };
      own.sets.set(nettingSetId, set);
    }
    this.#addMagnitude(own.enforceable, set.net, -1);
    sums.add(set.net, sign * deltaUsd);
    sums.add(set.gross, sign * Math.abs(deltaUsd));
    this.#addMagnitude(own.enforceable, set.net, 1);
    sums.add(own.net, sign * deltaUsd);
    sums.add(own.gross, sign * Math.abs(deltaUsd));
    set.legs += sign;
    if (set.legs === 0) {
      sums.release(set.gross);
      sums.release(set.net);
      own.sets.delete(nettingSetId);
    }
    if (own.sets.size === 0) {
      for (const slot of [own.gross, own.enforceable, own.net]) sums.release(slot);
      this.#underlyings.delete(underlying);
    }
  }

  /** Adds sign * |content of `from`| to `into`, exactly. */
  #addMagnitude(into: number, from: number, sign: 1 | -1): void {
    const value = this.#sums.value(from);
    if (value !== 0) this.#sums.merge(into, from, value > 0 === sign > 0 ? 1 : -1);
  }

  #exposure(cells: readonly UnderlyingCell[]): NetExposure {
    const grossUsd = this.#sumOf(cells.map((cell) => cell.gross));
    const enforceableUsd = this.#sumOf(cells.map((cell) => cell.enforceable));
    this.#sums.clear(this.#scratch);
    for (const cell of cells) this.#addMagnitude(this.#scratch, cell.net, 1);
    const informationalUsd = this.#sums.value(this.#scratch);
    return {
      grossUsd,
      enforceableUsd,
      informationalUsd,
      trappedHedgeUsd: enforceableUsd - informationalUsd,
      ratio: grossUsd > 0 ? informationalUsd / grossUsd : null,
      enforceableRatio: grossUsd > 0 ? enforceableUsd / grossUsd : null,
    };
  }

  #sumOf(slots: readonly number[]): number {
    this.#sums.clear(this.#scratch);
    for (const slot of slots) this.#sums.merge(this.#scratch, slot, 1);
    return this.#sums.value(this.#scratch);
  }
}
