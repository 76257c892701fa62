import type { LinearProgram } from "../../../engine/solvers/lp.ts";
import { buildLinearProgram } from "../../../engine/solvers/lpBuild.ts";

/** Deterministic uniform numbers in [0, 1): mulberry32. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface KnownProgram {
  readonly problem: LinearProgram;
  readonly optimum: number;
}

/**
 * A programme whose optimum is known by construction: a random point and random multipliers are drawn first, then
 * bounds and costs are set so that both satisfy the optimality conditions. Rows and columns are then multiplied by
 * `10 ** u`, u uniform in +-`decades`, which leaves the optimum as it is.
 */
export function knownProgram(
  seed: number,
  rowCount: number,
  columnCount: number,
  decades: number,
): KnownProgram {
  const random = uniform(seed);
  const normal = () => random() + random() + random() - 1.5;
  const scale = () => 10 ** (decades * (2 * random() - 1));
  const x = Array.from({ length: columnCount }, () => Math.round(normal() * 8));
  const rowScale = Array.from({ length: rowCount }, scale);
  const columnScale = Array.from({ length: columnCount }, scale);
  const gradient = new Array<number>(columnCount).fill(0);
  const rows = rowScale.map((r) => {
    const coefficients = x.map(() => (random() < 0.4 ? Math.round(normal() * 9) / 2 : 0));
    const activity = coefficients.reduce((sum, a, j) => sum + a * (x[j] ?? 0), 0);
    const kind = random();
    const y = kind < 0.3 ? normal() : kind < 0.55 ? random() : kind < 0.8 ? -random() : 0;
    coefficients.forEach((a, j) => {
      gradient[j] = (gradient[j] ?? 0) + a * y;
    });
    const lower = kind < 0.55 ? activity : kind < 0.8 ? -Infinity : activity - random() * 5;
    const upper =
      kind < 0.3 ? activity : kind < 0.55 ? Infinity : kind < 0.8 ? activity : activity + random() * 5;
    const entries = coefficients.flatMap((a, j): [number, number][] =>
      a === 0 ? [] : [[j, a * r * (columnScale[j] ?? 1)]],
    );
    return { lower: lower * r, upper: upper * r, entries };
  });
  let optimum = 0;
  const columns = x.map((value, j) => {
    const c = columnScale[j] ?? 1;
    const kind = random();
    const z = kind < 0.3 ? random() : kind < 0.5 ? -random() : 0;
    const cost = (gradient[j] ?? 0) + z;
    optimum += cost * value;
    const lower =
      kind < 0.3 ? value : kind < 0.5 ? value - random() * 9 : kind < 0.75 ? -Infinity : value - 2;
    const upper = kind < 0.3 ? value + random() * 9 : kind < 0.5 ? value : kind < 0.75 ? Infinity : value + 2;
    return { cost: cost * c, lower: lower / c, upper: upper / c };
  });
  const built = buildLinearProgram(columns, rows);
  if (!built.ok) throw new Error(JSON.stringify(built.issues));
  return { problem: built.value, optimum };
}

/** A programme of random shape whose entries, costs and bounds are each `+-10 ** u`, u uniform in +-`decades`. */
export function wildProgram(seed: number, decades: number): LinearProgram {
  const random = uniform(seed);
  const value = () => (random() < 0.5 ? -1 : 1) * 10 ** (decades * (2 * random() - 1));
  const columns = Array.from({ length: 1 + Math.floor(random() * 30) }, () => ({
    cost: random() < 0.3 ? 0 : value(),
    lower: random() < 0.4 ? -Infinity : random() < 0.5 ? 0 : -Math.abs(value()),
    upper: random() < 0.4 ? Infinity : Math.abs(value()),
  }));
  const rows = Array.from({ length: Math.floor(random() * 30) }, () => {
    const kind = random();
    const bound = value();
    return {
      lower: kind < 0.5 ? bound : -Infinity,
      upper: kind < 0.2 ? bound : kind < 0.5 ? Infinity : bound + Math.abs(value()),
      entries: columns.flatMap((_, j): [number, number][] => (random() < 0.3 ? [[j, value()]] : [])),
    };
  });
  const built = buildLinearProgram(columns, rows);
  if (!built.ok) throw new Error(JSON.stringify(built.issues));
  return built.value;
}
