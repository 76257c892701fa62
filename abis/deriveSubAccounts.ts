/** Derive SubAccounts: the ledger of every balance and the ERC-721 of every account. Source: derivexyz/v2-core@7736900 src/SubAccounts.sol. */
export const deriveSubAccountsAbi = [
  {
    type: "event",
    name: "AccountBurned",
    inputs: [
      { name: "owner", type: "address", indexed: true },
      { name: "accountId", type: "uint256", indexed: true },
      { name: "manager", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "AccountCreated",
    inputs: [
      { name: "owner", type: "address", indexed: true },
      { name: "accountId", type: "uint256", indexed: true },
      { name: "manager", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "AccountManagerChanged",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "oldManager", type: "address", indexed: true },
      { name: "newManager", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "AssetTransferred",
    inputs: [
      { name: "fromAcc", type: "uint256", indexed: true },
      { name: "toAcc", type: "uint256", indexed: true },
      { name: "asset", type: "address", indexed: false },
      { name: "subId", type: "uint256", indexed: false },
      { name: "amount", type: "int256", indexed: false },
      { name: "assetData", type: "bytes32", indexed: false },
      { name: "tradeId", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "BalanceAdjusted",
    inputs: [
      { name: "accountId", type: "uint256", indexed: true },
      { name: "manager", type: "address", indexed: true },
      { name: "assetAndSubId", type: "bytes32", indexed: true },
      { name: "amount", type: "int256", indexed: false },
      { name: "preBalance", type: "int256", indexed: false },
      { name: "postBalance", type: "int256", indexed: false },
      { name: "tradeId", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Transfer",
    inputs: [
      { name: "from", type: "address", indexed: true },
      { name: "to", type: "address", indexed: true },
      { name: "tokenId", type: "uint256", indexed: true },
    ],
  },
] as const;
