/** Derive PerpAsset: settles P&L and funding of one market's perpetual. Source: derivexyz/v2-core@7736900 src/assets/PerpAsset.sol. */
export const derivePerpAssetAbi = [
  {
    type: "event",
    name: "AggregatedFundingUpdated",
    inputs: [
      { name: "aggregatedFundingRate", type: "int256", indexed: false },
      { name: "fundingRate", type: "int256", indexed: false },
      { name: "lastFundingPaidAt", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "ConvergencePeriodUpdated",
    inputs: [{ name: "fundingConvergencePeriod", type: "int256", indexed: false }],
  },
  {
    type: "event",
    name: "Disabled",
    inputs: [
      { name: "indexPrice", type: "int256", indexed: false },
      { name: "aggregatedFunding", type: "int256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "FundingAppliedOnAccount",
    inputs: [
      { name: "accountId", type: "uint256", indexed: false },
      { name: "funding", type: "int256", indexed: false },
      { name: "aggregatedFundingRate", type: "int256", indexed: false },
    ],
  },
  { type: "event", name: "PositionCleared", inputs: [{ name: "account", type: "uint256", indexed: true }] },
  {
    type: "event",
    name: "PositionSettled",
    inputs: [
      { name: "account", type: "uint256", indexed: true },
      { name: "pnlChange", type: "int256", indexed: false },
      { name: "totalPnl", type: "int256", indexed: false },
      { name: "perpPrice", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "RateBoundsUpdated",
    inputs: [{ name: "maxAbsRatePerHour", type: "int256", indexed: false }],
  },
  {
    type: "event",
    name: "StaticUnderlyingInterestRateUpdated",
    inputs: [{ name: "premium", type: "int256", indexed: false }],
  },
] as const;
