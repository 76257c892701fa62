import { isStableRow } from "../../../engine/book/row.ts";
import type { OwnerRisk } from "../account/read.ts";
import type { Risk } from "../account/risk.ts";
import type { JudgedMarket } from "../market/judge.ts";
import { newestOf } from "../market/read.ts";
import { readMarketBars, volatilityOf } from "../market/volatility.ts";
import type { Database } from "../store/clocks.ts";
import type { UnderlyingHistory } from "./priceForecast.ts";

/** What an owner's book is exposed to or can be, sorted: a stablecoin, which is exposure to USD itself, is not among it. */
export function exposedUnderlyings({ view, sheet }: Pick<Risk, "view" | "sheet">): string[] {
  const rows = [...view.positions, ...view.tradable].flatMap(
    ({ instrumentId }) => sheet.rows.get(instrumentId) ?? [],
  );
  const exposed = rows.filter((row) => row.delta !== 0 && !isStableRow(row));
  return [...new Set(exposed.map(({ instrument }) => instrument.underlying))].sort();
}

/** Reads the finished days of every underlying that a book is exposed to, with what they forecast. */
export function readHistories(
  db: Database,
  risk: OwnerRisk,
  markets: ReadonlyMap<string, JudgedMarket>,
): Promise<UnderlyingHistory[]> {
  return Promise.all(
    exposedUnderlyings(risk).map(async (underlying) => {
      const market = markets.get(underlying);
      const bars = market === undefined ? [] : await readMarketBars(db, market, newestOf(risk.clocks));
      return { underlying, bars, volatility: volatilityOf(bars) };
    }),
  );
}
