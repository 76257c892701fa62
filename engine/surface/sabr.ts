import { fail, invalid, ok, type Result } from "../result.ts";

/** SABR model: dF = alpha_t F^beta dW, d alpha_t = nu alpha_t dZ, correlation rho. */
export interface SabrParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly nu: number;
  readonly rho: number;
}

/**
 * Black volatility per 1.00 by Hagan's expansion (Hagan, Kumar, Lesniewski, Woodward, "Managing smile risk", Wilmott
 * 2002, equation 2.17). Its density turns negative at low strikes; prefer SVI for crypto smiles.
 * Forward and strike in the same unit, time in years. Fails with INVALID_INPUT outside the domain.
 */
export function haganVolatility(
  parameters: SabrParameters,
  forward: number,
  strike: number,
  timeToExpiry: number,
): Result<number> {
  const issue = sabrIssue(parameters, forward, strike, timeToExpiry);
  if (issue) return fail(issue);
  const { alpha, beta, nu, rho } = parameters;
  const logMoneyness = Math.log(forward / strike);
  const oneMinusBeta = 1 - beta;
  const power = (forward * strike) ** (0.5 * oneMinusBeta);
  const logTerm = (oneMinusBeta * logMoneyness) ** 2;
  const z = (nu / alpha) * power * logMoneyness;
  const leading = alpha / (power * (1 + logTerm / 24 + (logTerm * logTerm) / 1920));
  const correction =
    ((oneMinusBeta * alpha) / power) ** 2 / 24 +
    (rho * beta * nu * alpha) / (4 * power) +
    ((2 - 3 * rho * rho) * nu * nu) / 24;
  return ok(leading * zOverChi(z, rho) * (1 + correction * timeToExpiry));
}

/** z / chi(z), which is 1 at z = 0; there the quotient is replaced by its series. */
function zOverChi(z: number, rho: number): number {
  if (Math.abs(z) < 1e-4) return 1 - 0.5 * rho * z + ((2 - 3 * rho * rho) / 12) * z * z;
  return z / Math.log((Math.sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
}

/** Half-width in log-moneyness over which the explicit formula below loses its digits. */
const NEAR_THE_MONEY = 0.004;

/**
 * Black volatility per 1.00 by Le Floc'h and Kennedy's expansion ("Explicit SABR calibration through simple
 * expansions", SSRN 2467231), smooth at the money and better behaved than Hagan's at low strikes. Needs nu > 0 and
 * fails with INVALID_INPUT outside the domain.
 */
export function leFlochKennedyVolatility(
  parameters: SabrParameters,
  forward: number,
  strike: number,
  timeToExpiry: number,
): Result<number> {
  const issue = sabrIssue(parameters, forward, strike, timeToExpiry);
  if (issue) return fail(issue);
  if (!(parameters.nu > 0)) return fail(invalid("nu", "positive", parameters.nu));
  const explicit = (k: number) =>
    explicitVolatility(parameters, forward, forward * Math.exp(k), timeToExpiry);
  const k = Math.log(strike / forward);
  if (Math.abs(k) >= NEAR_THE_MONEY) return ok(explicit(k));
  // The singularity is removable and the function smooth: a cubic through four neighbours is exact to about 1e-10.
  const nodes = [-2, -1, 1, 2].map((i) => i * NEAR_THE_MONEY);
  return ok(
    nodes.reduce((sum, node) => {
      const weight = nodes.reduce((w, other) => (other === node ? w : (w * (k - other)) / (node - other)), 1);
      return sum + weight * explicit(node);
    }, 0),
  );
}

function explicitVolatility(
  parameters: SabrParameters,
  forward: number,
  strike: number,
  time: number,
): number {
  const { alpha, beta, nu, rho } = parameters;
  const oneMinusBeta = 1 - beta;
  const logMoneyness = Math.log(forward / strike);
  // CEV distance from the forward, (K^(1-beta) - F^(1-beta)) / (1 - beta).
  const distance = (k: number) =>
    oneMinusBeta === 0 ? Math.log(k / forward) : (k ** oneMinusBeta - forward ** oneMinusBeta) / oneMinusBeta;
  const localVolatility = (k: number) => {
    const y = (nu / alpha) * distance(k);
    return alpha * k ** beta * Math.sqrt(1 + 2 * rho * y + y * y);
  };
  const y = (nu / alpha) * distance(strike);
  const geodesic = Math.log((Math.sqrt(1 + 2 * rho * y + y * y) - rho - y) / (1 - rho)) / nu;
  const order0 = logMoneyness / geodesic;
  const drift = (0.25 * rho * nu * alpha * (strike ** beta - forward ** beta)) / (strike - forward);
  const shape =
    Math.log(order0) +
    0.5 * Math.log((forward * strike) / (localVolatility(forward) * localVolatility(strike)));
  return order0 * (1 + drift * time) - (order0 / (geodesic * geodesic)) * shape * time;
}

function sabrIssue(parameters: SabrParameters, forward: number, strike: number, timeToExpiry: number) {
  const { alpha, beta, nu, rho } = parameters;
  for (const [field, value] of Object.entries({ forward, strike, timeToExpiry, alpha })) {
    if (!(value > 0 && value < Infinity)) return invalid(field, "positive and finite", value);
  }
  if (!Number.isFinite(beta)) return invalid("beta", "finite", beta);
  if (!(nu >= 0 && nu < Infinity)) return invalid("nu", "finite and not negative", nu);
  return Math.abs(rho) < 1 ? undefined : invalid("rho", "between -1 and 1", rho);
}
