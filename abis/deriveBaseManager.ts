/** Events that every Derive risk manager inherits. Source: derivexyz/v2-core@7736900 src/risk-managers/BaseManager.sol. */
export const deriveBaseManagerAbi = [
  { type: "event", name: "FeeRecipientSet", inputs: [{ name: "_newAcc", type: "uint256", indexed: false }] },
  { type: "event", name: "MinOIFeeSet", inputs: [{ name: "minOIFee", type: "uint256", indexed: false }] },
  {
    type: "event",
    name: "OptionSettled",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "option", type: "address", indexed: false },
      { name: "subId", type: "uint256", indexed: false },
      { name: "amount", type: "int256", indexed: false },
      { name: "value", type: "int256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "PerpSettled",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "perp", type: "address", indexed: false },
      { name: "pnl", type: "int256", indexed: false },
      { name: "funding", type: "int256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "TrustedRiskAssessorUpdated",
    inputs: [
      { name: "riskAssessor", type: "address", indexed: false },
      { name: "trusted", type: "bool", indexed: false },
    ],
  },
] as const;
