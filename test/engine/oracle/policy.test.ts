import { describe, expect, it } from "vitest";
import { consensusPrice, type PriceSource } from "../../../engine/oracle/consensus.ts";
import { marketDecision } from "../../../engine/oracle/market.ts";
import { actionOf, feedDecision, isHeard, type OpenAnomaly } from "../../../engine/oracle/policy.ts";
import { rulesOf } from "../../../src/oracles/watch/rules.ts";

const NOW = 1_700_000_000;
const anomaly = (rule: string, severity: OpenAnomaly["severity"] = "critical"): OpenAnomaly => ({
  rule,
  severity,
  message: `${rule} found`,
});
const source = (id: string, price: number, ...anomalies: OpenAnomaly[]): PriceSource => ({
  id,
  price,
  publishedAt: NOW,
  deviation: 0.005,
  confidence: null,
  anomalies,
});

describe("policy of a feed", () => {
  it.each([
    ["scale-error", "critical", "exclude"],
    ["wide-confidence", "warning", "widen"],
    ["cross-source-deviation", "critical", "freeze"],
    ["depeg", "critical", "reduceOnly"],
    ["single-venue-depeg", "critical", "exclude"],
    ["sequencer", "critical", "freeze"],
    ["config-change", "warning", "reduceOnly"],
    ["jump", "info", "use"],
  ] as const)("%s %s: %s", (rule, severity, action) => {
    expect(actionOf({ rule, severity })).toBe(action);
  });

  it("takes the strongest of several, and names it first", () => {
    const { action, reasons } = feedDecision([
      anomaly("cadence-change", "warning"),
      anomaly("scale-error"),
      anomaly("jump", "info"),
      anomaly("depeg"),
    ]);
    expect(action).toBe("exclude");
    expect(reasons.map(({ rule }) => rule)).toEqual(["scale-error", "depeg", "cadence-change"]);
  });

  it("treats a rule that it does not know with care, even one named like an object's own", () => {
    expect(actionOf(anomaly("no-such-rule"))).toBe("freeze");
    expect(actionOf(anomaly("constructor"))).toBe("freeze");
  });

  it("knows every rule of the watch", () => {
    const { always, newer, onScale, invalid, scaleError } = rulesOf();
    const names = [...always, ...newer, ...onScale, invalid, scaleError].map(({ name }) => name);
    const others = ["stale", "clamp", "sequencer", "cross-source-deviation", "cross-chain-divergence"];
    const unknown = [...names, ...others, "twap-deviation", "config-change"].filter(
      (rule) => actionOf(anomaly(rule, "warning")) === "widen" && actionOf(anomaly(rule)) === "freeze",
    );
    // The one rule whose row is the same as that of an unknown rule.
    expect(unknown).toEqual(["cross-source-deviation"]);
  });

  it("hears widened and reduce-only sources, not excluded or frozen ones", () => {
    expect((["use", "widen", "reduceOnly", "exclude", "freeze"] as const).map(isHeard)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("policy of a market", () => {
  const decide = (venue: OpenAnomaly[], ...sources: PriceSource[]) =>
    marketDecision(venue, consensusPrice(sources, NOW, 0.6));

  it("is free when its oracle and the consensus are", () => {
    expect(decide([], source("a", 100), source("b", 100.1))).toEqual({ action: "use", reasons: [] });
  });

  it("freezes when the venue's own oracle is wrong, although others are right: margin is still counted by it", () => {
    const { action, reasons } = decide([anomaly("scale-error")], source("a", 100), source("b", 100.1));
    expect(action).toBe("freeze");
    expect(reasons[0]?.rule).toBe("scale-error");
  });

  it("goes on when only another source is wrong", () => {
    expect(decide([], source("a", 100), source("b", 1e12, anomaly("scale-error"))).action).toBe("use");
  });

  it("freezes when no source is left, and says why of each", () => {
    const { action, reasons } = decide(
      [],
      source("a", 100, anomaly("stale")),
      source("b", 9, anomaly("frozen")),
    );
    expect(action).toBe("freeze");
    expect(reasons[0]?.message).toContain("a: stale found; b: frozen found");
  });

  it("reduces only while the asset is off its peg, and names the reason once", () => {
    const off = anomaly("depeg");
    const { action, reasons } = decide([off], source("a", 0.95, off), source("b", 0.951));
    expect(action).toBe("reduceOnly");
    expect(reasons).toHaveLength(1);
  });

  it("is widened, not stopped, by a late oracle", () => {
    expect(decide([anomaly("stale", "warning")], source("a", 100)).action).toBe("widen");
  });
});
