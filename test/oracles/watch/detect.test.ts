import { describe, expect, it } from "vitest";
import { detect } from "../../../src/oracles/watch/detect.ts";
import type { ListedProfile } from "../../../src/oracles/watch/listedProfile.ts";
import { parseProfiles } from "../../../src/oracles/watch/profiles.ts";
import { FEED, profile, T0, update } from "./support.ts";

/** What detect says to lines, parsed. */
function say(lines: readonly (string | object)[], profiles: readonly ListedProfile[] | null = [profile()]) {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  return [...detect(text, profiles)].map((line): Record<string, unknown> => JSON.parse(line));
}

describe("detect", () => {
  it("writes a line when an anomaly opens, and one with closedAt when it closes", () => {
    const lines = [
      update({ round: 1 }),
      update({ round: 2, time: T0 + 60, price: -5 }),
      ...[3, 4, 5].map((i) => update({ round: i, time: T0 + i * 60 })),
    ];
    const [opened, closed, ...rest] = say(lines);
    expect(rest).toEqual([]);
    expect(opened).toMatchObject({
      feed: "ETH/USD",
      chainId: 1,
      rule: "invalid",
      severity: "critical",
      openedAt: T0 + 60,
      evidence: { rounds: [{ feed: "ETH/USD", round: "2", time: T0 + 60, price: -5 }] },
    });
    expect(opened).not.toHaveProperty("closedAt");
    expect(closed).toMatchObject({ rule: "invalid", openedAt: T0 + 60, closedAt: T0 + 300 });
  });

  it("reads a proxy's round from its digits, not as a float", () => {
    const round = (digits: string, time: number) =>
      `{"feed":"ETH/USD","chainId":1,"time":${time},"price":3000,"round": ${digits}}`;
    expect(say([round("110680464442257320387", T0), round("110680464442257320388", T0 + 60)])).toEqual([]);
    expect(say([round("110680464442257320388", T0), round("110680464442257320387", T0 + 60)])).toMatchObject([
      { rule: "out-of-order" },
    ]);
  });

  it("turns every bad line into a rejected line, and looks at the next as if it were not there", () => {
    const bad = ["{", "[]", "42", '{"feed":"ETH/USD"}', update({ feed: "DOGE/USD" })];
    const out = say([update({ round: 1 }), ...bad, "", update({ round: 2, time: T0 + 60, price: 0 })]);
    expect(out.map(({ rule }) => rule)).toEqual([...bad.map(() => "rejected"), "invalid"]);
    expect(out.map(({ evidence }) => evidence)).toMatchObject([
      { line: 2, code: "NOT_JSON" },
      { line: 3, code: "NOT_AN_OBJECT" },
      { line: 4, code: "NOT_AN_OBJECT" },
      { line: 5, code: "INVALID_FIELD", field: "chainId" },
      { line: 6, code: "UNKNOWN_FEED", field: "feed" },
      {},
    ]);
    expect(out[4]).toMatchObject({ feed: "DOGE/USD", openedAt: T0 });
  });

  it("takes configuration changes and clock ticks among the updates", () => {
    const out = say([
      update({ round: 1 }),
      { feed: "ETH/USD", chainId: 1, time: T0 + 10, config: { decimals: 18 } },
      { tick: T0 + 3901 },
    ]);
    expect(out.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "config-change warning",
      "stale warning",
    ]);
  });

  it("assumes feeds without promises when there are no profiles, and compares publishers of one feed name", () => {
    const minute = (i: number, price: number) => [
      update({ source: "binance", time: T0 + i * 60 }),
      update({ source: "coinbase", time: T0 + i * 60 + 1, price }),
    ];
    const lines = [0, 1, 2].flatMap((i) => minute(i, 3001)).concat([3, 4].flatMap((i) => minute(i, 3200)));
    const out = say(lines, null);
    expect(out.map(({ rule }) => rule)).toContain("cross-source-deviation");
  });

  it.each([
    ["USDC/USD", "depeg"],
    ["USDe / USDT", "depeg"],
    ["STETH/ETH", "depeg"],
    ["ETH/USD", undefined],
    ["SOMETHING-NEW", undefined],
  ])("reads the peg from the name %s when there are no profiles", (feed, rule) => {
    const lines = [1, 0.97, 0.97].map((price, i) => update({ feed, price, time: T0 + i * 60 }));
    expect(say(lines, null).find((line) => line.rule === "depeg")?.rule).toBe(rule);
  });

  it("takes an address for the aggregator behind one feed", () => {
    const aggregator = (digit: string) => `0x${digit.repeat(40)}`;
    const lines = [1, 2, 3].map((i) => update({ source: aggregator("a"), round: 500 + i, time: T0 + i }));
    const moved = [1, 2, 3].map((i) => update({ source: aggregator("b"), round: i, time: T0 + 60 + i }));
    expect(say([...lines, ...moved], null).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "config-change info",
    ]);
  });
});

