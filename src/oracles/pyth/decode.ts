import type { Address, Hex } from "viem";
import type { Fact, PriceFact } from "../../ledger/facts.ts";
import { assetOfPythId, PYTH } from "./feeds.ts";

interface PriceFeedUpdate {
  readonly id: Hex;
  readonly publishTime: bigint;
  readonly price: bigint;
  readonly conf: bigint;
}

/** Decimals of the row's `confidence`. */
const CONFIDENCE_DECIMALS = 18;
const MOST_DECIMALS = 36;

/** The decimals that Pyth's exponent means; null for an exponent that no price has. */
export function decimalsOf(exponent: number): number | null {
  const isKnown = Number.isInteger(exponent) && exponent <= 0 && exponent >= -MOST_DECIMALS;
  return isKnown ? Math.abs(exponent) : null;
}

/**
 * PriceFeedUpdate: a price with its confidence interval, both in the feed's own decimals, at the time it was made. A price
 * of zero or below is kept as it is: that it cannot be is for the oracle checks to say. Empty for an id that the catalog
 * does not list.
 */
export function priceFeedUpdate(contract: Address, decimals: number, update: PriceFeedUpdate): PriceFact[] {
  const asset = assetOfPythId(update.id);
  if (asset === undefined) return [];
  const { price, conf } = update;
  return [
    {
      kind: "price",
      address: contract.toLowerCase() as Address,
      feedId: update.id.toLowerCase(),
      family: PYTH,
      asset,
      quote: "USD",
      decimals,
      price,
      priceLow: price - conf,
      priceHigh: price + conf,
      confidence: scaled(conf, decimals, CONFIDENCE_DECIMALS),
      // publishTime grows with every update of an id: the contract ignores one that is not newer.
      roundId: update.publishTime.toString(),
      publishedAt: Number(update.publishTime),
    },
  ];
}

/** A price that cannot be scaled: what its exponent is could not be read, or is none that a price has. */
export function unscaledPrice(contract: Address, exponent: number | null, update: PriceFeedUpdate): Fact {
  return {
    kind: "integrity",
    venue: PYTH,
    subject: update.id,
    rule: "unknown-exponent",
    message:
      exponent === null
        ? `${contract} does not say the exponent of ${update.id}: its price is not recorded`
        : `${contract} says exponent ${exponent} of ${update.id}: its price is not recorded`,
    evidence: {
      contract,
      exponent,
      price: update.price.toString(),
      publishTime: update.publishTime.toString(),
    },
  };
}

function scaled(value: bigint, from: number, to: number): bigint {
  return from <= to ? value * 10n ** BigInt(to - from) : value / 10n ** BigInt(from - to);
}
