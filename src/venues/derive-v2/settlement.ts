import type { Fact, Usd30 } from "../../ledger/facts.ts";
import { instrumentIdOf, type ResolvedAsset } from "./assets.ts";
import { CROSS, DERIVE_V2 } from "./names.ts";
import { decodeSubId, type OptionTerms } from "./subId.ts";
import { usd30 } from "./units.ts";

/** Length in seconds of the spot average that settles an expiry. */
export const SETTLEMENT_SECONDS = 1_800n;

const UNIT = 10n ** 18n;
const STRIKE_8_TO_18 = 10n ** 10n;

/** The newest forward of an expiry, as the ledger holds it. Aggregates are USD seconds with 18 decimals. */
export interface ForwardRecord {
  readonly expiry: number;
  readonly publishedAt: number;
  readonly settlementStartAggregate: bigint;
  readonly currentSpotAggregate: bigint;
}

/**
 * Price that an expiry settles at, USD with 18 decimals: the spot average of the last 30 minutes. Null until the feed
 * has data signed for the second of expiry itself; the feed accepts none after it.
 * Source: derivexyz/v2-core@7736900 LyraForwardFeed `getSettlementPrice`.
 */
export function settlementPrice(forward: ForwardRecord | null): bigint | null {
  if (forward === null || forward.publishedAt !== forward.expiry) return null;
  return (forward.currentSpotAggregate - forward.settlementStartAggregate) / SETTLEMENT_SECONDS;
}

/** Pay-off of one option at a settlement price, USD with 18 decimals. */
export function payoff({ strike8, right }: OptionTerms, price: bigint): bigint {
  const difference = price - strike8 * STRIKE_8_TO_18;
  const inTheMoney = right === "call" ? difference : -difference;
  return inTheMoney > 0n ? inTheMoney : 0n;
}

/**
 * A manager settles an expired option in cash; its balance went to zero in the log before. Anybody may call it, long
 * after expiry. `amount` is the balance that was settled and `value` the cash paid for it, both with 18 decimals.
 * The cash must follow from the expiry's settlement price, else the record lacks or contradicts a log.
 *
 * Realised P&L is the cash paid at settlement: the premium was exchanged at the trade and is not in any option log.
 */
export function optionSettled(
  option: ResolvedAsset,
  event: { accountId: bigint; subId: bigint; amount: bigint; value: bigint },
  forward: ForwardRecord | null,
): Fact[] {
  const price = settlementPrice(forward);
  const perUnit = price === null ? null : payoff(decodeSubId(event.subId), price);
  const key = {
    venue: DERIVE_V2,
    account: event.accountId.toString(),
    pool: CROSS,
    instrumentId: instrumentIdOf(option, event.subId),
  };
  const value = usd30(event.value);
  const facts: Fact[] = [
    { kind: "position", ...key, realizedPnlDelta: value },
    {
      kind: "trade",
      ...key,
      tradeKind: "settlement",
      sizeDelta: -event.amount,
      sizeAfter: 0n,
      price: perUnit === null ? null : usd30(perUnit),
      realizedPnl: value,
      fees: 0n as Usd30,
    },
  ];
  const expected = perUnit === null ? null : (perUnit * event.amount) / UNIT;
  if (expected !== event.value) {
    facts.push({
      kind: "integrity",
      venue: DERIVE_V2,
      subject: `${event.accountId}:${key.instrumentId}`,
      rule: expected === null ? "settlement-without-price" : "settlement-value",
      message:
        expected === null
          ? `account ${event.accountId} settled ${key.instrumentId} at a price that was not indexed`
          : `account ${event.accountId} was paid ${event.value} for ${key.instrumentId}, the settlement price gives ${expected}`,
      evidence: {
        amount: event.amount.toString(),
        value: event.value.toString(),
        settlementPrice: price?.toString() ?? null,
      },
    });
  }
  return facts;
}
