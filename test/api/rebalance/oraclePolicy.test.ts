import { describe, expect, it } from "vitest";
import type { FeedHealth } from "../../../src/api/market/feedHealth.ts";
import { type AnomalyRow, judgeMarket } from "../../../src/api/market/judge.ts";
import { oraclePolicies } from "../../../src/api/rebalance/oraclePolicy.ts";
import type { RoundReference } from "../../../src/api/venues/adapter.ts";
import { anomaly, feed, NOW } from "../market/support.ts";
import { oneLeg, riskOfView, together } from "../risk.support.ts";

const used: RoundReference = {
  chainId: 42161,
  address: "0xfeed",
  feedId: "answer",
  roundId: "7",
  publishedAt: 1,
};
const elsewhere = feed({ chainId: 43114 });
const unused = feed({ address: "0xunused", family: "pyth" });

/** Policies of an ether leg on Arbitrum and one on Avalanche, each priced by its chain's Chainlink feed. */
function policies(
  anomalies: readonly AnomalyRow[],
  feeds: readonly FeedHealth[] = [feed(), elsewhere, unused],
  sequencer: readonly AnomalyRow[] = [],
) {
  const view = together(oneLeg("a", 1), oneLeg("b", -1, { chainId: 43114 }));
  const risk = riskOfView({ ...view, rounds: [used, { ...used, chainId: 43114 }] });
  const oracle = {
    markets: new Map([["ETH", judgeMarket(feeds, anomalies, NOW)]]),
    sequencerAnomalies: (chainId: number) => sequencer.filter((row) => row.chainId === chainId),
  };
  const policyOf = oraclePolicies(risk, oracle, HORIZON);
  return [policyOf("a", "42161:a:ETH"), policyOf("b", "43114:b:ETH")];
}

const HORIZON = 30 / 365;
const free = { policy: "use" };
const frozen = { policy: "freeze", reason: "it jumped", rule: "jump" };

describe("an open anomaly", () => {
  it("that is critical freezes what the venue prices with that feed, and nothing on another chain", () => {
    expect(policies([anomaly()])).toEqual([frozen, free]);
    expect(policies([anomaly({ chainId: 43114 })])).toEqual([free, frozen]);
  });

  it("that is not critical freezes nothing: it makes what is held count for more risk", () => {
    const warned = judgeMarket([feed(), elsewhere, unused], [anomaly({ severity: "warning" })], NOW);
    if (!warned.consensus.ok) throw new Error("no consensus");
    expect(policies([anomaly({ severity: "warning" }), anomaly({ severity: "info" })])).toEqual([
      {
        policy: "widen",
        reason: "it jumped",
        rule: "jump",
        varianceFactor: expect.closeTo(1 + warned.consensus.value.variance / HORIZON, 12),
      },
      free,
    ]);
  });

  it("adds its doubt to the risk that is forecast: in a calm market it counts for more", () => {
    const risk = riskOfView({ ...oneLeg("a", 1), rounds: [used] });
    const market = judgeMarket([feed(), unused], [anomaly({ severity: "warning" })], NOW);
    if (!market.consensus.ok) throw new Error("no consensus");
    const oracle = { markets: new Map([["ETH", market]]), sequencerAnomalies: () => [] };
    const policyOf = oraclePolicies(risk, oracle, HORIZON, new Map([["ETH", 0.5]]));
    const factor = 1 + market.consensus.value.variance / (0.25 * HORIZON);
    expect(policyOf("a", "42161:a:ETH")).toMatchObject({ varianceFactor: expect.closeTo(factor, 12) });
  });

  it("on a feed that no number rests on only drops it out of the consensus", () => {
    expect(policies([anomaly({ address: "0xunused" })])).toEqual([free, free]);
  });

  it("that nobody can settle freezes every market of the asset", () => {
    const message = "two sources disagree";
    const open = anomaly({ address: "0xunused", rule: "cross-source-deviation", message });
    const reason = { policy: "freeze", reason: message, rule: "cross-source-deviation" };
    expect(policies([open])).toEqual([reason, reason]);
  });

  it("is settled when the source that carries it is at fault itself", () => {
    const message = "two sources disagree";
    const open = anomaly({ address: "0xunused", rule: "cross-source-deviation", message });
    expect(policies([open, anomaly({ address: "0xunused", rule: "frozen" })])).toEqual([free, free]);
  });

  it("of the asset rather than of a feed lets risk be reduced only", () => {
    const open = anomaly({ rule: "depeg", message: "off its peg" });
    const reason = { policy: "reduceOnly", reason: "off its peg", rule: "depeg" };
    expect(policies([open])).toEqual([reason, reason]);
  });

  it("of the chain's sequencer freezes the chain", () => {
    const down = anomaly({ rule: "sequencer", message: "the sequencer is down" });
    expect(policies([], undefined, [down])).toEqual([
      { policy: "freeze", reason: "the sequencer is down", rule: "sequencer" },
      free,
    ]);
  });
});

describe("a market that nobody can check", () => {
  it("is frozen: no feed is heard", () => {
    const [a, b] = policies([], []);
    expect(a).toMatchObject({ policy: "freeze", reason: expect.stringContaining("there is no source") });
    expect(b).toEqual(a);
  });
});

describe("a leg", () => {
  it("that the book does not know is left alone", () => {
    const risk = riskOfView({ ...oneLeg("a", 1), rounds: [used] });
    const policyOf = oraclePolicies(risk, { markets: new Map(), sequencerAnomalies: () => [] }, HORIZON);
    expect(policyOf("nowhere", "42161:a:ETH")).toEqual(free);
    expect(policyOf("a", "nothing")).toEqual(free);
  });
});
