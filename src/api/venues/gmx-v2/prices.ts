import type { Issue } from "../../../../engine/result.ts";
import { toNumber } from "../../../toNumber.ts";
import type { RoundReference } from "../adapter.ts";
import type { FeedRow, GmxFacts } from "./facts.ts";

/** GMX's last price of a token, USD per whole token: its two bounds and the middle. */
export interface TokenPrice {
  readonly min: number;
  readonly max: number;
  readonly mid: number;
  /** Decimals of the token's amounts. */
  readonly decimals: number;
}

/** Prices come with orders, so age alone is no fault; past this age the answer says how old the price is. */
const STALE_AFTER_SECONDS = 3600;

/** Looks up token prices and keeps what a report must say about them: the rounds used, once each, and their age. */
export class PriceBoard {
  readonly #facts: GmxFacts;
  readonly #prices = new Map<string, TokenPrice | null>();
  readonly rounds: RoundReference[] = [];
  readonly issues: Issue[] = [];

  constructor(facts: GmxFacts) {
    this.#facts = facts;
  }

  /** The price of a token, or null with an UNPRICED issue when GMX has not priced it or its decimals are unknown. */
  price(token: string): TokenPrice | null {
    const known = this.#prices.get(token);
    if (known !== undefined) return known;
    const price = this.#read(token);
    this.#prices.set(token, price);
    return price;
  }

  #read(token: string): TokenPrice | null {
    const { clock } = this.#facts;
    const row = this.#facts.feed(token);
    if (row === undefined || row.asset.startsWith("unknown:")) {
      const reason = row === undefined ? "GMX has not priced it yet" : "its decimals are unknown";
      this.issues.push({
        code: "UNPRICED",
        subject: `${clock.chainId}:gmx-v2:${token}`,
        message: `token ${token} cannot be priced: ${reason}`,
      });
      return null;
    }
    this.rounds.push({
      chainId: row.chainId,
      address: row.address,
      feedId: row.feedId,
      roundId: row.roundId,
      publishedAt: row.publishedAt,
    });
    this.#noteAge(row);
    return {
      min: toNumber(row.priceLow, row.decimals),
      max: toNumber(row.priceHigh, row.decimals),
      mid: toNumber(row.price, row.decimals),
      decimals: 30 - row.decimals,
    };
  }

  #noteAge(row: FeedRow): void {
    const age = this.#facts.clock.timestamp - row.publishedAt;
    if (age <= STALE_AFTER_SECONDS) return;
    this.issues.push({
      code: "STALE",
      subject: `${row.chainId}:${row.address}:${row.feedId}`,
      message: `GMX last priced ${row.asset} ${age} s ago; it has no heartbeat and prices a token only with an order`,
    });
  }
}
