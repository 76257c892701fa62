/** Derive rate feed of the first portfolio margin: one rate for all expiries, set by hand. Its event shares the name of LyraRateFeed's, not the shape.
 * Source: derivexyz/v2-core@7736900 src/feeds/static/LyraRateFeedStatic.sol. */
export const deriveStaticRateFeedAbi = [
  {
    type: "event",
    name: "RateUpdated",
    inputs: [
      { name: "rate", type: "int64", indexed: false },
      { name: "confidence", type: "uint64", indexed: false },
    ],
  },
] as const;
