/** Events that every signed Derive feed inherits. Source: derivexyz/v2-core@7736900 src/feeds/BaseLyraFeed.sol. */
export const deriveBaseFeedAbi = [
  {
    type: "event",
    name: "HeartbeatUpdated",
    inputs: [
      { name: "signer", type: "address", indexed: true },
      { name: "heartbeat", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "RequiredSignersUpdated",
    inputs: [{ name: "requiredSigners", type: "uint256", indexed: false }],
  },
  {
    type: "event",
    name: "SignerUpdated",
    inputs: [
      { name: "signer", type: "address", indexed: true },
      { name: "isWhitelisted", type: "bool", indexed: false },
    ],
  },
] as const;