describe("feed profiles", () => {
  const plain = {
    feed: "A/USD",
    chainId: 1,
    asset: "A/USD",
    family: "A/USD",
    kind: "oracle",
    heartbeatSeconds: null,
    deviation: 0,
  };

  it("fill in what is left out", () => {
    expect(parseProfiles({ feeds: [{ feed: "A/USD", chainId: 1, peg: { target: 1 } }] })).toEqual([
      { ...plain, peg: { target: 1, side: "both" } },
    ]);
  });

  it("are a list, a list in feeds, or parameters by name", () => {
    const parameters = { chainId: 1, heartbeatSeconds: 60 };
    const expected = [{ ...plain, heartbeatSeconds: 60 }];
    expect(parseProfiles([{ feed: "A/USD", ...parameters }])).toEqual(expected);
    expect(parseProfiles({ feeds: [{ feed: "A/USD", ...parameters }] })).toEqual(expected);
    expect(parseProfiles({ "A/USD": parameters })).toEqual(expected);
  });

  it("take a heartbeat and a threshold in per cent as Chainlink's directory has them", () => {
    expect(parseProfiles({ "A/USD": { heartbeat: 3600, threshold: 0.5 } })).toEqual([
      { ...plain, chainId: null, heartbeatSeconds: 3600, deviation: 0.005 },
    ]);
  });

  it("have the peg that the name states, unless they say otherwise", () => {
    const [coin] = parseProfiles({ "USDC/USD": {} });
    expect(coin?.peg).toEqual({ target: 1, side: "both" });
    expect(parseProfiles({ "USDC/USD": { peg: null } })[0]?.peg).toBeUndefined();
  });

  it("without a chain hold wherever the feed speaks", () => {
    const profiles = parseProfiles({ [FEED]: { heartbeat: 60 } });
    const lines = [1, 10].map((chainId) => update({ chainId }));
    const stale = say([...lines, { tick: T0 + 400 }], profiles).map(({ rule, chainId }) => [rule, chainId]);
    expect(stale).toEqual([
      ["stale", 1],
      ["stale", 10],
    ]);
    expect(say([update({ feed: "OTHER" })], profiles).map(({ rule }) => rule)).toEqual(["rejected"]);
  });

  it.each([
    [[{ feed: "A/USD", chainId: -1 }], "0.chainId"],
    [[{ feed: "A/USD", chainId: 1, deviation: 2 }], "0.deviation"],
    [{ feeds: [{ feed: "A/USD", chainId: 1, hartbeat: 60 }] }, "hartbeat"],
    [{ "A/USD": { deviation: 2 } }, "A/USD.deviation"],
    [{ "A/USD": 7 }, "A/USD: "],
    [[1, 2].map(() => ({ feed: "A/USD", chainId: 1 })), "listed twice"],
    ["x", "expected"],
  ])("are refused with the place of the mistake: %j", (json, place) => {
    expect(() => parseProfiles(json)).toThrow(place);
  });
});
