import type { Checks } from "./checks.ts";

/** How a scenario moves implied volatility. `linear` and `abs` tilt the smile and exist in PM2 only. */
export const VOL_SHOCKS = ["none", "up", "down", "linear", "abs"] as const;
export type VolShock = (typeof VOL_SHOCKS)[number];

/** One point of the grid that an account is revalued on. */
export interface Scenario {
  /** Factor on spot, 1 for no move. */
  readonly spotShock: number;
  readonly volShock: VolShock;
  /** Factor on the scenario's whole P&L, so that far tails count in part. 1 in the legacy manager. */
  readonly dampening: number;
}

/** The most scenarios that the manager accepts. */
const MAX_SCENARIOS = 40;

/**
 * Applies the manager's own rules for a scenario list: 1 to 40 scenarios, each smile tilt at most once and only at
 * an unmoved spot; `allowed` are the volatility shocks that the manager knows.
 *
 * Source: derivexyz/v2-core PMRM and PMRM_2 `setScenarios`.
 */
export function checkScenarios(
  checks: Checks,
  path: string,
  scenarios: readonly Scenario[],
  allowed: readonly VolShock[],
): void {
  const refuse = (field: string, message: string) =>
    checks.add({ code: "INVALID_INPUT", field, message: `${field} ${message}` });
  if (scenarios.length === 0 || scenarios.length > MAX_SCENARIOS)
    refuse(path, `must hold 1 to ${MAX_SCENARIOS} scenarios, got ${scenarios.length}`);
  const tilts = new Set<VolShock>();
  scenarios.forEach(({ spotShock, volShock, dampening }, i) => {
    checks.positive(`${path}[${i}].spotShock`, spotShock);
    checks.nonNegative(`${path}[${i}].dampening`, dampening);
    const field = `${path}[${i}].volShock`;
    if (!allowed.includes(volShock)) refuse(field, `must be one of ${allowed.join(", ")}, got ${volShock}`);
    if (volShock !== "linear" && volShock !== "abs") return;
    if (tilts.has(volShock)) refuse(field, `${volShock} occurs twice`);
    if (spotShock !== 1) refuse(field, `${volShock} needs a spot shock of 1, got ${spotShock}`);
    tilts.add(volShock);
  });
}

/** What people call the scenario at an index; one past the end is the basis contingency. */
export function scenarioName(scenarios: readonly Scenario[], index: number): string {
  const scenario = scenarios[index];
  if (scenario === undefined) return "basis contingency";
  const { spotShock, volShock, dampening } = scenario;
  const move = Number(((spotShock - 1) * 100).toFixed(4));
  const part = dampening === 1 ? "" : `, counted ${Number((dampening * 100).toFixed(4))} %`;
  const vol = { none: "flat", up: "up", down: "down", linear: "linear skew", abs: "absolute skew" }[volShock];
  return `spot ${move > 0 ? "+" : ""}${move} %, volatility ${vol}${part}`;
}
