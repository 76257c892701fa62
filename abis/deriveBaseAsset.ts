/** Derive WrappedERC20Asset: a coin deposited as collateral. Source: derivexyz/v2-core@7736900 src/assets/WrappedERC20Asset.sol. */
export const deriveBaseAssetAbi = [
  {
    type: "event",
    name: "Deposit",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "depositor", type: "address", indexed: true },
      { name: "amountAssetMinted", type: "uint256", indexed: false },
      { name: "wrappedAssetDeposited", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Withdraw",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "recipient", type: "address", indexed: true },
      { name: "amountAssetBurn", type: "uint256", indexed: false },
      { name: "wrappedAssetWithdrawn", type: "uint256", indexed: false },
    ],
  },
] as const;
