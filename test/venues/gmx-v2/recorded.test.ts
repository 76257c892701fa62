import { readFileSync } from "node:fs";
import { getAddress, type Hex, isAddress, keccak256, stringToHex } from "viem";
import { describe, expect, it } from "vitest";
import { loadRecording } from "../../../demo/chains/recording.ts";
import { gmxV2EventEmitter } from "../../../src/catalog/deployments.ts";
import type { Fact, FactOf } from "../../../src/ledger/facts.ts";
import type { JsonValue } from "../../../src/ledger/json.ts";
import { borrowing } from "../../../src/venues/gmx-v2/borrowing.ts";
import { statelessDecoders } from "../../../src/venues/gmx-v2/decode.ts";
import type { GmxLog } from "../../../src/venues/gmx-v2/eventLog.ts";
import { accrualName, handledEvents, sideOf } from "../../../src/venues/gmx-v2/names.ts";
import { ARBITRUM, at, decodeLog } from "./support.ts";

interface Decoded {
  readonly tx: Hex;
  readonly block: number;
  readonly logIndex: number;
  readonly event: string;
  readonly name: string;
  readonly msgSender: string;
  readonly topic1: Hex;
  readonly data: Readonly<Record<string, string | boolean>>;
}

const expected: readonly Decoded[] = JSON.parse(
  readFileSync(new URL("../../fixtures/logs/gmx-v2-decoded.json", import.meta.url), "utf8"),
).events;

const emitter = gmxV2EventEmitter.arbitrum.address.toLowerCase();
const recorded = loadRecording("gmxV2Arbitrum").transactions.flatMap((transaction) =>
  transaction.logs
    .filter(({ address }) => address === emitter)
    .map((log) => ({
      ...log,
      where: at({
        blockNumber: transaction.blockNumber,
        timestamp: transaction.blockTimestamp,
        transactionHash: transaction.transactionHash,
        logIndex: log.logIndex,
      }),
    })),
);

function recordedLog({ tx, logIndex }: Decoded): GmxLog {
  const raw = recorded.find(({ where }) => where.transactionHash === tx && where.logIndex === logIndex);
  if (raw === undefined) throw new Error(`${tx} has no log ${logIndex} on record`);
  return decodeLog(raw, raw.where);
}

/** All items of all groups by key, addresses checksummed as the reference has them. */
function flatItems(log: GmxLog): Record<string, JsonValue> {
  const groups = Object.entries(log.items.toJson()).map(([group, entries]) =>
    Object.fromEntries(
      Object.entries(entries as Record<string, JsonValue>).map(([key, value]) => [
        key,
        group === "addressItems" && typeof value === "string" && isAddress(value) ? getAddress(value) : value,
      ]),
    ),
  );
  return Object.assign({}, ...groups);
}

/** The facts of a log, with the sides of borrowing remembered the way the accrual table does. */
function reader() {
  const sides = new Map<string, bigint>();
  return (log: GmxLog): Fact[] => {
    if (log.name === "Borrowing") return borrowing(log, sides.get(log.items.address("market")) ?? null);
    const facts = statelessDecoders[log.name]?.(log) ?? [];
    for (const fact of facts) {
      if (fact.kind === "accrual" && fact.name === accrualName.borrowingSide)
        sides.set(fact.marketId, fact.value);
    }
    return facts;
  };
}

const text = (decoded: Decoded, key: string) => String(decoded.data[key]);
const lower = (decoded: Decoded, key: string) => text(decoded, key).toLowerCase();

/** What the accrual facts of a decoded event must be, name to value. */
function expectedAccruals(decoded: Decoded, borrowingSide: boolean): Record<string, bigint> {
  const side = sideOf(decoded.data.isLong === true);
  const value = (key: string) => BigInt(text(decoded, key));
  const token = lower(decoded, "collateralToken");
  const isLong = decoded.data.isLong === true;
  switch (decoded.name) {
    case "Funding":
      return { fundingFactorPerSecond: value("fundingFactorPerSecond") };
    case "Borrowing":
      return { [`borrowingFactorPerSecond:${sideOf(borrowingSide)}`]: value("borrowingFactorPerSecond") };
    case "CumulativeBorrowingFactorUpdated":
      return { [`cumulativeBorrowingFactor:${side}`]: value("nextValue"), borrowingSide: isLong ? 1n : 0n };
    case "FundingFeeAmountPerSizeUpdated":
      return {
        [`fundingFeeAmountPerSize:${side}:${token}`]: value("value"),
        longsPayShorts: isLong ? 1n : 0n,
      };
    case "ClaimableFundingAmountPerSizeUpdated":
      return {
        [`claimableFundingAmountPerSize:${side}:${token}`]: value("value"),
        longsPayShorts: isLong ? 0n : 1n,
      };
    default:
      return {};
  }
}

