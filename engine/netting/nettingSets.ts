import type { NettingSet } from "../book/position.ts";

/** Who holds a position, and how the venue margins it. */
export interface NettingSetTerms {
  readonly chainId: number;
  readonly venue: string;
  /** The venue's own account key: address, NFT id or sub-account id. */
  readonly account: string;
  readonly marginMode: "cross" | "isolated";
  /** Cross: the collateral pool, one per pool the venue keeps apart. Isolated: the position's own key. */
  readonly pool: string;
}

/** The netting set that a position belongs to. Two positions share it only where one venue account margins both. */
export function nettingSetOf(terms: NettingSetTerms): NettingSet {
  const { chainId, venue, account, marginMode, pool } = terms;
  const place = marginMode === "isolated" ? `isolated/${pool}` : pool;
  return { id: `${chainId}:${venue}:${account}:${place}`, chainId, venue, account, marginMode };
}
