import { type MarginExcess, marginExcess } from "./balance.ts";
import { greekLine } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { Plan } from "./plan.ts";
import { withinTolerance } from "./repair.ts";
import { rowLine } from "./rowLine.ts";

/** USD by which sums over a thousand legs may differ between the programme and the recomputation. */
export const LIMIT_SLACK_USD = 1e-6;

/** A limit that a plan misses. */
export interface LimitMiss {
  readonly id: string;
  readonly text: string;
}

/** Every limit that a plan misses, recomputed from the input alone. */
export function limitMisses(
  book: FlatBook,
  plan: Plan,
  excess: MarginExcess = marginExcess(book, plan),
): LimitMiss[] {
  const misses = book.sets.flatMap((set, v): LimitMiss[] => {
    const by = excess.bySet[v] ?? 0;
    const text = `the requirement of ${set.id} by ${by.toPrecision(3)} USD`;
    return by > LIMIT_SLACK_USD ? [{ id: `marginLimit:${set.id}`, text }] : [];
  });
  book.sets.forEach((set, v) => {
    const sent = book.transfers.reduce(
      (sum, { from }, k) => (from === v ? sum + (plan.moves[k] ?? 0) : sum),
      0,
    );
    const by = sent - set.maxSentUsd;
    const text = `what may leave ${set.id} by ${by.toPrecision(3)} USD`;
    if (by > LIMIT_SLACK_USD) misses.push({ id: `sent:${set.id}`, text });
  });
  if (excess.total > LIMIT_SLACK_USD) {
    misses.push({ id: "totalMargin", text: `the total requirement by ${excess.total.toPrecision(3)} USD` });
  }
  for (const kept of book.greeks) {
    const line = greekLine(book, kept, plan.trades);
    if (withinTolerance(line)) continue;
    const text = `the ${kept.greek} of ${kept.underlying} by ${line.residual.toPrecision(3)}`;
    misses.push({ id: `greek:${kept.greek}:${kept.underlying}`, text });
  }
  for (const row of book.terms?.rows ?? []) {
    const { miss } = rowLine(book, row, plan.trades);
    if (miss !== 0) misses.push({ id: row.id, text: `${row.id} by ${miss.toPrecision(3)} ${row.unit}` });
  }
  return misses;
}
