import { padHex, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { EventDataError } from "../../../src/venues/gmx-v2/eventData.ts";
import { undecodable } from "../../../src/venues/gmx-v2/eventLog.ts";
import { positionFeesCollected } from "../../../src/venues/gmx-v2/fees.ts";
import { oraclePriceUpdate } from "../../../src/venues/gmx-v2/prices.ts";
import { layouts } from "../../fixtures/gmx-v2/eventItems.ts";
import { close, eth, fees, increase, usd, WETH } from "./orders.support.ts";
import { decodeLog, encodeEvent, event, eventDataOf, HANDLER, only, PositionLife } from "./support.ts";

describe("items are read by key", () => {
  it("an optional block of fee items moves nothing", () => {
    const plain = positionFeesCollected(fees("PositionFeesCollected", 4_000_000n));
    const full = positionFeesCollected(
      fees("PositionFeesCollected with every optional block", 4_000_000n, { liquidationFeeAmount: 9n }),
    );
    expect(full).toEqual(plain);
    expect(only(plain, "position").venueState).toEqual({
      feesCollected: { orderKey: padHex("0x02"), feesUsd: usd(4n).toString() },
    });
  });

  it("reversed items read the same", () => {
    const log = increase(2n);
    const values = { token: WETH.address, minPrice: 3n, maxPrice: 5n, timestamp: 7n };
    const data = eventDataOf(layouts.OraclePriceUpdate, values);
    const reversed = {
      ...data,
      addressItems: { ...data.addressItems, items: data.addressItems.items.toReversed() },
      uintItems: { ...data.uintItems, items: data.uintItems.items.toReversed() },
    };
    const read = (one: typeof data) => oraclePriceUpdate(decodeLog(encodeEvent("OraclePriceUpdate", one)));
    expect(read(reversed)).toEqual(read(data));
    expect(log.items.uint("sizeInTokens")).toBe(eth(2n));
  });

  it("a renamed key is found under its old name, and the new name wins", () => {
    const { items } = increase(1n, { pendingPriceImpactUsd: 3n });
    expect(items.int("pendingPriceImpactUsd", "priceImpactUsd")).toBe(3n);
    const old = event("PositionIncrease v2.1", { priceImpactUsd: 4n });
    expect(old.items.int("pendingPriceImpactUsd", "priceImpactUsd")).toBe(4n);
  });

  it("the capped impact is under the literal key values.priceImpactDiffUsd", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(close(1n, { "values.priceImpactDiffUsd": usd(6n) }));
    expect(only(facts, "position").venueState).toMatchObject({ priceImpactDiffUsd: usd(6n).toString() });
  });

  it("an event that lacks an item becomes an integrity anomaly with the whole event as evidence", () => {
    const layout = { ...layouts.OraclePriceUpdate, uint: ["minPrice", "timestamp"] };
    const log = decodeLog(
      encodeEvent(
        "OraclePriceUpdate",
        eventDataOf(layout, { token: WETH.address, minPrice: 1n, timestamp: 2n }),
      ),
    );
    const failure = catchError(() => oraclePriceUpdate(log));
    expect(failure).toBeInstanceOf(EventDataError);
    expect(undecodable(log, failure)).toEqual({
      kind: "integrity",
      venue: "gmx-v2",
      subject: "OraclePriceUpdate",
      rule: "undecodable-event",
      message: "OraclePriceUpdate: uintItems maxPrice is missing",
      evidence: {
        msgSender: HANDLER.toLowerCase(),
        addressItems: { token: WETH.address, provider: zeroAddress },
        uintItems: { minPrice: "1", timestamp: "2" },
      },
    });
  });

  it("a fault of the program is not taken for bad data", () => {
    const fault = new TypeError("x is not a function");
    expect(() => undecodable(increase(1n), fault)).toThrow(fault);
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
