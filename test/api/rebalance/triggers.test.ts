import { describe, expect, it } from "vitest";
import { ok } from "../../../engine/result.ts";
import { triggerOnWire } from "../../../src/api/graphql/resolvers/triggerOnWire.ts";
import { judgeMarket } from "../../../src/api/market/judge.ts";
import { applyMandate } from "../../../src/api/rebalance/applyMandate.ts";
import { rebalanceInput } from "../../../src/api/rebalance/input.ts";
import { readMandate } from "../../../src/api/rebalance/mandateRequest.ts";
import type { UnderlyingHistory } from "../../../src/api/rebalance/priceForecast.ts";
import { triggersOf } from "../../../src/api/rebalance/triggers.ts";
import type { VenueView } from "../../../src/api/venues/adapter.ts";
import { anomaly, feed, NOW } from "../market/support.ts";
import { coin, oneLeg, report, riskOfView, together } from "../risk.support.ts";

const used = { chainId: 42161, address: "0xfeed", feedId: "answer", roundId: "7", publishedAt: 1 };

interface Given {
  readonly mandate?: object;
  readonly anomalies?: Parameters<typeof judgeMarket>[1];
  readonly histories?: readonly UnderlyingHistory[];
}

/** What a look at a book says on the wire, one line a kind and subject. */
function looks(view: Partial<VenueView>, { mandate = {}, anomalies = [], histories = [] }: Given = {}) {
  const risk = riskOfView({ ...view, rounds: [used] });
  const request = readMandate(mandate);
  const { input } = rebalanceInput(risk, request, () => ({ policy: "use" }));
  const forecast = { underlyings: [], covariancePerYear: [] };
  const mandated = applyMandate(request, risk, input, forecast);
  if (!mandated.ok) throw new Error("the mandate does not fit");
  const oracle = {
    markets: new Map([
      ["ETH", judgeMarket([feed(), feed({ address: "0xother", family: "pyth" })], anomalies, NOW)],
    ]),
    sequencerAnomalies: () => [],
  };
  return triggersOf({ risk, oracle, histories, request, mandated: mandated.value }).map(triggerOnWire);
}

const only = (kind: string, ...given: Parameters<typeof looks>) => {
  const found = looks(...given).filter((one) => one.kind === kind);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0];
};

describe("margin utilisation", () => {
  it.each([
    [7_999, false],
    [8_000, true],
  ])("of %i out of 10,000 USD of equity is open: %s", (initialUsd, isOpen) => {
    const found = only("MARGIN_UTILISATION", oneLeg("a", 1, { initialUsd }));
    expect(found).toEqual({
      kind: "MARGIN_UTILISATION",
      severity: null,
      message: `a requires ${initialUsd}.00 of 10000.00 USD of equity`,
      subject: "a",
      isOpen,
      value: initialUsd / 1e4,
      limit: 0.8,
      unit: "share of equity",
    });
  });

  it("of a set without equity is open, and finite", () => {
    const view = { ...oneLeg("a", 1), margins: [{ nettingSetId: "a", report: ok(report(200, -5)) }] };
    expect(only("MARGIN_UTILISATION", view)).toMatchObject({ isOpen: true, value: 1_000 });
  });
});

describe("an oracle anomaly", () => {
  it("is quiet while nothing is open against the feed", () => {
    expect(only("ORACLE_ANOMALY", oneLeg("a", 1))).toEqual({
      kind: "ORACLE_ANOMALY",
      severity: null,
      message: "nothing is open against the feeds that price ETH on arbitrum",
      subject: "ETH on arbitrum",
      isOpen: false,
      value: 0,
      limit: 1,
      unit: "strength of the action",
    });
  });

  it("opens with what is open against a feed that prices the book, strongest first", () => {
    const anomalies = [anomaly({ severity: "warning", message: "a little" }), anomaly({ rule: "frozen" })];
    expect(only("ORACLE_ANOMALY", oneLeg("a", 1), { anomalies })).toMatchObject({
      isOpen: true,
      severity: "critical",
      message: "it jumped",
      value: 4,
    });
    expect(only("ORACLE_ANOMALY", oneLeg("a", 1), { anomalies: anomalies.slice(0, 1) })).toMatchObject({
      isOpen: true,
      severity: "warning",
      value: 1,
    });
  });

  it("is looked for once a chain and underlying, however many positions there are", () => {
    const view = together(oneLeg("a", 1), oneLeg("b", -1), coin("a", "USDC", 5, 1));
    expect(only("ORACLE_ANOMALY", view)?.subject).toBe("ETH on arbitrum");
  });
});

