import { fail, invalid, ok, type Result } from "../../result.ts";
import type { SquareMatrix } from "../../solvers/dense.ts";
import type { Region } from "../constraints.ts";
import type { AllocationInput } from "../request.ts";
import { splitMatrix, splitRegion } from "./longShort.ts";
import { readUncertainty, type Uncertainty } from "./uncertainty.ts";

/** The same problem on the worst estimates that the uncertainty allows. */
export interface WorstCase {
  readonly input: AllocationInput;
  readonly region: Region;
  /** The weights of a solution. */
  weightsOf(solution: Float64Array): Float64Array;
}

/**
 * Writes the worst case of an uncertainty into the estimates. Everything but the ellipsoid, which the strategies treat
 * themselves, is linear or quadratic in the absolute weights; where shorts are allowed these are the sums of long and
 * short parts (`splitRegion`).
 *
 * Fails with INVALID_INPUT for an uncertainty outside its domain, and UNSUPPORTED for an upper covariance with shorts,
 * whose worst case is a semidefinite programme.
 * Sources: R. Tutuncu, M. Koenig, Annals of Operations Research 132 (2004) (boxes); A. Ben-Tal, A. Nemirovski, Math.
 * Oper. Res. 23 (1998) (ellipsoid); S. Boyd et al., Multi-Period Trading via Convex Optimization (2017), section 4.3.
 */
export function worstCase(
  input: AllocationInput,
  region: Region,
  uncertainty: Uncertainty,
): Result<WorstCase> {
  const checked = readUncertainty(uncertainty, input.size);
  if (!checked.ok) return checked;
  const { returnBox, returnEllipsoid, covarianceUpper, covarianceError } = checked.value;
  const shorts = region.lower.some((value) => value < 0);
  if (shorts && covarianceUpper !== null)
    return fail({
      code: "UNSUPPORTED",
      field: "options.uncertainty.covarianceUpper",
      message: "an upper covariance takes long-only weights; covarianceError allows shorts",
    });
  const box = returnBox.some((value) => value > 0);
  if (box && input.expectedReturns === null)
    return fail(invalid("options.expectedReturns", "given, or returns to take them from", undefined));
  const covariance = covarianceUpper ?? input.covariance;
  const { size } = input;
  const volatility = Float64Array.from({ length: size }, (_, i) =>
    Math.sqrt(covariance.values[i * (size + 1)] as number),
  );
  if (!shorts || (!box && covarianceError === 0)) {
    return ok({
      input: {
        ...input,
        covariance: withError(covariance, volatility, covarianceError),
        expectedReturns: input.expectedReturns?.map((value, i) => value - (returnBox[i] as number)) ?? null,
        returnEllipsoid,
      },
      region,
      weightsOf: (solution) => solution,
    });
  }
  const both = (long: Float64Array, short: Float64Array) => Float64Array.of(...long, ...short);
  const mu = input.expectedReturns;
  return ok({
    input: {
      ...input,
      size: 2 * size,
      covariance: withError(splitMatrix(covariance), both(volatility, volatility), covarianceError),
      expectedReturns:
        mu === null
          ? null
          : both(
              mu.map((value, i) => value - (returnBox[i] as number)),
              mu.map((value, i) => -value - (returnBox[i] as number)),
            ),
      returnEllipsoid: returnEllipsoid && {
        ...returnEllipsoid,
        covariance: splitMatrix(returnEllipsoid.covariance),
      },
    },
    region: splitRegion(region),
    weightsOf: (solution) =>
      Float64Array.from({ length: size }, (_, i) => (solution[i] as number) - (solution[size + i] as number)),
  });
}

/** `C + k s s'`: the variance that `k (s'|w|)^2` adds for parts that are not negative. */
function withError({ size, values }: SquareMatrix, volatility: Float64Array, error: number): SquareMatrix {
  return {
    size,
    values: values.map(
      (value, at) =>
        value + error * (volatility[Math.floor(at / size)] as number) * (volatility[at % size] as number),
    ),
  };
}
