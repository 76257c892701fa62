import { describe, expect, it } from "vitest";
import { Book } from "../../../engine/book/book.ts";
import { ExactSums } from "../../../engine/book/exactSums.ts";
import type { Mark, MarketSnapshot } from "../../../engine/book/market.ts";
import type { BookPosition } from "../../../engine/book/position.ts";
import { buildSheet, type Sheet, updateSheet } from "../../../engine/book/sheet.ts";
import type { RebalanceInput, RebalanceNettingSet } from "../../../engine/rebalance/input.ts";
import { scenarioBlock } from "../../../engine/rebalance/marginBlocks.ts";
import { uniform } from "../../fixtures/rebalance/syntheticBook.ts";
import { fullMarket, INSTRUMENTS, markOf, NETTING_SETS, NOW, SCENARIOS } from "../book/arbitraries.ts";
import { localSolver, MANDATE, propose } from "./support.ts";

const lp = localSolver();
const SETS = NETTING_SETS.filter(({ id }) => id.endsWith(":main")).slice(0, 4);
const isTradable = (id: string) => id.endsWith("-PERP");

interface Fill {
  readonly nettingSetId: string;
  readonly instrumentId: string;
  readonly quantity: number;
}

/** What the owner holds: positions of the book that stand still, and perpetuals as the sum of their fills. */
interface Holdings {
  readonly sheet: Sheet;
  readonly book: Book;
  readonly held: (nettingSetId: string, instrumentId: string) => number;
}

const instrumentsOf = ({ chainId, venue }: { chainId: number; venue: string }) =>
  INSTRUMENTS.filter((one) => one.chainId === chainId && one.venue === venue && one.kind !== "spot");

