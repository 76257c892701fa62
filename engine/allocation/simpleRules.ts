import { fail, invalid, type Result } from "../result.ts";
import type { Region } from "./constraints.ts";
import { nearestAllowed } from "./nearest.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/** Equal weights `1 / n`, then the nearest portfolio that keeps the constraints. */
export function equalWeights({ size }: AllocationInput, region: Region): Result<Choice> {
  return nearestAllowed(new Float64Array(size).fill(1 / size), region);
}

/**
 * Weights in proportion to `options.capitalisations`; caps are filled like water, the excess going to the others in
 * proportion. Watch the Herfindahl-Hirschman index: the rule concentrates.
 * Fails with INVALID_INPUT for a capitalisation that is negative or not finite, or when all are zero.
 */
export function capitalisationWeights(
  { size }: AllocationInput,
  region: Region,
  { capitalisations = [] }: AllocationOptions,
): Result<Choice> {
  if (capitalisations.length !== size)
    return fail(invalid("options.capitalisations", "one per asset", capitalisations.length));
  const broken = capitalisations.findIndex((value) => !(value >= 0 && value < Infinity));
  if (broken >= 0)
    return fail(invalid(`options.capitalisations[${broken}]`, "finite and >= 0", capitalisations[broken]));
  const total = capitalisations.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return fail(invalid("options.capitalisations", "> 0 in sum", total));
  return nearestAllowed(
    Float64Array.from(capitalisations, (value) => value / total),
    region,
  );
}

/**
 * Weights in proportion to `1 / volatility`, then the nearest portfolio that keeps the constraints. Equal risk
 * contributions only where all correlations are equal: `risk-parity` is the rule for those.
 */
export function inverseVolatilityWeights({ covariance }: AllocationInput, region: Region): Result<Choice> {
  const { size, values } = covariance;
  const inverse = Float64Array.from(
    { length: size },
    (_, i) => 1 / Math.sqrt(values[i * (size + 1)] as number),
  );
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return nearestAllowed(
    inverse.map((value) => value / total),
    region,
  );
}
