import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { venue } from "./names.ts";
import { type FeesKey, feesNote } from "./positionState.ts";

/**
 * PositionFeesCollected and PositionFeesInfo: what an order costs the position, logged before the position event of the
 * same order. The total leaves out nothing (position, borrowing, funding, interface and liquidation fees, less
 * discounts), is in collateral tokens, and converts at the lower collateral price, as the contract converts it back.
 *
 * There is no account item: `trader` is the position's account. The amount waits in the position row as a note, because
 * the position event decides whether it opens a new lifecycle.
 */
function positionFees(key: FeesKey, { items }: GmxLog): Fact[] {
  const feesUsd = items.uint("totalCostAmount") * items.uint("collateralTokenPrice.min");
  return [
    {
      kind: "position",
      venue,
      account: items.address("trader"),
      instrumentId: items.address("market"),
      pool: items.bytes32("positionKey"),
      venueState: feesNote(key, items.bytes32("orderKey"), feesUsd),
    },
  ];
}

/** Fees that the protocol took. All zero after an insolvent close, whose real fees `PositionFeesInfo` carries. */
export function positionFeesCollected(log: GmxLog): Fact[] {
  return positionFees("feesCollected", log);
}

/** The real fees of an insolvent close. */
export function positionFeesInfo(log: GmxLog): Fact[] {
  return positionFees("feesInfo", log);
}