describe("recorded Arbitrum logs of GMX v2", () => {
  it("holds the 159 events of the reference", () => {
    expect(expected).toHaveLength(159);
    expect(recorded.length).toBeGreaterThanOrEqual(159);
  });

  it.each(expected)("decodes $name, block $block log $logIndex, to the reference values", (decoded) => {
    const log = recordedLog(decoded);
    expect({ name: log.name, sender: log.msgSender, items: flatItems(log) }).toEqual({
      name: decoded.name,
      sender: decoded.msgSender.toLowerCase(),
      items: decoded.data,
    });
  });

  it("turns all 159 into facts that hold the same values", () => {
    const read = reader();
    let borrowingSide = false;
    const counts: Record<string, number> = {};
    for (const decoded of expected) {
      const facts = read(recordedLog(decoded));
      if (decoded.name === "CumulativeBorrowingFactorUpdated") borrowingSide = decoded.data.isLong === true;
      const accruals = facts.filter((fact): fact is FactOf<"accrual"> => fact.kind === "accrual");
      expect(Object.fromEntries(accruals.map(({ name, value }) => [name, value]))).toEqual(
        expectedAccruals(decoded, borrowingSide),
      );
      for (const { marketId } of accruals) expect(marketId).toBe(lower(decoded, "market"));
      const prices = facts.filter((fact): fact is FactOf<"price"> => fact.kind === "price");
      expect(
        prices.map(({ address, feedId, priceLow, priceHigh, publishedAt }) => ({
          address,
          feedId,
          priceLow,
          priceHigh,
          publishedAt,
        })),
      ).toEqual(
        decoded.name !== "OraclePriceUpdate"
          ? []
          : [
              {
                address: emitter,
                feedId: lower(decoded, "token"),
                priceLow: BigInt(text(decoded, "minPrice")),
                priceHigh: BigInt(text(decoded, "maxPrice")),
                publishedAt: Number(text(decoded, "timestamp")),
              },
            ],
      );
      expect(facts).toHaveLength(accruals.length + prices.length);
      for (const { kind } of facts) counts[kind] = (counts[kind] ?? 0) + 1;
    }
    // 3 Funding, 6 Borrowing, 6 * 2 cumulative factors, 12 * 2 per-size values.
    expect(counts).toEqual({ price: 100, accrual: 3 + 6 + 12 + 24 });
  });

  it("keeps every log that the filter lets through and has no handler for the rest", () => {
    const handled = new Set(
      [...handledEvents.EventLog1, ...handledEvents.EventLog2].map((name) => keccak256(stringToHex(name))),
    );
    const passed = recorded.filter(({ topics }) => handled.has(topics[1] ?? "0x"));
    const read = reader();
    const names: Record<string, number> = {};
    for (const raw of passed.toSorted(byPlace)) {
      const log = decodeLog(raw, raw.where);
      expect(read(log), log.name).not.toEqual([]);
      names[log.name] = (names[log.name] ?? 0) + 1;
    }
    expect(names).toEqual({
      OraclePriceUpdate: 100,
      FundingFeeAmountPerSizeUpdated: 6,
      ClaimableFundingAmountPerSizeUpdated: 6,
      Funding: 3,
      CumulativeBorrowingFactorUpdated: 6,
      Borrowing: 6,
    });
  });

  it("reads the rates that the notes quote: shorts paid 8.83 % a year", () => {
    const read = reader();
    const facts = expected
      .filter(({ block, logIndex }) => block === 406_396_674 && logIndex >= 95 && logIndex <= 103)
      .flatMap((decoded) => read(recordedLog(decoded)));
    const value = (name: string) =>
      facts.findLast((fact): fact is FactOf<"accrual"> => fact.kind === "accrual" && fact.name === name)
        ?.value;
    expect(Number(value("fundingFactorPerSecond")) * 1e-30 * 31_536_000).toBeCloseTo(0.0883, 4);
    expect(value("longsPayShorts")).toBe(0n);
    expect(value("borrowingFactorPerSecond:long")).toBe(2_267_282_954_657_510_198_393n);
    expect(value("borrowingFactorPerSecond:short")).toBe(0n);
  });

  it("keeps the price of a token that the catalog does not know, and says in which unit", () => {
    const vault = expected.filter(({ data }) => data.token === "0x528A5bac7E746C9A509A1f4F6dF58A03d44279F9");
    expect(vault.length).toBeGreaterThan(0);
    for (const decoded of vault) {
      const [price] = reader()(recordedLog(decoded));
      expect(price).toMatchObject({
        asset: "unknown:0x528a5bac7e746c9a509a1f4f6df58a03d44279f9",
        quote: "USD per smallest unit",
        decimals: 30,
      });
    }
  });

  it("is all of one chain", () => {
    expect(loadRecording("gmxV2Arbitrum").chainId).toBe(ARBITRUM);
  });
});

function byPlace(a: (typeof recorded)[number], b: (typeof recorded)[number]): number {
  return a.where.blockNumber - b.where.blockNumber || a.where.logIndex - b.where.logIndex;
}
