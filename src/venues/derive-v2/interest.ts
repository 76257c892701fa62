import type { AccrualFact, Fact } from "../../ledger/facts.ts";
import { accruals, CASH_MARKET, DECIMALS, DERIVE_V2 } from "./names.ts";

const SECONDS_PER_YEAR = 31_536_000n;

/** An index as the ledger last recorded it. */
export interface IndexRecord {
  readonly value: bigint;
  /** Unix seconds. */
  readonly timestamp: number;
}

/**
 * Cash moves on to new indices: a balance is worth post x index now / index of the account, with the borrow index
 * for a debt and the supply index otherwise. The contract logs no rate, so the growth since the last accrual,
 * scaled to a year without compounding, is recorded beside each index.
 */
export function indicesAccrued(
  event: { borrowIndex: bigint; supplyIndex: bigint },
  timestamp: number,
  before: { borrow: IndexRecord | null; supply: IndexRecord | null },
): Fact[] {
  return [
    ...index(accruals.cashBorrowIndex, accruals.cashBorrowRate, event.borrowIndex, timestamp, before.borrow),
    ...index(accruals.cashSupplyIndex, accruals.cashSupplyRate, event.supplyIndex, timestamp, before.supply),
  ];
}

function index(
  indexName: string,
  rateName: string,
  value: bigint,
  timestamp: number,
  before: IndexRecord | null,
): AccrualFact[] {
  const facts = [accrual(indexName, value)];
  if (before !== null && before.value > 0n && timestamp > before.timestamp) {
    const elapsed = BigInt(timestamp - before.timestamp);
    const growth = ((value - before.value) * 10n ** 18n * SECONDS_PER_YEAR) / (before.value * elapsed);
    facts.push(accrual(rateName, growth));
  }
  return facts;
}

function accrual(name: string, value: bigint): AccrualFact {
  return { kind: "accrual", venue: DERIVE_V2, marketId: CASH_MARKET, name, value, decimals: DECIMALS };
}
