/** Derive Matching: keeps the token of most accounts for their real owners. Source: derivexyz/v2-matching@f6c20f4 src/SubAccountsManager.sol. */
export const deriveMatchingAbi = [
  {
    type: "event",
    name: "DepositedSubAccount",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "owner", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "WithdrewSubAccount",
    inputs: [{ name: "accountId", type: "uint256", indexed: true }],
  },
  {
    type: "event",
    name: "WithdrawAccountCooldown",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "user", type: "address", indexed: false },
    ],
  },
] as const;
