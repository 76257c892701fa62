import type { Fact } from "../../ledger/facts.ts";
import { cumulativeBorrowingFactorUpdated } from "./borrowing.ts";
import type { GmxLog } from "./eventLog.ts";
import { positionFeesCollected, positionFeesInfo } from "./fees.ts";
import { claimableFundingAmountPerSizeUpdated, funding, fundingFeeAmountPerSizeUpdated } from "./funding.ts";
import { marketCreated } from "./markets.ts";
import { openInterestInTokensUpdated, openInterestUpdated } from "./openInterest.ts";
import { setUint } from "./parameters.ts";
import { oraclePriceUpdate } from "./prices.ts";

/** Events whose facts follow from the log alone, by name. The others need a row and are in `handlers.ts`. */
export const statelessDecoders: Readonly<Record<string, (log: GmxLog) => Fact[]>> = {
  MarketCreated: marketCreated,
  PositionFeesCollected: positionFeesCollected,
  PositionFeesInfo: positionFeesInfo,
  OraclePriceUpdate: oraclePriceUpdate,
  Funding: funding,
  CumulativeBorrowingFactorUpdated: cumulativeBorrowingFactorUpdated,
  FundingFeeAmountPerSizeUpdated: fundingFeeAmountPerSizeUpdated,
  ClaimableFundingAmountPerSizeUpdated: claimableFundingAmountPerSizeUpdated,
  OpenInterestUpdated: openInterestUpdated,
  OpenInterestInTokensUpdated: openInterestInTokensUpdated,
  SetUint: setUint,
};
