import type { FlatBook } from "./flatBook.ts";

/** What a proposal would do: signed units of every leg, and USD that leave by every transfer. */
export interface Plan {
  readonly trades: Float64Array;
  readonly moves: Float64Array;
}

/** The plan to do nothing. */
export function standStill(book: FlatBook): Plan {
  return {
    trades: new Float64Array(book.legs.length),
    moves: new Float64Array(book.transfers.length),
  };
}

/** True when a plan trades or moves anything. */
export function isAction({ trades, moves }: Plan): boolean {
  return trades.some((quantity) => quantity !== 0) || moves.some((amount) => amount !== 0);
}

/** A transfer of less is the solver's rounding, USD. */
const SMALLEST_TRANSFER_USD = 0.01;

/** Transfers without those that are the solver's rounding. */
export function withoutDust(moves: Float64Array): Float64Array {
  return moves.map((amount) => (amount < SMALLEST_TRANSFER_USD ? 0 : amount));
}

/** The plan with one leg's trade taken out. */
export function withoutTrade(plan: Plan, leg: number): Plan {
  return { ...plan, trades: plan.trades.map((quantity, i) => (i === leg ? 0 : quantity)) };
}
