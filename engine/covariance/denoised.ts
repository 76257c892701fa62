import { fail, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { joinCovariance, splitCovariance } from "./correlation.ts";
import { fromEigen, symmetricEigen } from "./symmetricEigen.ts";

export interface DenoisedCovariance {
  readonly covariance: SquareMatrix;
  /** Eigenvalues above the edge of the noise. */
  readonly factorCount: number;
  /** Upper edge of the Marchenko-Pastur law, in units of the correlation's eigenvalues. */
  readonly edge: number;
}

/**
 * Replaces every eigenvalue of the correlation that random returns could have made by their average. The edge of the
 * noise is `(1 + sqrt(n / T))^2`, that of uncorrelated returns: fitting a smaller noise variance to the spectrum of a
 * market moves the edge into its bulk and takes noise for factors. Variances stay.
 *
 * `observations` is the number of rows the covariance was estimated from. Fails with INVALID_INPUT for fewer than two
 * or a covariance that is not finite. Sources: V. Marchenko, L. Pastur (1967); L. Laloux, P. Cizeau, J.-P. Bouchaud,
 * M. Potters, Phys. Rev. Letters 83 (1999); averaging by M. Lopez de Prado, Machine Learning for Asset Managers (2020).
 */
export function denoiseCovariance(
  covariance: SquareMatrix,
  observations: number,
): Result<DenoisedCovariance> {
  if (!(observations >= 2)) return fail(invalid("observations", ">= 2", observations));
  const split = splitCovariance(covariance);
  if (!split.ok) return split;
  const { size } = covariance;
  const eigen = symmetricEigen(split.value.correlation);
  const edge = (1 + Math.sqrt(size / observations)) ** 2;
  const factorCount = eigen.values.filter((value) => value > edge).length;
  const noise = factorCount < size ? average(eigen.values, factorCount) : 0;
  const values = eigen.values.map((value, k) => (k < factorCount ? value : noise));
  const clean = fromEigen({ values, vectors: eigen.vectors });
  const diagonal = Float64Array.from({ length: size }, (_, i) => clean.values[i * (size + 1)] as number);
  // The averaging moves the diagonal away from 1: the volatilities take that back.
  const volatility = split.value.volatility.map((value, i) => value / Math.sqrt(diagonal[i] as number));
  return ok({ covariance: joinCovariance({ correlation: clean, volatility }), factorCount, edge });
}

/** Mean of the eigenvalues from `start` on. */
function average(values: Float64Array, start: number): number {
  let sum = 0;
  for (let k = start; k < values.length; k++) sum += values[k] as number;
  return sum / (values.length - start);
}
