import { toNumber } from "../../../toNumber.ts";
import { accruals, CASH_MARKET, INTEREST_INDEX } from "../../../venues/derive-v2/names.ts";
import type { VenueRows } from "../adapter.ts";
import type { Source } from "./quotes.ts";
import { fromText18 } from "./text18.ts";

const UNIT = 10n ** 18n;

/**
 * Cash with the interest since the account was last touched, in stablecoins: balance x index now / index then, both
 * truncated as the contract does; the borrow index for a debt, the supply index otherwise.
 * Source: derivexyz/v2-core@7736900 CashAsset `_calculateBalanceWithInterest`.
 */
export function cashBalance(source: Source, row: VenueRows["collateral"][number]): number {
  const { lookup, findings } = source;
  const name = row.amount < 0n ? accruals.cashBorrowIndex : accruals.cashSupplyIndex;
  const now = lookup.accrual(CASH_MARKET, name)?.value;
  const then = row.venueState[INTEREST_INDEX];
  if (now === undefined || typeof then !== "string") {
    if (now !== undefined) {
      const message = `interest on the cash of account ${row.account} is not known since its last change`;
      findings.report("MISSING_PARAMETER", `${lookup.clock.chainId}:${row.venue}:${row.account}`, message);
    }
    return toNumber(row.amount, 18);
  }
  const index = BigInt(then);
  if (index === 0n) return toNumber(row.amount, 18);
  return toNumber((((now * UNIT) / index) * row.amount) / UNIT, 18);
}

/** Interest on one unit of cash in USD per year, from the growth of the last accrual: earned when lent, paid when owed. */
export function cashCarry({ lookup }: Source): { long: number; short: number } {
  const rate = (name: string) => {
    const row = lookup.accrual(CASH_MARKET, name);
    return row === undefined ? 0 : fromText18(row.value.toString());
  };
  return { long: rate(accruals.cashSupplyRate), short: -rate(accruals.cashBorrowRate) };
}
