import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { venue } from "./names.ts";
import { usd30 } from "./units.ts";

/** Secondary order type of an auto-deleverage. Source: gmx-synthetics@a5c0c88 contracts/order/Order.sol. */
const ADL_ORDER = 1n;

/** How far back from `OrderExecuted` its `PositionDecrease` is looked for: token transfers and swap events lie between. */
export const MAX_LOGS_BETWEEN = 100;

/** The trade that `PositionDecrease` wrote. */
export interface DecreaseTrade {
  readonly instrumentId: string;
  readonly pool: string;
  readonly sizeAfter: bigint;
  readonly logIndex: number;
}

/** The account of an auto-deleverage, or null for any other order. */
export function autoDeleveragedAccount({ items }: GmxLog): string | null {
  return items.optionalUint("secondaryOrderType") === ADL_ORDER ? items.address("account") : null;
}

/**
 * OrderExecuted of an auto-deleverage. Only this event tells it from a decrease of the owner's own, and it comes after the
 * `PositionDecrease` that carries the amounts; so it adds a trade of size zero which marks the decrease as forced.
 * `decrease` is that trade, null when it is not in the tables: then the mark becomes an integrity anomaly.
 */
export function autoDeleverage({ items }: GmxLog, account: string, decrease: DecreaseTrade | null): Fact[] {
  if (decrease === null) {
    return [
      {
        kind: "integrity",
        venue,
        subject: account,
        rule: "auto-deleverage-without-decrease",
        message: "an auto-deleverage was executed, but no decrease of the account precedes it in the block",
        evidence: { orderKey: items.bytes32("key") },
      },
    ];
  }
  return [
    {
      kind: "trade",
      venue,
      account,
      instrumentId: decrease.instrumentId,
      pool: decrease.pool,
      tradeKind: "autoDeleverage",
      sizeDelta: 0n,
      sizeAfter: decrease.sizeAfter,
      price: null,
      realizedPnl: usd30(0n),
      fees: usd30(0n),
    },
  ];
}
