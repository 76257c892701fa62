import { byText } from "./byText.ts";
import { type FlatTerms, flattenTerms } from "./flatTerms.ts";
import type { CollateralMandate, MarginBlock, RebalanceInput, RebalanceLeg } from "./input.ts";
import type { Transfer } from "./transfer.ts";

export interface FlatPiece {
  readonly name: string;
  readonly constantUsd: number;
  /** Aligned with `FlatSet.legs`. */
  readonly usdPerUnit: Float64Array;
}

export interface FlatBlock {
  readonly name: string;
  readonly pieces: readonly FlatPiece[];
}

export interface FlatSet {
  readonly id: string;
  readonly equityUsd: number;
  /** Infinity for none. */
  readonly maxSentUsd: number;
  /** Indices into `FlatBook.legs`. */
  readonly legs: readonly number[];
  readonly blocks: readonly FlatBlock[];
}

export interface FlatLeg extends RebalanceLeg {
  readonly nettingSetId: string;
}

/** A greek of an underlying with what each leg adds to it per unit. */
export interface FlatGreek {
  readonly underlying: string;
  readonly greek: string;
  readonly relativeTolerance: number;
  /** Leg index and greek per unit, without zeros. */
  readonly perUnit: readonly (readonly [leg: number, value: number])[];
}

/** A transfer between sets named by their index. */
export interface FlatTransfer extends Transfer {
  readonly from: number;
  readonly to: number;
}

/** The input in one canonical order, so that the order in which it was given cannot show in the answer. */
export interface FlatBook {
  readonly mandate: CollateralMandate;
  readonly sets: readonly FlatSet[];
  readonly legs: readonly FlatLeg[];
  readonly greeks: readonly FlatGreek[];
  /** null when the mandate is about collateral alone. */
  readonly terms: FlatTerms | null;
  readonly transfers: readonly FlatTransfer[];
}

/** Sorts sets, transfers and rows by id, legs by instrument, greeks by underlying, and numbers them. Input must be valid. */
export function flattenBook(input: RebalanceInput): FlatBook {
  const legs: FlatLeg[] = [];
  const sets = [...input.nettingSets]
    .sort((a, b) => byText(a.id, b.id))
    .map((set): FlatSet => {
      const order = [...set.legs.keys()].sort((a, b) =>
        byText(set.legs[a]?.instrumentId ?? "", set.legs[b]?.instrumentId ?? ""),
      );
      const first = legs.length;
      for (const k of order) {
        const leg = set.legs[k];
        if (leg !== undefined) legs.push({ ...leg, nettingSetId: set.id });
      }
      return {
        id: set.id,
        equityUsd: set.equityUsd,
        maxSentUsd: set.maxSentUsd ?? Number.POSITIVE_INFINITY,
        legs: order.map((_, position) => first + position),
        blocks: set.margin.map((block) => reorder(block, order)),
      };
    });
  const setOf = (id: string) => sets.findIndex((set) => set.id === id);
  return {
    mandate: input.mandate,
    sets,
    legs,
    greeks: keptGreeks(input.mandate, legs),
    terms: input.terms === undefined ? null : flattenTerms(input.terms, legs),
    transfers: [...(input.transfers ?? [])]
      .sort((a, b) => byText(a.id, b.id))
      .map((transfer) => ({ ...transfer, from: setOf(transfer.fromSetId), to: setOf(transfer.toSetId) })),
  };
}

function reorder(block: MarginBlock, order: readonly number[]): FlatBlock {
  const pieces = block.pieces.map((piece) => ({
    name: piece.name,
    constantUsd: piece.constantUsd,
    usdPerUnit: Float64Array.from(order, (k) => piece.usdPerUnit[k] ?? 0),
  }));
  return { name: block.name, pieces };
}

function keptGreeks(mandate: CollateralMandate, legs: readonly FlatLeg[]): FlatGreek[] {
  const underlyings = [...new Set(legs.map((leg) => leg.underlying))].sort(byText);
  const keep = [...mandate.keep].sort((a, b) => byText(a.greek, b.greek));
  return underlyings
    .flatMap((underlying) =>
      keep.map(({ greek, relativeTolerance }): FlatGreek => {
        const perUnit = legs.flatMap((leg, i): [number, number][] => {
          const value = leg.underlying === underlying ? (leg.greeksPerUnit[greek] ?? 0) : 0;
          return value === 0 ? [] : [[i, value]];
        });
        return { underlying, greek, relativeTolerance, perUnit };
      }),
    )
    .filter(({ perUnit }) => perUnit.length > 0);
}
