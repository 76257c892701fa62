import { padHex } from "viem";
import { describe, expect, it } from "vitest";
import { positionFeesCollected, positionFeesInfo } from "../../../src/venues/gmx-v2/fees.ts";
import { autoDeleverage, autoDeleveragedAccount } from "../../../src/venues/gmx-v2/orders.ts";
import { account, close, eth, fees, increase, marketId, positionKey, usd } from "./orders.support.ts";
import { event, only, PositionLife } from "./support.ts";

describe("liquidation and auto-deleverage", () => {
  it("a decrease of order type 7 is a liquidation", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(close(1n, { orderType: 7n, basePnlUsd: -usd(900n) }));
    expect(only(facts, "trade")).toMatchObject({ tradeKind: "liquidation", realizedPnl: -usd(900n) });
  });

  it("an auto-deleverage is known from OrderExecuted alone, and marks the decrease before it", () => {
    const log = event("OrderExecuted", { account, key: padHex("0x02"), secondaryOrderType: 1n });
    expect(autoDeleveragedAccount(log)).toBe(account.toLowerCase());
    const decrease = { instrumentId: marketId, pool: positionKey, sizeAfter: eth(3n), logIndex: 4 };
    expect(autoDeleverage(log, account.toLowerCase(), decrease)).toEqual([
      {
        kind: "trade",
        venue: "gmx-v2",
        account: account.toLowerCase(),
        instrumentId: marketId,
        pool: positionKey,
        tradeKind: "autoDeleverage",
        sizeDelta: 0n,
        sizeAfter: eth(3n),
        price: null,
        realizedPnl: 0n,
        fees: 0n,
      },
    ]);
  });

  it("an order of the owner's own marks nothing", () => {
    expect(autoDeleveragedAccount(event("OrderExecuted", { account, secondaryOrderType: 0n }))).toBeNull();
  });

  it("an auto-deleverage without its decrease is an integrity anomaly", () => {
    const log = event("OrderExecuted", { account, key: padHex("0x02"), secondaryOrderType: 1n });
    expect(autoDeleverage(log, account.toLowerCase(), null)).toMatchObject([
      { kind: "integrity", rule: "auto-deleverage-without-decrease", evidence: { orderKey: padHex("0x02") } },
    ]);
  });
});

describe("fees", () => {
  it("come before the position event and join it on order and position key", () => {
    const life = new PositionLife();
    const noted = life.remember(
      positionFeesCollected(fees("PositionFeesCollected", 2_000_000n, { orderKey: padHex("0x01") })),
    );
    expect(only(noted, "position")).toMatchObject({
      account: account.toLowerCase(),
      instrumentId: marketId,
      pool: positionKey,
    });
    const facts = life.apply(increase(1n));
    expect(only(facts, "position").feesDelta).toBe(usd(2n));
    expect(only(facts, "trade").fees).toBe(usd(2n));
    expect(only(life.apply(close(1n)), "trade").fees).toBe(0n);
  });

  it("of another order do not count", () => {
    const life = new PositionLife();
    life.remember(
      positionFeesCollected(fees("PositionFeesCollected", 2_000_000n, { orderKey: padHex("0x99") })),
    );
    expect(only(life.apply(increase(1n)), "trade").fees).toBe(0n);
  });

  it("of an insolvent close are in PositionFeesInfo: the PositionFeesCollected after it is all zero", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    life.remember(positionFeesInfo(fees("PositionFeesInfo", 5_000_000n)));
    life.remember(positionFeesCollected(fees("PositionFeesCollected", 0n)));
    const facts = life.apply(close(1n, { orderType: 7n }));
    expect(only(facts, "trade")).toMatchObject({ tradeKind: "liquidation", fees: usd(5n) });
  });
});
