import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { accrualName, sideOf, venue } from "./names.ts";
import { FLOAT_DECIMALS } from "./units.ts";

/**
 * CumulativeBorrowingFactorUpdated: the running borrowing factor of one side. It also records the side, because the
 * `Borrowing` log that the contract emits next for this market does not name it.
 */
export function cumulativeBorrowingFactorUpdated({ items }: GmxLog): Fact[] {
  const market = items.address("market");
  const isLong = items.bool("isLong");
  return [
    {
      kind: "accrual",
      venue,
      marketId: market,
      name: accrualName.cumulativeBorrowingFactor(sideOf(isLong)),
      value: items.uint("nextValue"),
      decimals: FLOAT_DECIMALS,
    },
    {
      kind: "accrual",
      venue,
      marketId: market,
      name: accrualName.borrowingSide,
      value: isLong ? 1n : 0n,
      decimals: 0,
    },
  ];
}

/**
 * Borrowing: the rate per second of the side that moved last. `borrowingSide` is the value of the market's row of that
 * name, null when there is none: then the rate belongs to no side and becomes an integrity anomaly.
 */
export function borrowing({ items }: GmxLog, borrowingSide: bigint | null): Fact[] {
  const market = items.address("market");
  const rate = items.uint("borrowingFactorPerSecond");
  if (borrowingSide === null) {
    return [
      {
        kind: "integrity",
        venue,
        subject: market,
        rule: "borrowing-without-side",
        message: "a Borrowing event came without the CumulativeBorrowingFactorUpdated that names its side",
        evidence: { borrowingFactorPerSecond: rate.toString() },
      },
    ];
  }
  return [
    {
      kind: "accrual",
      venue,
      marketId: market,
      name: accrualName.borrowingFactorPerSecond(sideOf(borrowingSide === 1n)),
      value: rate,
      decimals: FLOAT_DECIMALS,
    },
  ];
}
