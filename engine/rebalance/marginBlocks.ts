import type { MarginBlock } from "./input.ts";

/**
 * A requirement in proportion to the size of one leg, `usdPerUnit * |quantity|`: isolated and cross perpetuals, short
 * or long. `usdPerUnit` is the venue's factor times the price that it applies to (of GMX v2 the entry price).
 */
export function sizeBlock(name: string, legCount: number, leg: number, usdPerUnit: number): MarginBlock {
  const piece = (side: "long" | "short", slope: number) => {
    const slopes = new Float64Array(legCount);
    slopes[leg] = slope;
    return { name: side, constantUsd: 0, usdPerUnit: slopes };
  };
  return { name, pieces: [piece("long", usdPerUnit), piece("short", -usdPerUnit)] };
}

/**
 * A portfolio requirement: the worst loss over scenarios, times `factor`. `pnlPerUnit[s][i]` is the P&L in USD of one
 * unit of leg `i` in scenario `s`, as in the rows of a sheet; `constantPnl[s]` that of positions which are not legs.
 */
export function scenarioBlock(
  name: string,
  scenarios: readonly string[],
  pnlPerUnit: readonly (readonly number[] | Float64Array)[],
  factor: number,
  constantPnl: readonly number[] = [],
): MarginBlock {
  const pieces = scenarios.map((scenario, s) => ({
    name: scenario,
    constantUsd: -factor * (constantPnl[s] ?? 0) + 0,
    usdPerUnit: Float64Array.from(pnlPerUnit[s] ?? [], (pnl) => -factor * pnl + 0),
  }));
  return { name, pieces };
}
