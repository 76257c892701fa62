import type { PerpRisk } from "./linearPerp.ts";

/** A perpetual future of USD contracts, margined and paid in the coin. */
export interface InversePerp {
  /** Notional in USD, long > 0. */
  readonly contractsUsd: number;
  /** USD per coin. */
  readonly entryPrice: number;
}

/** Both views of an inverse perpetual: what it is worth in dollars, and what the venue books in coins. */
export interface InversePerpRisk extends PerpRisk {
  /** N (1/E - 1/P) coins. */
  readonly pnlCoin: number;
  /** d pnlCoin / dP, coins per USD. */
  readonly deltaCoin: number;
  /** d2 pnlCoin / dP2. */
  readonly gammaCoin: number;
  /** N / P: the size in coins at the mark, which Deribit displays as the position's delta. */
  readonly sizeCoins: number;
}

/**
 * N (1/E - 1/P) coins. Seen in USD at the mark that is N (P/E - 1), linear in P with delta N / E; in coins it is
 * concave for a long. Assumes positive prices.
 */
export function inversePerpRisk(perp: InversePerp, markPrice: number): InversePerpRisk {
  const { contractsUsd, entryPrice } = perp;
  return {
    pnlUsd: contractsUsd * (markPrice / entryPrice - 1),
    delta: contractsUsd / entryPrice,
    gamma: 0,
    pnlCoin: contractsUsd * (1 / entryPrice - 1 / markPrice),
    deltaCoin: contractsUsd / (markPrice * markPrice),
    gammaCoin: (-2 * contractsUsd) / markPrice ** 3,
    sizeCoins: contractsUsd / markPrice,
  };
}

/** P&L in coins of `sizeCoins` (at the mark) under a relative price move above -1: size * x / (1 + x). */
export function inversePerpMovePnl(sizeCoins: number, move: number): number {
  return (sizeCoins * move) / (1 + move);
}
