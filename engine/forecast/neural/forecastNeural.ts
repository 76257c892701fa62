import { fail, invalid, ok, type Result } from "../../result.ts";
import { type Network, networkOutput } from "./network.ts";
import { type VarianceHistory, varianceInputs } from "./varianceInputs.ts";

/**
 * Forecast of the variance of the day after the first `known` days: the geometric mean over networks that differ in
 * their seed only, which takes out most of what the seed decides.
 * Fails with INVALID_INPUT without networks, for a network of other inputs, and as `varianceInputs` does.
 */
export function forecastNeural(
  networks: readonly Network[],
  history: VarianceHistory,
  known = history.variances.length,
): Result<number> {
  const asked = varianceInputs(history, known);
  if (!asked.ok) return asked;
  const { inputs, base } = asked.value;
  if (networks.length === 0 || networks.some((network) => network.inputs !== inputs.length))
    return fail(invalid("networks", `at least one, each of ${inputs.length} inputs`, networks.length));
  const sum = networks.reduce((total, network) => total + networkOutput(network, inputs), 0);
  return ok(base * Math.exp(sum / networks.length));
}