function draw(seed: number) {
  const random = uniform(seed);
  const fills: Fill[] = [];
  const positions: BookPosition[] = [];
  for (const set of SETS) {
    for (const { id, underlying } of instrumentsOf(set)) {
      const size = underlying === "BTC" ? 1 : 20;
      if (isTradable(id)) {
        for (let n = 0; n < 12; n++) {
          fills.push({ nettingSetId: set.id, instrumentId: id, quantity: size * (random() - 0.5) });
        }
      } else {
        positions.push({
          id: `${set.id} ${id}`,
          instrumentId: id,
          nettingSetId: set.id,
          quantity: size * (random() - 0.6),
          costUsd: 0,
          isCollateral: false,
        });
      }
    }
  }
  return { fills, positions };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return [...list]
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Sums of fills; what is added and taken out again leaves no trace. */
function tally() {
  const sums = new ExactSums();
  const slots = new Map<string, number>();
  const slotOf = (key: string) => {
    const slot = slots.get(key) ?? sums.allocate();
    slots.set(key, slot);
    return slot;
  };
  const keyOf = (one: Omit<Fill, "quantity">) => `${one.nettingSetId} ${one.instrumentId}`;
  return {
    add: (fill: Fill, sign: 1 | -1 = 1) => sums.add(slotOf(keyOf(fill)), sign * fill.quantity),
    held: (nettingSetId: string, instrumentId: string) =>
      sums.value(slotOf(keyOf({ nettingSetId, instrumentId }))),
  };
}

/** In one go: the market as it is, every position, every fill. */
function batch(market: MarketSnapshot, seed: number): Holdings {
  const { fills, positions } = draw(seed);
  const { sheet } = buildSheet(INSTRUMENTS, market, SCENARIOS);
  const book = new Book(sheet, NETTING_SETS, ["NETTING_SET"]);
  for (const position of positions) book.set(position);
  const { add, held } = tally();
  for (const fill of fills) add(fill);
  return { sheet, book, held };
}

/** By a detour: another order, other markets on the way, fills that were reorganised away, positions replaced. */
function increments(market: MarketSnapshot, seed: number, path: number): Holdings {
  const { fills, positions } = draw(seed);
  const random = uniform(1_000 * seed + path);
  let sheet = buildSheet(shuffled(INSTRUMENTS, random), fullMarket(), SCENARIOS).sheet;
  const book = new Book(sheet, shuffled(NETTING_SETS, random), ["NETTING_SET"]);
  const { add, held } = tally();
  for (const position of shuffled(positions, random)) {
    book.set({ ...position, quantity: 1e5 * random() });
    if (random() < 0.3) {
      const marks = new Map<string, Mark>(INSTRUMENTS.map((one) => [one.id, markOf(one, random() - 0.5)]));
      sheet = updateSheet(sheet, { timestamp: NOW, marks }).sheet;
      book.reprice(sheet);
    }
    book.set(position);
  }
  for (const fill of shuffled(fills, random)) {
    const lost = { ...fill, quantity: 1e6 * (random() - 0.5) };
    add(lost);
    add(fill);
    add(lost, -1);
  }
  sheet = updateSheet(sheet, market).sheet;
  book.reprice(sheet);
  return { sheet, book, held };
}

/** The rebalance of what is held, with impact, gas, transfers and the terms of a mandate; `order` turns every list. */
function rebalance({ sheet, book, held }: Holdings, order: <T>(list: readonly T[]) => T[]): RebalanceInput {
  const greeks = book.greeks("NETTING_SET");
  const nettingSets = order(SETS).map((set): RebalanceNettingSet => {
    const own = greeks.get(set.id);
    const rows = order(instrumentsOf(set)).flatMap(({ id }) => {
      const row = sheet.rows.get(id);
      return row !== undefined && isTradable(id) ? [row] : [];
    });
    return {
      id: set.id,
      equityUsd: 3e5,
      legs: rows.map((row) => ({
        instrumentId: row.instrument.id,
        underlying: row.instrument.underlying,
        quantity: held(set.id, row.instrument.id),
        notionalUsdPerUnit: row.priceUsd,
        greeksPerUnit: { delta: row.delta },
        feeBps: 5,
        halfSpreadBps: 1,
        carryLongUsdPerYear: row.carryLongUsdPerYear,
        carryShortUsdPerYear: row.carryShortUsdPerYear,
        lot: 0.001,
        minimumTrade: 0.01,
        impact: { coefficientUsd: row.priceUsd * 1e-4 },
        fixedCostUsd: 0.5,
        oracle: { policy: "use" },
      })),
      margin: [
        scenarioBlock(
          "portfolio",
          sheet.scenarios.map(({ name }) => name),
          sheet.scenarios.map((_, s) => rows.map((row) => row.pnl[s] ?? 0)),
          1.1,
          [...(own?.pnl ?? [])],
        ),
      ],
    };
  });
  const form = (underlying: string) =>
    order(
      nettingSets.flatMap(({ id, legs }) =>
        legs
          .filter((leg) => leg.underlying === underlying)
          .map(({ instrumentId }) => ({ nettingSetId: id, instrumentId, value: 1 })),
      ),
    );
  const sigma: Readonly<Record<string, number>> = { ETH: 2_000, BTC: 30_000 };
  const factors = order(["ETH", "BTC"]).map((name) => ({
    name,
    perUnit: form(name),
    constant: [...SETS].reduce(
      (sum, { id }) => sum + (greeks.get(id)?.byUnderlying.get(name)?.delta ?? 0),
      0,
    ),
  }));
  const covariancePerYear = factors.map((a) =>
    factors.map((b) => (a.name === b.name ? 1 : 0.7) * (sigma[a.name] ?? 0) * (sigma[b.name] ?? 0)),
  );
  const rows = order(["ETH", "BTC"]).map((name) => ({
    id: `greek:delta:${name}`,
    kind: "greek" as const,
    unit: name,
    lower: -100,
    upper: 100,
    constant: 0,
    perUnit: form(name),
    usdPerUnit: 1_000,
  }));
  const transfers = order(SETS.slice(1)).map((to) => ({
    id: `to ${to.id}`,
    fromSetId: SETS[0]?.id ?? "",
    toSetId: to.id,
    asset: "USDC",
    maxUsd: 1e5,
    feeBps: 4,
    fixedCostUsd: 1,
    haircut: 0,
    etaSeconds: 900,
    bridge: "cctp",
  }));
  return {
    mandate: { ...MANDATE, keep: [] },
    nettingSets,
    terms: { rows, rewards: [], risk: { aversionPerUsd: 1e-7, factors, covariancePerYear } },
    transfers,
  };
}

describe("batch and increments", () => {
  it("give the same proposal bit by bit, by any path and in any order of the input", async () => {
    const moved = (instrument: (typeof INSTRUMENTS)[number]) => markOf(instrument, 0.031, 0.66);
    const market: MarketSnapshot = {
      timestamp: NOW,
      marks: new Map(INSTRUMENTS.map((i) => [i.id, moved(i)])),
    };
    let orders = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const whole = await propose(
        rebalance(batch(market, seed), (list) => [...list]),
        lp,
      );
      orders += whole.orders.length;
      const expected = JSON.stringify(whole);
      for (let path = 1; path <= 3; path++) {
        const random = uniform(77 * seed + path);
        const given = rebalance(increments(market, seed, path), (list) => shuffled(list, random));
        expect(JSON.stringify(await propose(given, lp)), `seed ${seed}, path ${path}`).toBe(expected);
      }
    }
    expect(orders).toBeGreaterThan(3);
  });
});
