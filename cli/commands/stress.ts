import * as z from "zod";
import { Book } from "../../engine/book/book.ts";
import { uniquePositions } from "../../engine/book/legs.ts";
import { checkScenario, type Scenario, type VolShock } from "../../engine/book/scenario.ts";
import { buildSheet } from "../../engine/book/sheet.ts";
import { fail, type Issue, invalid, ok, type Result } from "../../engine/result.ts";
import { spotVolGrid } from "../../engine/stress/grid.ts";
import { HISTORICAL_EVENTS, historicalScenario } from "../../engine/stress/historical.ts";
import { stressFailures } from "../../engine/stress/stressFailures.ts";
import { calculation } from "../calculation.ts";
import { BOOK_LISTS, bookFields } from "../schema/book.ts";
import { bookExample } from "../schema/bookExample.ts";
import { issuesSchema } from "../schema/issue.ts";
import { number, text } from "../schema/primitives.ts";
import { failureSchema, optionalVolShock, scenarioSchema, volShockSchema } from "../schema/scenario.ts";

const eventNames = HISTORICAL_EVENTS.map(({ id, title }) => `${id} (${title})`).join(", ");

export const stressInput = z.strictObject({
  ...bookFields,
  scenarios: z
    .array(z.union([z.string(), scenarioSchema]))
    .default([])
    .describe(`scenarios, or names of historical events: ${eventNames}`),
  eventVolShock: optionalVolShock.describe(
    "what named events do to volatility: their record holds prices only",
  ),
  grid: z
    .strictObject({
      spotMoves: z.array(z.number()).describe("relative moves of every underlying"),
      volShocks: z.array(z.strictObject({ name: text("such as up"), shock: volShockSchema })),
    })
    .describe("every spot move with every volatility shock, after the scenarios")
    .exactOptional(),
  failures: z.array(failureSchema).default([]).describe("something that breaks at one place"),
});

const pnlFields = {
  name: z.string(),
  pnlUsd: number("USD"),
  byVenue: z.record(z.string(), z.number()).describe("USD by venue"),
};

export const stressOutput = z.object({
  valueUsd: number("value of the book now"),
  scenarios: z.array(z.object(pnlFields)),
  failures: z.array(
    z.object({
      ...pnlFields,
      direction: z.enum(["up", "down"]).nullable().describe("of a stale oracle: the one that hurts more"),
    }),
  ),
  worst: z.object(pnlFields).nullable().describe("the largest loss among scenarios and failures"),
  issues: issuesSchema,
});

type StressInput = z.output<typeof stressInput>;
type StressRow = z.output<typeof stressOutput>["scenarios"][number];

/**
 * Revalues a book fully in every scenario and under every failure. What the book lacks is named in the answer; a
 * scenario or failure that cannot be asked fails, because its row would be missing.
 */
export function runStress(
  input: StressInput,
  leftOut: readonly Issue[] = [],
): Result<z.output<typeof stressOutput>> {
  const { timestamp, instruments, nettingSets, failures } = input;
  const market = { timestamp, marks: new Map(Object.entries(input.marks)) };
  const { unique: positions, issues: duplicates } = uniquePositions(input.positions);
  const wanted = scenariosOf(input);
  if (!wanted.ok) return wanted;
  const { sheet, issues: pricing } = buildSheet(instruments, market, wanted.value);
  const broken = stressFailures({ positions, nettingSets, instruments, market, failures });
  // The table names what the book lacks as well, which `pricing` and the book itself do already.
  const refused = broken.issues.filter(({ field }) => field?.startsWith("failures["));
  if (refused.length > 0) return fail(...refused);

  const book = new Book(sheet, nettingSets, ["TOTAL", "VENUE"]);
  for (const position of positions) book.set(position);
  const total = book.greeks("TOTAL").get("total");
  const venues = [...book.greeks("VENUE")];
  const scenarios = sheet.scenarios.map(({ name }, s): StressRow => {
    const byVenue = venues.map(([venue, { pnl }]) => [venue, pnl[s] ?? Number.NaN] as const);
    return { name, pnlUsd: total?.pnl[s] ?? 0, byVenue: Object.fromEntries(byVenue) };
  });
  const failureRows = broken.rows.map(({ name, totalUsd, byVenue, direction }) => {
    return { name, pnlUsd: totalUsd, byVenue: Object.fromEntries(byVenue), direction };
  });
  return ok({
    valueUsd: total?.valueUsd ?? 0,
    scenarios,
    failures: failureRows,
    worst: worstOf([...scenarios, ...failureRows]),
    issues: [...leftOut, ...pricing, ...duplicates, ...book.issues()],
  });
}

/** The scenarios asked for: listed ones and events in their order, then the grid. */
function scenariosOf(input: StressInput): Result<readonly Scenario[]> {
  const { grid } = input;
  const issues: Issue[] = [];
  const listed = input.scenarios.flatMap((entry, i) => {
    const scenario = typeof entry === "string" ? eventScenario(entry, input.eventVolShock) : entry;
    if (scenario !== undefined) {
      issues.push(...checkScenario(scenario, `scenarios[${i}]`));
      return [scenario];
    }
    const rule = `a scenario or one of ${HISTORICAL_EVENTS.map(({ id }) => id).join(", ")}`;
    issues.push(invalid(`scenarios[${i}]`, rule, entry));
    return [];
  });
  const gridded = grid === undefined ? [] : spotVolGrid(grid.spotMoves, grid.volShocks);
  issues.push(...gridded.flatMap((scenario) => checkScenario(scenario, "grid")));
  return issues.length > 0 ? fail(...issues) : ok([...listed, ...gridded]);
}

function eventScenario(id: string, volShock: VolShock): Scenario | undefined {
  const event = HISTORICAL_EVENTS.find((known) => known.id === id);
  return event && historicalScenario(event, volShock);
}

function worstOf(rows: readonly StressRow[]): StressRow | null {
  const losses = rows.filter(({ pnlUsd }) => pnlUsd < 0);
  const [first] = losses.toSorted((a, b) => a.pnlUsd - b.pnlUsd);
  return first === undefined ? null : { name: first.name, pnlUsd: first.pnlUsd, byVenue: first.byVenue };
}

export const stress = calculation({
  summary: "P&L of a book by venue under scenarios, historical events, grids and failures",
  example: {
    ...bookExample,
    scenarios: ["2022-11-ftx", { name: "rally", spotMove: 0.2 }],
    eventVolShock: { kind: "relative", change: 0.5 },
    failures: [{ kind: "venueOut", name: "GMX is gone", venue: "gmx-v2", lossGivenDefault: 1 }],
  },
  input: stressInput,
  output: stressOutput,
  tolerant: BOOK_LISTS,
  open: () => ({ run: runStress }),
});
