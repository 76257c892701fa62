/** The venue's name in every fact. */
export const venue = "gmx-v2";

/** GMX's own event names that have a handler, by the log that carries them. */
export const handledEvents = {
  EventLog1: [
    "MarketCreated",
    "PositionIncrease",
    "PositionDecrease",
    "PositionFeesCollected",
    "PositionFeesInfo",
    "OraclePriceUpdate",
    "Funding",
    "Borrowing",
    "CumulativeBorrowingFactorUpdated",
    "FundingFeeAmountPerSizeUpdated",
    "ClaimableFundingAmountPerSizeUpdated",
    "OpenInterestUpdated",
    "OpenInterestInTokensUpdated",
    "SetUint",
  ],
  EventLog2: ["OrderExecuted"],
} as const;
