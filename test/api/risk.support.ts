import { Book } from "../../engine/book/book.ts";
import { GROUPINGS } from "../../engine/book/groups.ts";
import { buildSheet } from "../../engine/book/sheet.ts";
import type { MarginReport } from "../../engine/margin/report.ts";
import { netting } from "../../engine/netting/netting.ts";
import { ok } from "../../engine/result.ts";
import type { OwnerRisk } from "../../src/api/account/read.ts";
import { type Risk, riskOf } from "../../src/api/account/risk.ts";
import type { AsOf } from "../../src/api/store/clocks.ts";
import type { TradableLine, VenueView } from "../../src/api/venues/adapter.ts";
import { Rows, WAD, wad } from "./venues/derive-v2/rows.ts";
import { charged, clock, rows } from "./venues/gmx-v2.support.ts";

export const owner = "0x1111111111111111111111111111111111111111";
export const time = clock.timestamp;

export const arbitrum: AsOf = {
  chainId: 42161,
  chain: "arbitrum",
  blockNumber: clock.blockNumber,
  timestamp: time,
  finalizedBlockNumber: clock.blockNumber - 5,
};
export const derive: AsOf = {
  chainId: 957,
  chain: "derive",
  blockNumber: 1,
  timestamp: time,
  finalizedBlockNumber: 1,
};

const inThirtyDays = time + 30 * 86_400;

/** 10,000 of cash, 10 perpetuals on ether and two short calls, on Derive. */
function onDerive() {
  const held = new Rows(time);
  held.stable(WAD);
  held.spot("1", wad(2_600));
  held.perpPrice("1", WAD);
  held.accrual("1", "perpAggregatedFunding", wad(6));
  held.accrual("1", "perpFundingRate", 0n);
  held.accrual("cash", "cashSupplyIndex", WAD);
  held.accrual("cash", "cashBorrowIndex", WAD);
  held.cash(wad(10_000), { interestIndex: WAD.toString() });
  held.perp("1", 10n * WAD, 25_000n * 10n ** 30n, { lastAggregatedFunding: wad(6).toString() });
  held.forward("1", inThirtyDays, wad(12));
  held.flatSmile("1", inThirtyDays, wad(0.6));
  held.rate("1", inThirtyDays, 0n);
  held.option("1", { expiry: inThirtyDays, strike: wad(2_800), right: "call" }, -2n * WAD);
  return held.all;
}

/** An owner on two chains: a charged GMX long on Arbitrum, and cash, perpetuals and short calls on Derive. */
export function ownerOnTwoChains(): OwnerRisk {
  const all = [rows(charged), onDerive()];
  return {
    owner,
    accounts: all.flatMap(({ accounts }) => accounts),
    ...riskOf([arbitrum, derive], all, null),
  };
}

const EMPTY: VenueView = {
  instruments: [],
  marks: new Map(),
  nettingSets: [],
  positions: [],
  margins: [],
  tradable: [],
  rounds: [],
  issues: [],
};

/** The risk of what an adapter would say, without its rows. */
export function riskOfView(given: Partial<VenueView>): Risk {
  const view = { ...EMPTY, ...given };
  const { sheet } = buildSheet(view.instruments, { timestamp: time, marks: view.marks }, []);
  const book = new Book(sheet, view.nettingSets, GROUPINGS);
  for (const position of view.positions) book.set(position);
  const { report } = netting(view.positions, view.nettingSets, sheet);
  return { clocks: [arbitrum], rows: [], view, sheet, book, netting: report, warnings: [] };
}

export const report = (initialUsd: number, equityUsd: number): MarginReport => ({
  model: "test",
  initialUsd,
  maintenanceUsd: initialUsd / 2,
  equityUsd,
  liquidationPriceUsd: null,
  liquidationDistance: null,
  worstScenario: null,
  terms: [],
});

/** One set with one ether perpetual at 2,000 USD in it, which may be traded. */
export function oneLeg(
  name: string,
  quantity: number,
  more: {
    marginMode?: "cross" | "isolated";
    chainId?: number;
    line?: Partial<TradableLine> | null;
    initialUsd?: number;
    underlying?: string;
  } = {},
): Partial<VenueView> {
  const { marginMode = "cross", chainId = 42161, line = {}, underlying = "ETH" } = more;
  const { initialUsd = Math.abs(quantity) * 200 } = more;
  const instrumentId = `${chainId}:${name}:${underlying}`;
  const tradable = {
    instrumentId,
    nettingSetId: name,
    costRate: 0.0005,
    initialPerUnitUsd: 200,
    maintenancePerUnitUsd: 100,
    lot: 0,
  };
  return {
    instruments: [{ kind: "perp", id: instrumentId, chainId, venue: name, underlying }],
    marks: new Map([[instrumentId, { kind: "linear", priceUsd: 2_000, carryUsdPerYear: 0 }]]),
    nettingSets: [{ id: name, chainId, venue: name, account: owner, marginMode }],
    positions: [
      {
        id: `${name}:1`,
        instrumentId,
        nettingSetId: name,
        quantity,
        costUsd: quantity * 2_000,
        isCollateral: false,
      },
    ],
    margins: [{ nettingSetId: name, report: ok(report(initialUsd, 10_000)) }],
    tradable: line === null ? [] : [{ ...tradable, ...line }],
  };
}

/** Views of several venues as one. */
export function together(...views: readonly Partial<VenueView>[]): VenueView {
  const all = views.map((view) => ({ ...EMPTY, ...view }));
  return {
    instruments: all.flatMap(({ instruments }) => instruments),
    marks: new Map(all.flatMap(({ marks }) => [...marks])),
    nettingSets: all.flatMap(({ nettingSets }) => nettingSets),
    positions: all.flatMap(({ positions }) => positions),
    margins: all.flatMap(({ margins }) => margins),
    tradable: all.flatMap(({ tradable }) => tradable),
    rounds: all.flatMap(({ rounds }) => rounds),
    issues: all.flatMap(({ issues }) => issues),
  };
}

/** A coin posted in a set of `oneLeg`; USDC is stable. */
export function coin(
  nettingSetId: string,
  underlying: string,
  quantity: number,
  priceUsd: number,
  chainId = 42161,
): Partial<VenueView> {
  const id = `${chainId}:${nettingSetId}:coin:${underlying}`;
  const stable = underlying === "USDC";
  return {
    instruments: [{ kind: "spot", id, chainId, venue: nettingSetId, underlying, stable }],
    marks: new Map([[id, { kind: "linear", priceUsd, carryUsdPerYear: 0 }]]),
    positions: [{ id, instrumentId: id, nettingSetId, quantity, costUsd: 0, isCollateral: true }],
  };
}
