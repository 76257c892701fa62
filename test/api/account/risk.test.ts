import { describe, expect, it } from "vitest";
import { riskOf } from "../../../src/api/account/risk.ts";
import { arbitrum, derive, ownerOnTwoChains, time } from "../risk.support.ts";
import { charged, rows } from "../venues/gmx-v2.support.ts";

describe("the risk of rows", () => {
  const risk = ownerOnTwoChains();

  it("adds up over venues and chains", () => {
    expect(risk.view.nettingSets.map(({ chainId, venue }) => [chainId, venue])).toEqual([
      [42161, "gmx-v2"],
      [957, "derive-v2"],
    ]);
    expect(risk.view.margins.map(({ report }) => report.ok)).toEqual([true, true]);
    const byChain = risk.book.greeks("CHAIN");
    const total = risk.book.greeks("TOTAL").get("total");
    const sum = [...byChain.values()].reduce((usd, { valueUsd }) => usd + valueUsd, 0);
    expect([...byChain.keys()]).toEqual(["42161", "957"]);
    expect(total?.valueUsd).toBeCloseTo(sum, 8);
    // 4 on GMX, 10 perpetuals, less two calls that are out of the money.
    const delta = total?.byUnderlying.get("ETH")?.delta ?? 0;
    expect(delta).toBeGreaterThan(12);
    expect(delta).toBeLessThan(14);
  });

  it("keeps the three nets in order, and calls what no venue nets a trapped hedge", () => {
    const { grossUsd, enforceableUsd, informationalUsd, trappedHedgeUsd } = risk.netting.total;
    expect(grossUsd).toBeGreaterThanOrEqual(enforceableUsd);
    expect(enforceableUsd).toBeGreaterThanOrEqual(informationalUsd);
    expect(trappedHedgeUsd).toBe(enforceableUsd - informationalUsd);
  });

  it("is the same for the same rows", () => {
    const again = ownerOnTwoChains();
    expect(again.book.greeks("NETTING_SET")).toEqual(risk.book.greeks("NETTING_SET"));
    expect(again.warnings).toEqual(risk.warnings);
  });

  it("names every round that it rests on", () => {
    const chains = new Set(risk.view.rounds.map(({ chainId }) => chainId));
    expect(chains).toEqual(new Set([42161, 957]));
  });
});

describe("what is missing from a risk", () => {
  it("is nothing for nobody: no position, no warning", () => {
    const risk = riskOf([arbitrum], [], null);
    expect(risk.warnings).toEqual([]);
    expect(risk.netting.total.grossUsd).toBe(0);
  });

  it("is named when a venue is indexed but has no adapter: the positions are not dropped in silence", () => {
    const gmx = rows(charged);
    const unknown = { ...gmx, accounts: gmx.accounts.map((account) => ({ ...account, venue: "perp-v9" })) };
    expect(riskOf([arbitrum], [unknown], null).warnings).toEqual([
      {
        code: "UNSUPPORTED",
        subject: "42161:perp-v9",
        message: "1 positions at perp-v9 are indexed but cannot be valued: no adapter for this venue",
      },
    ]);
  });

  it("is named once, however many positions it concerns", () => {
    const [position] = charged.positions;
    if (position === undefined) throw new Error("no position");
    const twice = rows({ ...charged, positions: [position, { ...position, pool: "0x02" }], feeds: [] });
    const { warnings } = riskOf([arbitrum], [twice], null);
    const keys = warnings.map((warning) => JSON.stringify(warning));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is named when a chain of the answer stands still", () => {
    const old = { ...arbitrum, timestamp: time - 500 };
    const { warnings } = riskOf([old, derive], [rows({ ...charged, clock: old })], time);
    expect(warnings).toContainEqual(expect.objectContaining({ code: "STALE", subject: "chain:42161" }));
  });

  it("is named when a chain stands still that nothing is known of: what is held there may be missing", () => {
    const old = { ...derive, timestamp: time - 500 };
    const { warnings } = riskOf([arbitrum, old], [rows(charged)], time);
    expect(warnings).toContainEqual(expect.objectContaining({ code: "STALE", subject: "chain:957" }));
  });
});
