import { ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { denoiseCovariance } from "./denoised.ts";
import { ewmaCovariance } from "./ewma.ts";
import { gerberCovariance } from "./gerber.ts";
import { ledoitWolfCovariance } from "./ledoitWolf.ts";
import { oasCovariance } from "./oas.ts";
import type { Returns } from "./returns.ts";
import { sampleCovariance } from "./sample.ts";
import { semicovariance } from "./semicovariance.ts";

/** Estimators of a covariance from a table of returns, by the name a request uses. Default options throughout. */
export const COVARIANCE_ESTIMATORS = {
  sample: sampleCovariance,
  ewma: (returns: Returns) => ewmaCovariance(returns),
  "ledoit-wolf": (returns: Returns) => covarianceOf(ledoitWolfCovariance(returns)),
  oas: (returns: Returns) => covarianceOf(oasCovariance(returns)),
  denoised: denoisedSample,
  gerber: (returns: Returns) => gerberCovariance(returns),
  semicovariance: (returns: Returns) => semicovariance(returns),
} as const satisfies Record<string, (returns: Returns) => Result<SquareMatrix>>;

export type CovarianceEstimator = keyof typeof COVARIANCE_ESTIMATORS;

function denoisedSample(returns: Returns): Result<SquareMatrix> {
  const sample = sampleCovariance(returns);
  return sample.ok ? covarianceOf(denoiseCovariance(sample.value, returns.length)) : sample;
}

function covarianceOf(result: Result<{ readonly covariance: SquareMatrix }>): Result<SquareMatrix> {
  return result.ok ? ok(result.value.covariance) : result;
}
