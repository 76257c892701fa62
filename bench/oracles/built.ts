import type { Label, Scenario } from "./scenario.ts";

/** An incident whose series was built from documented points. */
export function built(scenario: Omit<Scenario, "role" | "basis" | "isExcerpt">, isExcerpt = false): Scenario {
  return { role: "incident", basis: "points", isExcerpt, ...scenario };
}

/** A wrong price for some minutes, of the documented classes and those that follow from them. */
export function fault(
  start: number,
  minutes: number,
  counted: string,
  expected: string[],
  alsoTrue: string[],
): Label {
  return { start, end: start + minutes * 60, expected, alsoTrue, counted, isFault: true };
}
