import { fail, invalid, ok, type Result } from "../result.ts";
import { alternateImpact } from "./impactAdmm.ts";
import { checkImpact } from "./impactCertificate.ts";
import { interiorImpact } from "./impactInterior.ts";
import { polishImpact } from "./impactPolish.ts";
import { type ImpactProgram, impactObjective, scaleImpact } from "./impactProgram.ts";
import { notConverged, type QpSolution } from "./qp.ts";

/** Rounds of alternating directions before the interior point takes over. */
const MAX_ROUNDS = 5;

/**
 * Minimises a quadratic plus linear and 3/2-power trading costs on a budget: alternating directions find who trades,
 * a Newton polish finds how much, and where volatilities span so many decades that alternation crawls, an interior
 * point takes its place. A variable that does not trade comes out as exactly its start.
 *
 * Fails with INVALID_INPUT for bounds that cross or numbers that are not finite, and NOT_CONVERGED without a
 * certificate, as when the bounds cannot meet the budget. The cost model is that of Almgren et al., Risk (2005), with
 * exponent 3/2.
 */
export function solveImpactQp(program: ImpactProgram): Result<QpSolution> {
  const { quadratic, linear, linearCost, impactCost, start, lower, upper, total } = program;
  const numbers = [quadratic.values, linear, linearCost, impactCost, start, total];
  if (!numbers.every((list) => list.every(Number.isFinite)))
    return fail(invalid("program", "finite", "NaN or Infinity"));
  if (lower.some((bound, i) => !(bound <= (upper[i] as number))))
    return fail(invalid("lower", "<= upper", "a crossing"));
  const scaled = scaleImpact(program);
  const { inner, unit, priceScale } = scaled;
  for (const { point, iterations } of candidates(inner)) {
    const { certificate, price } = checkImpact(inner, point, iterations);
    if (!certificate.passed) continue;
    const x = point.map((value, i) => {
      if (value === inner.start[i]) return start[i] as number;
      return Math.max(lower[i] as number, Math.min(upper[i] as number, value * (unit[i] as number)));
    });
    return ok({
      x,
      objective: impactObjective(program, x),
      duals: Float64Array.of(price / priceScale),
      certificate,
    });
  }
  return fail(notConverged("impact", "no certificate; the bounds may not meet the budget"));
}

/** Points that may be the optimum, each method's own and polished, the cheapest method first. */
function* candidates(
  inner: ImpactProgram,
): Generator<{ readonly point: Float64Array; readonly iterations: number }> {
  const both = function* (point: Float64Array, iterations: number) {
    const polished = polishImpact(inner, point);
    if (polished !== null) yield { point: polished, iterations };
    yield { point, iterations };
  };
  let round = 0;
  let done = 0;
  for (const { point, iterations } of alternateImpact(inner)) {
    yield* both(point, iterations);
    round += 1;
    done = iterations;
    if (round === MAX_ROUNDS) break;
  }
  const interior = interiorImpact(inner);
  if (interior !== null) yield* both(interior, done);
}