describe("volatility", () => {
  /** Forty days that move by one hundredth, up and down, and ten by another amount. */
  function days(last: number, count = 40): UnderlyingHistory {
    let open = 2_000;
    const bars = Array.from({ length: count + 10 }, (_, t) => {
      const close = open * Math.exp((t % 2 === 0 ? 1 : -1) * (t < count ? 0.01 : last));
      const bar = { day: t, open, close, high: Math.max(open, close), low: Math.min(open, close) };
      open = close;
      return bar;
    });
    return { underlying: "ETH", bars, volatility: null };
  }
  const found = (history: UnderlyingHistory) =>
    only("VOLATILITY_DEVIATION", oneLeg("a", 1), { histories: [history] });
  /** Garman-Klass of a bar that goes straight from open to close: (0.5 - 2 ln 2 + 1) r^2. */
  const perSquare = 1.5 - 2 * Math.LN2;

  it("is held against what the days before the last ten forecast", () => {
    const calm = found(days(0.01 * Math.sqrt(perSquare)));
    expect(calm).toMatchObject({ isOpen: false, limit: 0.99, unit: "confidence" });
    expect(calm?.message).toMatch(/^ETH moved 1\.00 times as much as was forecast/);
  });

  it("opens when the last days were wilder, or calmer, than any luck", () => {
    expect(found(days(0.08))?.isOpen).toBe(true);
    expect(found(days(0.0001))?.isOpen).toBe(true);
  });

  it("is not looked at with too few days, or where the forecast is that nothing moves", () => {
    expect(found(days(0.08, 4))).toBeUndefined();
    expect(found(days(0.08, 5))).toBeDefined();
    const still = days(0.08).bars.map((bar) => ({ ...bar, open: 1, high: 1, low: 1, close: 1 }));
    expect(found({ underlying: "ETH", bars: still, volatility: null })).toBeUndefined();
  });
});

describe("drift", () => {
  const drift = (quantity: number, mandate: object) =>
    only("DELTA_DRIFT", oneLeg("a", quantity), { mandate: { strategy: "DELTA_NEUTRAL", ...mandate } });

  it("is what would have to trade, as a share of equity: 0.25 ETH are 5 % of 10,000 USD", () => {
    expect(drift(0.25, {})).toEqual({
      kind: "DELTA_DRIFT",
      severity: null,
      message: "5.00 % of equity would have to trade, most of it ETH, which is off by 5.00 %",
      subject: "net delta",
      isOpen: true,
      value: 0.05,
      limit: 0.05,
      unit: "turnover",
    });
    expect(drift(-0.2, {})).toMatchObject({ isOpen: false, value: expect.closeTo(0.04, 12) });
  });

  it("counts from the near end of a band", () => {
    const deltas = [{ underlying: "ETH", target: 2, halfWidth: 0.5 }];
    expect(drift(2.5, { deltas })).toMatchObject({ isOpen: false, value: 0 });
    expect(drift(3, { deltas })).toMatchObject({ isOpen: true, value: expect.closeTo(0.1, 12) });
  });

  it("is asked of a mandate with targets alone", () => {
    expect(only("DELTA_DRIFT", oneLeg("a", 1))).toBeUndefined();
  });
});
