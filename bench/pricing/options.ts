import type { Black76Input } from "../../engine/pricing/black76.ts";
import type { OptionColumns } from "../../engine/pricing/columnar.ts";

/** Options between half and twice the money, an hour to a year out, volatility 20 % to 150 %; the same in every run. */
export function randomOptions(count: number): Black76Input[] {
  const random = randomSource(7);
  return Array.from({ length: count }, () => ({
    right: random() < 0.5 ? "call" : "put",
    forward: 60_000 * (0.95 + 0.1 * random()),
    strike: 30_000 * 4 ** random(),
    timeToExpiry: 1 / 8760 + random(),
    volatility: 0.2 + 1.3 * random(),
    rate: 0.05 * random(),
  }));
}

/** The same options as columns. */
export function toColumns(options: readonly Black76Input[]): OptionColumns {
  const column = (field: Exclude<keyof Black76Input, "right">) => Float64Array.from(options, (o) => o[field]);
  return {
    isCall: Uint8Array.from(options, (o) => Number(o.right === "call")),
    forward: column("forward"),
    strike: column("strike"),
    timeToExpiry: column("timeToExpiry"),
    volatility: column("volatility"),
    rate: column("rate"),
  };
}

/** Deterministic numbers in [0, 1). */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
