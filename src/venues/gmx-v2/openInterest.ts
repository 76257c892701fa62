import { gmxMarket } from "../../catalog/tokens/gmxMarket.ts";
import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { accrualName, sideOf, venue } from "./names.ts";
import { FLOAT_DECIMALS } from "./units.ts";

/** OpenInterestUpdated: the entry notional of a side, one row per collateral token. */
export function openInterestUpdated({ items }: GmxLog): Fact[] {
  return [
    {
      kind: "accrual",
      venue,
      marketId: items.address("market"),
      name: accrualName.openInterest(sideOf(items.bool("isLong")), items.address("collateralToken")),
      value: items.uint("nextValue"),
      decimals: FLOAT_DECIMALS,
    },
  ];
}

/** OpenInterestInTokensUpdated: the same in index tokens; without decimals when the catalog does not know the market. */
export function openInterestInTokensUpdated({ at, items }: GmxLog): Fact[] {
  const market = items.address("market");
  return [
    {
      kind: "accrual",
      venue,
      marketId: market,
      name: accrualName.openInterestInTokens(sideOf(items.bool("isLong")), items.address("collateralToken")),
      value: items.uint("nextValue"),
      decimals: gmxMarket(at.chainId, market)?.index?.decimals ?? 0,
    },
  ];
}
