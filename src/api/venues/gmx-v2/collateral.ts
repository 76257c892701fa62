import type { SpotInstrument } from "../../../../engine/book/instrument.ts";
import type { LinearMark } from "../../../../engine/book/market.ts";
import type { BookPosition } from "../../../../engine/book/position.ts";
import type { Issue } from "../../../../engine/result.ts";
import { isStable } from "../../../catalog/assets.ts";
import { toNumber } from "../../../toNumber.ts";
import { venue } from "../../../venues/gmx-v2/names.ts";
import type { CollateralRow } from "./facts.ts";
import type { PriceBoard } from "./prices.ts";

/** Coins behind one position. */
export interface CollateralView {
  readonly instrument: SpotInstrument;
  /** Null when the token's decimals are unknown, so that there is no quantity. */
  readonly position: BookPosition | null;
  readonly mark: LinearMark | null;
  readonly issues: readonly Issue[];
}

/** A collateral balance as a spot position, so that coin collateral counts as exposure to the coin. */
export function collateralView(row: CollateralRow, nettingSetId: string, board: PriceBoard): CollateralView {
  const instrument: SpotInstrument = {
    kind: "spot",
    id: `${row.chainId}:${venue}:${row.assetId}`,
    chainId: row.chainId,
    venue,
    underlying: row.asset,
    stable: isStable(row.asset),
  };
  const id = `${nettingSetId}:${row.assetId}`;
  if (row.decimals === null) {
    const message = `${row.amount} units of collateral ${row.assetId} are left out of every total: its decimals are unknown`;
    return {
      instrument,
      position: null,
      mark: null,
      issues: [{ code: "UNPRICED", subject: id, message }],
    };
  }
  const price = board.price(row.assetId);
  return {
    instrument,
    position: {
      id,
      instrumentId: instrument.id,
      nettingSetId,
      quantity: toNumber(row.amount, row.decimals),
      costUsd: 0,
      isCollateral: true,
    },
    mark: price === null ? null : { kind: "linear", priceUsd: price.mid, carryUsdPerYear: 0 },
    issues: [],
  };
}
