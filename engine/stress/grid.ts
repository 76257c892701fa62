import type { Scenario, VolShock } from "../book/scenario.ts";
import { type Issue, invalid } from "../result.ts";

/** A volatility shock with the word that names it. */
export interface NamedVolShock {
  readonly name: string;
  readonly shock: VolShock;
}

/** Every spot move with every volatility shock, spot first; names such as `spot -10 %, vol up`. */
export function spotVolGrid(
  spotMoves: readonly number[],
  volShocks: readonly NamedVolShock[],
  timeForwardYears = 0,
): Scenario[] {
  return spotMoves.flatMap((spotMove) =>
    volShocks.map(({ name, shock }) => ({
      name: `spot ${spotMove > 0 ? "+" : ""}${Math.round(spotMove * 10_000) / 100} %, vol ${name}`,
      spotMove,
      volShock: shock,
      timeForwardYears,
    })),
  );
}

/** The scenarios of the given names, in that order; a name that does not exist is an issue and not an empty row. */
export function selectScenarios(
  names: readonly string[],
  available: readonly Scenario[],
): { readonly scenarios: readonly Scenario[]; readonly issues: readonly Issue[] } {
  const byName = new Map(available.map((scenario) => [scenario.name, scenario]));
  const issues: Issue[] = [];
  const scenarios = names.flatMap((name, i) => {
    const found = byName.get(name);
    if (found === undefined) {
      issues.push({ ...invalid(`scenarios[${i}]`, "the name of a known scenario", name), subject: name });
    }
    return found ?? [];
  });
  return { scenarios, issues };
}
