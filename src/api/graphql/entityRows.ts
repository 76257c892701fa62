import { ClearspanError } from "../../errors.ts";
import type { VenueRows } from "../venues/adapter.ts";
import { rowOnWire } from "./wire.ts";

/*
 * Indexed rows as entities beneath a risk type. They come from the one consistent read of the answer, so relations that
 * were part of it are served, and those that would need another read are refused: a null would read as "there is none".
 */

type AccountRow = VenueRows["accounts"][number];

/** Stands in for a relation that is served at the root only. */
function fromRoot(query: string) {
  return () => {
    throw new ClearspanError("BAD_USER_INPUT", "This relation is not served beneath account.", {
      details: `Ask for it at the root: ${query}.`,
    });
  };
}

/** A venue account. */
export function accountEntity(row: AccountRow) {
  const pages = { positions: fromRoot("venueAccounts"), collateral: fromRoot("venueAccounts") };
  return { ...rowOnWire(row), ...pages };
}

/** Positions with their accounts, instruments and markets. */
export function positionEntities({ positions, instruments, markets, accounts }: VenueRows) {
  return positions.map((row) => {
    const instrument = instruments.find(({ instrumentId }) => instrumentId === row.instrumentId);
    const market = markets.find(({ marketId }) => marketId === instrument?.marketId);
    return {
      ...rowOnWire(row),
      venueAccount: accountOf(accounts, row.account),
      instrument: instrument && {
        ...rowOnWire(instrument),
        positions: fromRoot("instruments"),
        market: market && { ...rowOnWire(market), instruments: fromRoot("venueMarkets") },
      },
    };
  });
}

/** Collateral balances with their accounts. */
export function collateralEntities({ collateral, accounts }: VenueRows) {
  return collateral.map((row) => ({ ...rowOnWire(row), venueAccount: accountOf(accounts, row.account) }));
}

function accountOf(accounts: readonly AccountRow[], key: string) {
  const row = accounts.find(({ account }) => account === key);
  return row && accountEntity(row);
}
