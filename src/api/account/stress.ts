import { bookGreeks } from "../../../engine/book/book.ts";
import type { Scenario } from "../../../engine/book/scenario.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import type { Issue } from "../../../engine/result.ts";
import type { Failure } from "../../../engine/stress/failures.ts";
import { spotVolGrid } from "../../../engine/stress/grid.ts";
import { HISTORICAL_EVENTS, historicalScenario } from "../../../engine/stress/historical.ts";
import { stressFailures } from "../../../engine/stress/stressFailures.ts";
import type { Risk } from "./risk.ts";

/** P&L of a book in one state of the world, in all and by the venue that pays it. */
export interface StressRow {
  readonly scenario: string;
  readonly pnlUsd: number;
  readonly byVenue: readonly { readonly venue: string; readonly pnlUsd: number }[];
}

/** Volatility rises by half in a historical fall: the records hold prices, not implied volatilities. */
const HISTORICAL_VOL_SHOCK = { kind: "relative", change: 0.5 } as const;
const STABLE_DEPEG_USD = 0.9;

/** Spot and volatility moves, the recorded falls, each venue gone, and the stablecoin that the book rests on at 0.90. */
export function stress(
  risk: Risk,
  scenarios: readonly Scenario[] = defaultScenarios(),
): { readonly rows: readonly StressRow[]; readonly issues: readonly Issue[] } {
  const market = { timestamp: risk.sheet.timestamp, marks: risk.view.marks };
  const { instruments, positions, nettingSets } = risk.view;
  const { sheet, issues } = buildSheet(instruments, market, scenarios);
  const pnlBy = (by: "TOTAL" | "VENUE") =>
    [...bookGreeks(positions, nettingSets, sheet, by).groups].map(([key, { pnl }]) => ({ key, pnl }));
  const [total] = pnlBy("TOTAL");
  const venues = pnlBy("VENUE");
  const moves = sheet.scenarios.map(({ name }, s) => ({
    scenario: name,
    pnlUsd: total?.pnl[s] ?? 0,
    byVenue: venues.map(({ key, pnl }) => ({ venue: key, pnlUsd: pnl[s] ?? 0 })),
  }));
  const failures = stressFailures({
    positions,
    nettingSets,
    instruments,
    market,
    failures: failuresOf(risk),
  });
  const broken = failures.rows.map(({ name, totalUsd, byVenue }) => ({
    scenario: name,
    pnlUsd: totalUsd,
    byVenue: [...byVenue].map(([venue, pnlUsd]) => ({ venue, pnlUsd })),
  }));
  // Positions without a price are named by the account's own warnings already.
  const own = [...issues, ...failures.issues].filter(({ code }) => code !== "UNPRICED");
  return { rows: [...moves, ...broken], issues: own };
}

function defaultScenarios(): Scenario[] {
  const grid = spotVolGrid(
    [-0.3, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.3],
    [
      { name: "same", shock: { kind: "none" } },
      { name: "+50 %", shock: { kind: "relative", change: 0.5 } },
    ],
  );
  return [...grid, ...HISTORICAL_EVENTS.map((event) => historicalScenario(event, HISTORICAL_VOL_SHOCK))];
}

function failuresOf({ view }: Risk): Failure[] {
  const venues = [...new Set(view.nettingSets.map(({ venue }) => venue))].sort();
  const stables = view.instruments.flatMap((one) =>
    one.kind === "spot" && one.stable === true ? [one.underlying] : [],
  );
  return [
    ...venues.map(
      (venue): Failure => ({ kind: "venueOut", name: `${venue} out`, venue, lossGivenDefault: 1 }),
    ),
    ...[...new Set(stables)].sort().map(
      (stable): Failure => ({
        kind: "depeg",
        name: `${stable} at ${STABLE_DEPEG_USD.toFixed(2)} USD`,
        stable,
        priceUsd: STABLE_DEPEG_USD,
        settledSets: [],
      }),
    ),
  ];
}
