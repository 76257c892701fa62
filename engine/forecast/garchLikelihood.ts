/**
 * Parameters of GARCH(1,1) with a constant mean; with `gamma` other than 0 the model of Glosten, Jagannathan and
 * Runkle: h' = omega + (alpha + gamma [e < 0]) e^2 + beta h, e = r - mean. Variance in squared units of the returns.
 */
export interface GarchParameters {
  readonly mean: number;
  readonly omega: number;
  readonly alpha: number;
  readonly gamma: number;
  readonly beta: number;
}

/** Share of a shock to variance that is left a period later, for symmetric innovations; < 1 when stationary. */
export function garchPersistence({ alpha, gamma, beta }: GarchParameters): number {
  return alpha + gamma / 2 + beta;
}

/**
 * Conditional variances h[0..n] of returns r[0..n-1]; the last is the forecast after the last return. Before the
 * sample h = e^2 = mean of e^2. Source: Bollerslev, J. Econometrics 31 (1986) 307-327; presample as Fiorentini,
 * Calzolari and Panattoni, J. Applied Econometrics 11 (1996) 399-417.
 */
export function garchVariances(returns: readonly number[], parameters: GarchParameters): Float64Array {
  const { mean, omega, alpha, gamma, beta } = parameters;
  const n = returns.length;
  const variances = new Float64Array(n + 1);
  const presample = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / n;
  let h = omega + garchPersistence(parameters) * presample;
  for (let t = 0; t < n; t++) {
    variances[t] = h;
    const e = (returns[t] as number) - mean;
    h = omega + (e < 0 ? alpha + gamma : alpha) * e * e + beta * h;
  }
  variances[n] = h;
  return variances;
}

/**
 * Mean of the Gaussian negative log likelihood per return, and its gradient in (mean, omega, alpha, gamma, beta),
 * from the recursion differentiated term by term.
 */
export function garchLoss(
  returns: readonly number[],
  { mean, omega, alpha, gamma, beta }: GarchParameters,
  gradient: Float64Array,
): number {
  const n = returns.length;
  let sum = 0;
  let square = 0;
  for (let t = 0; t < n; t++) {
    const e = (returns[t] as number) - mean;
    sum += e;
    square += e * e;
  }
  const presample = square / n;
  const persistence = alpha + gamma / 2 + beta;
  let h = omega + persistence * presample;
  let hMean = (-2 * persistence * sum) / n;
  let hOmega = 1;
  let hAlpha = presample;
  let hGamma = presample / 2;
  let hBeta = presample;
  let loss = 0;
  gradient.fill(0);
  const add = (i: number, x: number) => {
    gradient[i] = (gradient[i] as number) + x;
  };
  for (let t = 0; t < n; t++) {
    const e = (returns[t] as number) - mean;
    const ratio = (e * e) / h;
    loss += Math.log(h) + ratio;
    const weight = (1 - ratio) / h;
    add(0, weight * hMean - (2 * e) / h);
    add(1, weight * hOmega);
    add(2, weight * hAlpha);
    add(3, weight * hGamma);
    add(4, weight * hBeta);
    const a = e < 0 ? alpha + gamma : alpha;
    hMean = beta * hMean - 2 * a * e;
    hOmega = 1 + beta * hOmega;
    hAlpha = e * e + beta * hAlpha;
    hGamma = (e < 0 ? e * e : 0) + beta * hGamma;
    hBeta = h + beta * hBeta;
    h = omega + a * e * e + beta * h;
  }
  for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / (2 * n);
  return (Math.log(2 * Math.PI) + loss / n) / 2;
}
