import type { SquareMatrix } from "../../../engine/solvers/dense.ts";
import { uniform } from "./randomPrograms.ts";

/** A matrix from nested rows. */
export function matrix(rows: readonly (readonly number[])[]): SquareMatrix {
  return { size: rows.length, values: Float64Array.from(rows.flat()) };
}

/**
 * Covariances of up to `largest` assets that break solvers, five kinds in turn: well conditioned; of low rank; with
 * volatilities over six decades; with two assets that hedge each other exactly; with one correlation for all within
 * 1e-15 of 1 or of its lower limit. Variances around `10 ** u`, u uniform in -8 .. 4.
 */
export function hardCovariance(seed: number, largest: number): SquareMatrix {
  const random = uniform(seed);
  const size = 1 + Math.floor(random() * largest);
  const kind = seed % 5;
  const factorCount = kind === 1 ? Math.max(1, Math.floor(size / 3)) : size + 5;
  const normal = () => random() + random() + random() + random() - 2;
  const loadings = Array.from({ length: size }, () => Array.from({ length: factorCount }, normal));
  const level = 10 ** (12 * random() - 8);
  const decades = kind === 2 ? 6 : kind === 3 ? 0 : 1;
  const volatility = loadings.map(() => Math.sqrt(level) * 10 ** (decades * (random() - 0.5)));
  if (kind === 3 && size > 1) loadings[1] = (loadings[0] ?? []).map((value) => -value);
  const nearOne = random() < 0.5;
  const closeness = 10 ** (-15 * random());
  const rho = nearOne ? 1 - closeness : (-1 / Math.max(1, size - 1)) * (1 - closeness);
  const entry = (i: number, j: number) => {
    if (kind === 4) return i === j ? 1 : rho;
    return (
      (loadings[i] ?? []).reduce((sum, value, k) => sum + value * (loadings[j]?.[k] ?? 0), 0) / factorCount
    );
  };
  return matrix(volatility.map((a, i) => volatility.map((b, j) => entry(i, j) * a * b)));
}

/** Sample covariance of `size` assets with unit-order correlations: `size + 40` observations. */
export function sampleCovariance(seed: number, size: number): SquareMatrix {
  const random = uniform(seed);
  const count = size + 40;
  const normal = () => random() + random() + random() + random() - 2;
  const series = Array.from({ length: size }, () => Float64Array.from({ length: count }, normal));
  const volatility = series.map(() => 10 ** (random() - 2));
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += (series[i]?.[k] ?? 0) * (series[j]?.[k] ?? 0);
      const covariance = (sum / count) * (volatility[i] ?? 0) * (volatility[j] ?? 0);
      values[i * size + j] = covariance;
      values[j * size + i] = covariance;
    }
  }
  return { size, values };
}

/** One correlation for all, `closeness` short of the limit -1 / (size - 1) at which a riskless portfolio exists. */
export function hedgedCovariance(seed: number, size: number, closeness: number): SquareMatrix {
  const random = uniform(seed);
  const volatility = Array.from({ length: size }, () => 10 ** (random() - 2));
  const rho = (-1 / (size - 1)) * (1 - closeness);
  return matrix(volatility.map((a, i) => volatility.map((b, j) => a * b * (i === j ? 1 : rho))));
}
