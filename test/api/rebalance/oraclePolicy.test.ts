import { describe, expect, it } from "vitest";
import { type OpenAnomaly, oraclePolicies } from "../../../src/api/rebalance/oraclePolicy.ts";
import type { RoundReference } from "../../../src/api/venues/adapter.ts";
import { oneLeg, riskOfView, together } from "../risk.support.ts";

const used: RoundReference = {
  chainId: 42161,
  address: "0xfeed",
  feedId: "answer",
  roundId: "7",
  publishedAt: 1,
};
const anomaly: OpenAnomaly = {
  chainId: 42161,
  address: "0xfeed",
  feedId: "answer",
  asset: "ETH",
  rule: "stale",
  severity: "critical",
  message: "ETH/USD is 3000 s old",
};

/** Policies of an ether leg on Arbitrum and one on Avalanche, both resting on the same kind of feed. */
function policies(...anomalies: readonly OpenAnomaly[]) {
  const view = together(oneLeg("a", 1), oneLeg("b", -1, { chainId: 43114 }));
  const policyOf = oraclePolicies(
    riskOfView({ ...view, rounds: [used, { ...used, chainId: 43114 }] }),
    anomalies,
  );
  return [policyOf("a", "42161:a:ETH"), policyOf("b", "43114:b:ETH")];
}

const free = { policy: "use" };
const frozen = { policy: "freeze", reason: anomaly.message };

describe("an open anomaly", () => {
  it("that is critical freezes what the venue prices with that feed, and nothing on another chain", () => {
    expect(policies(anomaly)).toEqual([frozen, free]);
    expect(policies({ ...anomaly, chainId: 43114 })).toEqual([free, frozen]);
  });

  it("that is not critical freezes nothing", () => {
    expect(policies({ ...anomaly, severity: "warning" }, { ...anomaly, severity: "info" })).toEqual([
      free,
      free,
    ]);
  });

  it.each<[what: string, change: Partial<OpenAnomaly>]>([
    ["another address", { address: "0xother" }],
    ["another feed of the same emitter", { feedId: "0xwbtc" }],
    ["a chain that nothing is held on", { chainId: 957 }],
  ])("on a feed that no number rests on freezes nothing: %s", (_, change) => {
    expect(policies({ ...anomaly, ...change })).toEqual([free, free]);
  });

  it("on a feed of another asset freezes nothing of this one", () => {
    expect(policies({ ...anomaly, asset: "BTC" })).toEqual([free, free]);
  });

  it("gives the first critical reason when there are several", () => {
    expect(
      policies({ ...anomaly, severity: "warning", message: "first" }, anomaly, {
        ...anomaly,
        message: "last",
      })[0],
    ).toEqual(frozen);
  });

  it("leaves a leg that the book does not know alone", () => {
    const policyOf = oraclePolicies(riskOfView({ ...oneLeg("a", 1), rounds: [used] }), [anomaly]);
    expect(policyOf("nowhere", "42161:a:ETH")).toEqual(free);
    expect(policyOf("a", "nothing")).toEqual(free);
  });
});
