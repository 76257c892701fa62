/** Flux aggregators, the kind before OCR: every node's answer is a log. Source: smartcontractkit/chainlink v0.6 FluxAggregator.sol. */
export const chainlinkFluxAbi = [
  {
    type: "event",
    name: "SubmissionReceived",
    inputs: [
      { name: "submission", type: "int256", indexed: true },
      { name: "round", type: "uint32", indexed: true },
      { name: "oracle", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "RoundDetailsUpdated",
    inputs: [
      { name: "paymentAmount", type: "uint128", indexed: true },
      { name: "minSubmissionCount", type: "uint32", indexed: true },
      { name: "maxSubmissionCount", type: "uint32", indexed: true },
      { name: "restartDelay", type: "uint32", indexed: false },
      { name: "timeout", type: "uint32", indexed: false },
    ],
  },
] as const;

/** What the aggregator of auctioned (SVR) feeds adds to OCR2. Source: smartcontractkit DualAggregator.sol. */
export const chainlinkDualAbi = [
  {
    type: "event",
    name: "SecondaryRoundIdUpdated",
    inputs: [{ name: "secondaryRoundId", type: "uint32", indexed: true }],
  },
  {
    type: "event",
    name: "PrimaryFeedUnlocked",
    inputs: [{ name: "primaryRoundId", type: "uint32", indexed: true }],
  },
  {
    type: "event",
    name: "CutoffTimeSet",
    inputs: [{ name: "cutoffTime", type: "uint32", indexed: false }],
  },
] as const;
