import { Book } from "../../../engine/book/book.ts";
import { GROUPINGS } from "../../../engine/book/groups.ts";
import type { Mark } from "../../../engine/book/market.ts";
import { buildSheet, type Sheet } from "../../../engine/book/sheet.ts";
import { type NettingReport, netting } from "../../../engine/netting/netting.ts";
import type { Issue } from "../../../engine/result.ts";
import type { AsOf } from "../store/clocks.ts";
import type { VenueRows, VenueView } from "../venues/adapter.ts";
import { venueAdapters } from "../venues/registry.ts";
import { chainWarnings } from "./freshness.ts";

/** The risk of a set of accounts, from one consistent read of their rows. */
export interface Risk {
  readonly clocks: readonly AsOf[];
  readonly rows: readonly VenueRows[];
  readonly view: VenueView;
  readonly sheet: Sheet;
  readonly book: Book;
  readonly netting: NettingReport;
  /** Everything that is missing, stale or not modelled; each names its subject. */
  readonly warnings: readonly Issue[];
}

/**
 * Values rows of any number of venues and chains and nets them. Pure: same rows and clocks, same answer.
 * Options age to the newest of the chains' clocks; each chain's own clock is in `clocks`.
 */
export function riskOf(clocks: readonly AsOf[], rows: readonly VenueRows[], wallClock: number | null): Risk {
  const view = mergeViews(rows);
  const timestamp = Math.max(0, ...rows.map(({ clock }) => clock.timestamp));
  const { sheet, issues: sheetIssues } = buildSheet(view.instruments, { timestamp, marks: view.marks }, []);
  const book = new Book(sheet, view.nettingSets, GROUPINGS);
  for (const position of view.positions) book.set(position);
  const net = netting(view.positions, view.nettingSets, sheet);
  const warnings = distinct([
    // Chains without rows as well: what is held there may not have been indexed yet.
    ...chainWarnings(clocks, wallClock),
    ...view.issues,
    ...view.margins.flatMap(({ report }) => (report.ok ? [] : report.issues)),
    ...sheetIssues,
    ...book.issues(),
    ...net.issues,
  ]);
  return { clocks, rows, view, sheet, book, netting: net.report, warnings };
}

function mergeViews(rows: readonly VenueRows[]): VenueView {
  const views = rows.map((venueRows) => viewOf(venueRows));
  const instruments = new Map(views.flatMap((view) => view.instruments.map((one) => [one.id, one])));
  return {
    instruments: [...instruments.values()],
    marks: new Map<string, Mark>(views.flatMap((view) => [...view.marks])),
    nettingSets: views.flatMap((view) => view.nettingSets),
    positions: views.flatMap((view) => view.positions),
    margins: views.flatMap((view) => view.margins),
    tradable: views.flatMap((view) => view.tradable),
    rounds: views.flatMap((view) => view.rounds),
    issues: views.flatMap((view) => view.issues),
  };
}

function viewOf(rows: VenueRows): VenueView {
  const venue = rows.accounts[0]?.venue ?? "unknown";
  const adapter = venueAdapters.get(venue);
  if (adapter !== undefined) return adapter.view(rows);
  const issue: Issue = {
    code: "UNSUPPORTED",
    subject: `${rows.clock.chainId}:${venue}`,
    message: `${rows.positions.length} positions at ${venue} are indexed but cannot be valued: no adapter for this venue`,
  };
  return {
    instruments: [],
    marks: new Map(),
    nettingSets: [],
    positions: [],
    margins: [],
    tradable: [],
    rounds: [],
    issues: [issue],
  };
}

/** Issues said once each, in the order in which they were first said. */
export function distinct(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const key = [issue.code, issue.subject, issue.field, issue.message].join("\u0000");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
