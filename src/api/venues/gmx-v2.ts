import type { Instrument } from "../../../engine/book/instrument.ts";
import type { Mark } from "../../../engine/book/market.ts";
import type { BookPosition, NettingSet } from "../../../engine/book/position.ts";
import type { Issue } from "../../../engine/result.ts";
import { venue } from "../../venues/gmx-v2/names.ts";
import { priceFamily } from "../../venues/gmx-v2/prices.ts";
import type { SetMargin, TradableLine, VenueAdapter, VenueRows, VenueView } from "./adapter.ts";
import { collateralView } from "./gmx-v2/collateral.ts";
import { indexFacts, type PositionRow } from "./gmx-v2/facts.ts";
import { type MarketView, marketView } from "./gmx-v2/market.ts";
import { perpView } from "./gmx-v2/position.ts";
import { PriceBoard } from "./gmx-v2/prices.ts";

/**
 * GMX v2 in the engine's words: every open position is an isolated netting set of its own, a perp and the coin that backs
 * it, marked at GMX's own prices. See docs/venues/gmx-v2.md for the conventions.
 */
export const gmxV2Adapter: VenueAdapter = { venue, view };

function view(rows: VenueRows): VenueView {
  const facts = indexFacts(rows, priceFamily);
  const board = new PriceBoard(facts);
  const markets = new Map<string, MarketView>();
  for (const row of rows.instruments) markets.set(row.instrumentId, marketView(facts, board, row));

  const instruments = new Map<string, Instrument>();
  const marks = new Map<string, Mark>();
  const nettingSets: NettingSet[] = [];
  const positions: BookPosition[] = [];
  const margins: SetMargin[] = [];
  const tradable: TradableLine[] = [];
  const issues: Issue[] = [...markets.values()].flatMap((market) => market.issues);
  const list = ({ instrument, mark }: { instrument: Instrument; mark: Mark | null }) => {
    instruments.set(instrument.id, instrument);
    if (mark !== null) marks.set(instrument.id, mark);
  };
  for (const row of rows.positions.filter(({ isOpen }) => isOpen)) {
    const set = nettingSetOf(row);
    nettingSets.push(set);
    for (const balance of facts.collateral(row.account, row.pool)) {
      const coin = collateralView(balance, set.id, board);
      list(coin);
      if (coin.position !== null) positions.push(coin.position);
      issues.push(...coin.issues);
    }
    const market = markets.get(row.instrumentId);
    if (market === undefined) {
      issues.push(unknownInstrument(set, row));
      continue;
    }
    list(market);
    const perp = perpView(facts, board, row, set.id, market);
    if (perp.position !== null) positions.push(perp.position);
    margins.push({ nettingSetId: set.id, report: perp.margin });
    if (perp.tradable !== null) tradable.push(perp.tradable);
    issues.push(...perp.issues);
  }
  return {
    instruments: [...instruments.values()],
    marks,
    nettingSets,
    positions,
    margins,
    tradable,
    rounds: board.rounds,
    issues: [...issues, ...board.issues],
  };
}

function nettingSetOf({ chainId, account, pool }: PositionRow): NettingSet {
  return {
    id: `${chainId}:${venue}:${account}:${pool}`,
    chainId,
    venue,
    account,
    marginMode: "isolated",
  };
}

function unknownInstrument(set: NettingSet, { instrumentId }: PositionRow): Issue {
  return {
    code: "UNPRICED",
    subject: `${set.id}:${instrumentId}`,
    message: `position in market ${instrumentId} is left out of every total: the market is not in the tables`,
  };
}
