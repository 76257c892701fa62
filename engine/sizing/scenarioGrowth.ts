/** Equally or unequally likely returns of a few assets. */
export interface Scenarios {
  /** One row a scenario, one simple return an asset, > -1 for a long position's loss. */
  readonly returns: readonly (readonly number[])[];
  /** One a row, positive, adding to 1. */
  readonly probabilities: readonly number[];
}

/** A smooth function's value, gradient and Hessian (row by row). */
export interface Quadratic {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/**
 * Loss of growth -E ln(1 + r'w) and its derivatives; value is infinite where a scenario ruins.
 * Convex in w.
 */
export function growthLoss({ returns, probabilities }: Scenarios, weights: Float64Array): Quadratic {
  const n = weights.length;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  let value = 0;
  returns.forEach((row, s) => {
    const wealth = terminalWealth(row, weights);
    const p = probabilities[s] as number;
    value += wealth > 0 ? -p * Math.log(wealth) : Number.POSITIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const ri = (row[i] as number) / wealth;
      gradient[i] = (gradient[i] as number) - p * ri;
      for (let j = 0; j < n; j++)
        hessian[i * n + j] = (hessian[i * n + j] as number) + (p * ri * (row[j] as number)) / wealth;
    }
  });
  return { value, gradient, hessian };
}

/**
 * Drawdown measure ln E (1 + r'w)^-lambda and its derivatives; at most 0 where the bound on drawdowns holds. Convex in
 * w. Source: Busseti, Ryu and Boyd, J. Investing 25 (2016) 118-134, section 4.
 */
export function drawdownMeasure(
  { returns, probabilities }: Scenarios,
  weights: Float64Array,
  lambda: number,
): Quadratic {
  const n = weights.length;
  const wealths = returns.map((row) => terminalWealth(row, weights));
  if (wealths.some((wealth) => !(wealth > 0))) {
    return {
      value: Number.POSITIVE_INFINITY,
      gradient: new Float64Array(n),
      hessian: new Float64Array(n * n),
    };
  }
  const exponents = wealths.map(
    (wealth, s) => Math.log(probabilities[s] as number) - lambda * Math.log(wealth),
  );
  const top = exponents.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const total = exponents.reduce((sum, e) => sum + Math.exp(e - top), 0);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  returns.forEach((row, s) => {
    const share = Math.exp((exponents[s] as number) - top) / total;
    const wealth = wealths[s] as number;
    for (let i = 0; i < n; i++) {
      const ri = (row[i] as number) / wealth;
      gradient[i] = (gradient[i] as number) - share * lambda * ri;
      for (let j = 0; j < n; j++)
        hessian[i * n + j] =
          (hessian[i * n + j] as number) + (share * lambda * (lambda + 1) * ri * (row[j] as number)) / wealth;
    }
  });
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      hessian[i * n + j] = (hessian[i * n + j] as number) - (gradient[i] as number) * (gradient[j] as number);
  return { value: top + Math.log(total), gradient, hessian };
}

function terminalWealth(row: readonly number[], weights: Float64Array): number {
  return row.reduce((sum, r, i) => sum + r * (weights[i] as number), 1);
}
