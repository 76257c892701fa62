/** Derive CashAsset: the stablecoin balance, which accrues interest. Source: derivexyz/v2-core@7736900 src/assets/CashAsset.sol. */
export const deriveCashAssetAbi = [
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
    name: "InterestAccrued",
    inputs: [
      { name: "interestAccrued", type: "uint256", indexed: false },
      { name: "borrowIndex", type: "uint256", indexed: false },
      { name: "supplyIndex", type: "uint256", indexed: false },
      { name: "totalSupply", type: "uint256", indexed: false },
      { name: "totalBorrow", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "InterestAccruedOnAccount",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "preBalance", type: "int256", indexed: false },
      { name: "interestAccrued", type: "int256", indexed: false },
      { name: "accountIndex", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "SettledCashUpdated",
    inputs: [
      { name: "amountChanged", type: "int256", indexed: false },
      { name: "currentSettledCash", type: "int256", indexed: false },
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
  {
    type: "event",
    name: "WithdrawFeeDisabled",
    inputs: [{ name: "exchangeRate", type: "uint256", indexed: false }],
  },
  {
    type: "event",
    name: "WithdrawFeeEnabled",
    inputs: [{ name: "exchangeRate", type: "uint256", indexed: false }],
  },
] as const;
