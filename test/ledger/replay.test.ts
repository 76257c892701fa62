import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { position as positionTable } from "../../ponder.schema.ts";
import type { Fact } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, collateral, position, usd } from "./support.ts";

const size = fc.bigInt({ min: -3n, max: 3n });
const absent = { freq: 3, nil: undefined } as const;
const account = fc.constantFrom("1", "2");
const address = fc.constantFrom<`0x${string}`[]>(
  "0x1111111111111111111111111111111111111111",
  "0x2222222222222222222222222222222222222222",
);
const state = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"));
const oracle = { address: "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612", feedId: "answer" } as const;
const expiry = { venue: "derive-v2", marketId: "1", expiry: 1_735_286_400, confidence: 1n };

/** Leaves out what a generator gave as undefined: an absent field is not a field that is undefined. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Facts that state what is so afterwards: no deltas, no running sums. */
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({
      account,
      size: fc.option(size, absent),
      entryNotional: fc.option(fc.constantFrom(null, usd(1), usd(2)), absent),
      venueState: fc.option(state, absent),
    })
    .map((fields) => position(given(fields))),
  fc
    .record({ account, amount: fc.option(size, absent), venueState: fc.option(state, absent) })
    .map((fields) => collateral(given(fields))),
  fc
    .record({
      account,
      holder: fc.option(address, absent),
      beneficiary: fc.option(fc.oneof(address, fc.constant(null)), absent),
      manager: fc.option(address, absent),
    })
    .map((fields): Fact => ({ kind: "account", venue: "derive-v2", account: "1", ...given(fields) })),
  fc
    .record({ wallet: address, controller: address, onlyIfKnown: fc.boolean() })
    .map((fields): Fact => ({ kind: "wallet", ...fields })),
  state.map(
    (terms): Fact => ({ kind: "market", venue: "derive-v2", marketId: "1", underlying: "ETH", terms }),
  ),
  size.map(
    (value): Fact => ({
      kind: "parameter",
      venue: "derive-v2",
      scope: "1",
      name: "fee",
      value,
      decimals: 18,
    }),
  ),
  size.map(
    (value): Fact => ({
      kind: "accrual",
      venue: "derive-v2",
      marketId: "1",
      name: "rate",
      value,
      decimals: 18,
    }),
  ),
  state.map(
    (parameters): Fact => ({ kind: "smile", model: "derive-svi", parameters, publishedAt: 1, ...expiry }),
  ),
  size.map((rate): Fact => ({ kind: "rate", rate, publishedAt: 1, ...expiry })),
  fc.record({ price: size, publishedAt: fc.integer({ min: 1, max: 4 }) }).map(
    (fields): Fact => ({
      kind: "price",
      ...oracle,
      family: "chainlink",
      asset: "ETH",
      quote: "USD",
      decimals: 8,
      roundId: "1",
      ...fields,
    }),
  ),
  state.map(
    (after): Fact => ({ kind: "feedConfig", ...oracle, asset: "ETH", change: "signers", before: {}, after }),
  ),
  fc
    .record({ node: address, answer: size })
    .map((fields): Fact => ({ kind: "submission", aggregator: oracle.address, roundId: "1", ...fields })),
  size.map((price): Fact => ({ kind: "pendingPrice", ...oracle, price, publishedAt: 1, finalAt: 2 })),
  fc
    .constantFrom("final" as const, "dropped" as const)
    .map((outcome): Fact => ({ kind: "pendingOutcome", ...oracle, outcome })),
  fc
    .record({ name: address, target: address })
    .map((fields): Fact => ({ kind: "pointer", address: oracle.address, ...fields })),
);
const history = fc.array(fact, { maxLength: 25 });

/** Tells facts by their number in the history: the number is their log. */
async function tell(facts: readonly Fact[], order: readonly number[]) {
  const memory = memoryStore();
  for (const i of order) {
    const one = facts[i];
    if (one !== undefined) await writeFacts(memory.store, at(i + 1), [one]);
  }
  return memory;
}

const upTo = (length: number) => Array.from({ length }, (_, i) => i);

describe("facts that are told again", () => {
  it("at once change nothing, in any table", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (facts) => {
        const once = await tell(facts, upTo(facts.length));
        const twice = await tell(
          facts,
          upTo(facts.length).flatMap((i) => [i, i]),
        );
        expect(rowsOf(twice)).toEqual(rowsOf(once));
      }),
    );
  });

  it("as a whole history from its beginning end in the same state", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(25), async (facts, length) => {
        const prefix = upTo(Math.min(length, facts.length));
        const once = await tell(facts, upTo(facts.length));
        const again = await tell(facts, [...prefix, ...upTo(facts.length)]);
        expect(stateOf(again)).toEqual(stateOf(once));
      }),
    );
  });

  it("count again where they are deltas: the chain must be told once, which is what Ponder does", async () => {
    const memory = memoryStore();
    const paid = position({ size: 5n, realizedPnlDelta: usd(10), feesDelta: usd(1) });
    await writeFacts(memory.store, at(1), [paid, paid]);
    expect(memory.row(positionTable)).toMatchObject({ realizedPnl: usd(20), feesPaid: usd(2) });
  });
});

const rowsOf = (memory: Awaited<ReturnType<typeof tell>>) => memory.all().map(([, rows]) => rows);

/** All tables without the two columns of a position that count openings rather than say what is so. */
function stateOf(memory: Awaited<ReturnType<typeof tell>>) {
  return rowsOf(memory).map((rows) => rows.map(({ lifecycle: _, openedAt: __, ...row }) => row));
}
