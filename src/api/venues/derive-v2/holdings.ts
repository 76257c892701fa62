import type { BookPosition } from "../../../../engine/book/position.ts";
import { deriveV2 } from "../../../catalog/deployments.ts";
import { toNumber } from "../../../toNumber.ts";
import { CROSS, DERIVE_V2 } from "../../../venues/derive-v2/names.ts";
import type { VenueRows } from "../adapter.ts";
import { cashBalance } from "./cash.ts";
import { perpCost } from "./perpCost.ts";
import type { Source } from "./quotes.ts";

type AccountRow = VenueRows["accounts"][number];
type InstrumentRow = VenueRows["instruments"][number];

/** An option held, in the engine's units. */
export interface HeldOption {
  readonly instrumentId: string;
  readonly marketId: string;
  readonly expiry: number;
  readonly strike: number;
  readonly right: "call" | "put";
  readonly amount: number;
}

/** A perpetual held; value in USD is size x price - costUsd. */
export interface HeldPerp {
  readonly instrumentId: string;
  readonly marketId: string;
  readonly size: number;
  readonly costUsd: number;
}

/** A coin held as collateral; `marketId` null when no market of the venue prices it. */
export interface HeldCoin {
  readonly assetId: string;
  /** Catalog symbol, or `unknown:<address>`. */
  readonly asset: string;
  readonly marketId: string | null;
  readonly amount: number;
}

/** The venue's id of cash. */
export const CASH_ID = deriveV2.cash.toLowerCase();

/** One sub-account: everything in it stands behind everything else. */
export interface Holdings {
  readonly account: AccountRow;
  readonly setId: string;
  /** Stablecoins with interest to now; negative when borrowed. */
  readonly cash: number;
  readonly coins: readonly HeldCoin[];
  readonly perps: readonly HeldPerp[];
  readonly options: readonly HeldOption[];
  /** What could not be read; each is named in an issue as well, and no margin can be computed. */
  readonly unread: readonly string[];
}

/** The engine's id of something that the venue knows by its own id. */
export function engineId(source: Source, venueId: string): string {
  return `${source.lookup.clock.chainId}:${DERIVE_V2}:${venueId}`;
}

/** Reads one account's rows. Rows that contradict each other or lack their terms are reported, never dropped silently. */
export function readHoldings(source: Source, rows: VenueRows, account: AccountRow): Holdings {
  const setId = engineId(source, `${account.account}:${CROSS}`);
  const perps: HeldPerp[] = [];
  const options: HeldOption[] = [];
  const unread: string[] = [];
  for (const row of rows.positions) {
    if (row.account !== account.account || row.size === 0n) continue;
    const instrument = source.lookup.instrument(row.instrumentId);
    const option = instrument === undefined ? null : heldOption(instrument, row.size);
    if (option !== null) options.push(option);
    else if (instrument?.kind === "perp") {
      const { instrumentId, marketId } = instrument;
      const costUsd = perpCost(source, marketId, row);
      perps.push({
        instrumentId,
        marketId,
        size: toNumber(row.size, instrument.sizeDecimals ?? 18),
        costUsd,
      });
    } else {
      unread.push(row.instrumentId);
      const message = `account ${account.account} holds ${row.size} of ${row.instrumentId}, whose terms are not known`;
      source.findings.report("UNSUPPORTED", engineId(source, row.instrumentId), message);
    }
  }
  const own = rows.collateral.filter((row) => row.account === account.account && row.amount !== 0n);
  const coins: HeldCoin[] = [];
  let cash = 0;
  for (const row of own) {
    if (row.assetId === CASH_ID) cash += cashBalance(source, row);
    else coins.push(heldCoin(source, row));
  }
  return { account, setId, cash, coins, perps, options, unread };
}

function heldOption(instrument: InstrumentRow, size: bigint): HeldOption | null {
  const { kind, instrumentId, marketId, expiry, strike, right } = instrument;
  if (kind !== "option" || expiry === null || strike === null || right === null) return null;
  const amount = toNumber(size, instrument.sizeDecimals ?? 18);
  return { instrumentId, marketId, expiry, strike: toNumber(strike, 30), right, amount };
}

function heldCoin({ lookup }: Source, row: VenueRows["collateral"][number]): HeldCoin {
  const { assetId, asset } = row;
  return {
    assetId,
    asset,
    marketId: lookup.marketOfCoin(assetId),
    amount: toNumber(row.amount, row.decimals ?? 18),
  };
}

/** The same holdings as book positions of one netting set. */
export function bookPositions(source: Source, holdings: Holdings): BookPosition[] {
  const { setId } = holdings;
  const position = (
    venueId: string,
    quantity: number,
    costUsd: number,
    isCollateral: boolean,
  ): BookPosition => ({
    id: `${setId}:${venueId}`,
    instrumentId: engineId(source, venueId),
    nettingSetId: setId,
    quantity,
    costUsd,
    isCollateral,
  });
  return [
    ...holdings.options.map(({ instrumentId, amount }) => position(instrumentId, amount, 0, false)),
    ...holdings.perps.map(({ instrumentId, size, costUsd }) => position(instrumentId, size, costUsd, false)),
    ...holdings.coins.map(({ assetId, amount }) => position(assetId, amount, 0, true)),
    ...(holdings.cash === 0 ? [] : [position(CASH_ID, holdings.cash, 0, true)]),
  ];
}
