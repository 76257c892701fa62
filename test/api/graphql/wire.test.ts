import { describe, expect, it } from "vitest";
import { Book } from "../../../engine/book/book.ts";
import {
  asOfOnWire,
  greeksOnWire,
  netOnWire,
  rowOnWire,
  warningOnWire,
} from "../../../src/api/graphql/wire.ts";
import { arbitrum, oneLeg, ownerOnTwoChains, riskOfView, together } from "../risk.support.ts";

describe("greeks on the wire", () => {
  const total = ownerOnTwoChains().book.greeks("TOTAL").get("total");
  if (total === undefined) throw new Error("no greeks");
  const wire = greeksOnWire("total", total);

  it("are per volatility point, per day and per 1 %", () => {
    expect(total.vega).not.toBe(0);
    expect(total.theta).not.toBe(0);
    expect(total.rhoSpot).not.toBe(0);
    expect(total.carryUsdPerYear).not.toBe(0);
    expect(wire.vega).toBe(total.vega * 0.01);
    expect(wire.theta).toBe(total.theta / 365);
    expect(wire.carry).toBe(total.carryUsdPerYear / 365);
    expect(wire.rhoSpot).toBe(total.rhoSpot * 0.01);
    expect(wire.rhoForward).toBe(total.rhoForward * 0.01);
  });

  it("keep what is in USD already", () => {
    expect(wire).toMatchObject({
      key: "total",
      valueUsd: total.valueUsd,
      deltaUsd: total.deltaUsd,
      gammaUsd1Pct: total.gammaUsd1Pct,
    });
  });

  it("have base units for one underlying, and none for several: coins of two kinds do not add up", () => {
    const ether = riskOfView(oneLeg("a", 3)).book.greeks("TOTAL").get("total");
    if (ether === undefined) throw new Error("no greeks");
    expect(greeksOnWire("total", ether)).toMatchObject({ delta: 3, gamma: 0, deltaPa: null });
    const bitcoin = oneLeg("b", 1);
    const both = riskOfView(
      together(oneLeg("a", 3), {
        ...bitcoin,
        instruments: (bitcoin.instruments ?? []).map((one) => ({ ...one, underlying: "BTC" })),
      }),
    )
      .book.greeks("TOTAL")
      .get("total");
    if (both === undefined) throw new Error("no greeks");
    expect(greeksOnWire("total", both)).toMatchObject({ delta: null, gamma: null, deltaUsd: 8_000 });
  });

  it("of nothing are zero, with no underlying to count in", () => {
    const nothing = new Book(riskOfView({}).sheet, [], ["TOTAL"]).greeks("TOTAL").get("total");
    if (nothing === undefined) throw new Error("no greeks");
    expect(greeksOnWire("total", nothing)).toMatchObject({ valueUsd: 0, delta: null, vega: 0, theta: 0 });
  });
});

describe("the rest of the wire", () => {
  it("nets carry the three nets, the trapped hedge and one ratio", () => {
    const { total } = riskOfView(together(oneLeg("a", 3), oneLeg("b", -2))).netting;
    expect(netOnWire(total)).toEqual({
      grossUsd: 10_000,
      enforceableUsd: 10_000,
      informationalUsd: 2_000,
      trappedHedgeUsd: 8_000,
      ratio: 0.2,
    });
  });

  it("a warning always has its four fields", () => {
    expect(warningOnWire({ code: "UNPRICED", message: "no price" })).toEqual({
      code: "UNPRICED",
      message: "no price",
      subject: null,
      field: null,
    });
  });

  it("a block is final when a reorg can no longer undo it", () => {
    expect(asOfOnWire(arbitrum).isFinalized).toBe(false);
    expect(asOfOnWire({ ...arbitrum, finalizedBlockNumber: arbitrum.blockNumber }).isFinalized).toBe(true);
  });

  it("integers beyond 53 bits are decimal strings, everything else is as it is", () => {
    const row = {
      size: -(2n ** 70n),
      lifecycle: 2,
      venue: "gmx-v2",
      entryNotional: null,
      isOpen: true,
      venueState: { a: "1" },
    };
    expect(rowOnWire(row)).toEqual({ ...row, size: "-1180591620717411303424" });
  });
});
