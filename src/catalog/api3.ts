/**
 * API3's contracts have one address on all six chains; a feed is found by its name. Source: npm @api3/contracts@34.0.0
 * dist/deployments/addresses.json, names from @api3/dapi-management@4.0.0 dist/data/dapis.json (LINK/USD is retired).
 */
export const api3 = {
  server: "0x709944a48cAf83535e43471680fDA4905FB3920a",
  /** Updates whose right was auctioned: they hold for the feeds of one consumer only. */
  oevExtension: "0x2E787629c3B7545271240A87197108823ce8303b",
} as const;

/** dAPIs in USD: the name on chain is `<asset>/USD`. */
export const api3Assets = ["ETH", "BTC", "ARB", "OP", "AVAX", "SOL", "USDC", "USDT"] as const;
