/**
 * Assets by symbol. Wrapped and bridged forms count as the asset itself (WETH is ETH), because exposure is to the coin;
 * staked forms (wstETH) are assets of their own, because their price is not the coin's.
 */
export const assets = {
  ETH: { kind: "coin" },
  BTC: { kind: "coin" },
  AVAX: { kind: "coin" },
  ARB: { kind: "coin" },
  LINK: { kind: "coin" },
  SOL: { kind: "coin" },
  HYPE: { kind: "coin" },
  USDC: { kind: "stable" },
  USDT: { kind: "stable" },
  DAI: { kind: "stable" },
  USDE: { kind: "stable" },
} as const satisfies Record<string, { kind: "coin" | "stable" }>;

export type AssetSymbol = keyof typeof assets;

/** Whether a symbol is a USD stablecoin: its exposure is to USD, so it carries no delta of its own. */
export function isStable(symbol: string): boolean {
  return (assets as Record<string, { kind: string }>)[symbol]?.kind === "stable";
}
