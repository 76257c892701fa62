import { deriveBaseFeedAbi } from "./deriveBaseFeed.ts";

/** Derive LyraRateFeed: interest rate by expiry. Source: derivexyz/v2-core@7736900 src/feeds/LyraRateFeed.sol. */
export const deriveRateFeedAbi = [
  ...deriveBaseFeedAbi,
  {
    type: "event",
    name: "RateUpdated",
    inputs: [
      { name: "expiry", type: "uint64", indexed: true },
      { name: "rate", type: "int96", indexed: false },
      { name: "confidence", type: "uint96", indexed: false },
      { name: "timestamp", type: "uint64", indexed: false },
    ],
  },
] as const;
