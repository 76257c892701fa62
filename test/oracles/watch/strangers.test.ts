import { describe, expect, it } from "vitest";
import { detect } from "../../../src/oracles/watch/detect.ts";
import type { PriceInput } from "../../../src/oracles/watch/parseUpdate.ts";
import { parseProfiles } from "../../../src/oracles/watch/profiles.ts";

/**
 * Incidents in the shapes that somebody who does not know the watch gives them: several sources under one name, a name for
 * each source, one name on several chains; without profiles and with parameters by feed name. Points and sources of the
 * incidents: bench/oracles/pointIncidents.ts and lendingIncidents.ts.
 */
interface Track {
  readonly by: string;
  readonly chainId: number;
  readonly points: readonly Omit<PriceInput, "feed" | "chainId">[];
}

const MINUTE = 60;
const START = 1_700_000_000;

/** A minute's prices with a little noise, until just before START. */
function calm(price: number, minutes = 60, fields: Partial<PriceInput> = {}): Track["points"] {
  return Array.from({ length: minutes }, (_, i) => ({
    time: START - (minutes - i) * MINUTE,
    price: price * (1 + 0.0004 * Math.sin(i * 2.4)),
    ...fields,
  }));
}

function then(...prices: readonly number[]): Track["points"] {
  return prices.map((price, i) => ({ time: START + i * MINUTE, price }));
}

const shapes = {
  "several sources of one name": (feed: string, tracks: readonly Track[]) =>
    tracks.flatMap(({ by, points }) => points.map((point) => ({ ...point, feed, chainId: 1, source: by }))),
  "a name for each source": (feed: string, tracks: readonly Track[]) =>
    tracks.flatMap(({ by, chainId, points }) =>
      points.map((point) => ({ ...point, feed: `${feed} ${by}`, chainId })),
    ),
  "one name, on a chain and off chain": (feed: string, tracks: readonly Track[]) =>
    tracks.flatMap(({ chainId, points }) => points.map((point) => ({ ...point, feed, chainId }))),
};

const byShape = Object.entries(shapes).map(([shape, linesOf]) => ({ shape, linesOf }));

/** `rule@source` of every critical alarm, once. */
function criticals(lines: readonly PriceInput[], feeds: unknown = undefined): string[] {
  const inOrder = lines.toSorted((a, b) => a.time - b.time).map((line) => JSON.stringify(line));
  const out = [...detect(inOrder, feeds === undefined ? null : parseProfiles(feeds))];
  const found = out.map((line): { rule: string; severity: string; closedAt?: number } => JSON.parse(line));
  expect(found.filter(({ rule }) => rule === "rejected")).toEqual([]);
  const open = found.filter(({ severity, closedAt }) => severity === "critical" && closedAt === undefined);
  return [...new Set(open.map(({ rule }) => rule))];
}

describe.each(byShape)("$shape", ({ linesOf }) => {
  it("finds Compound's DAI at 1.30 on Coinbase (2020-11-26)", () => {
    const lines = linesOf("DAI/USD", [
      { by: "coinbase", chainId: 1, points: [...calm(1), ...then(1.3, 1.3, 1.3)] },
      { by: "kraken", chainId: 0, points: [...calm(1), ...then(1, 1.0005, 1)] },
    ]);
    expect(criticals(lines)).toContain("single-venue-depeg");
  });

  it("finds Aave's cap of 1.1939 under a rate of 1.228849 (2026-03-10)", () => {
    const lines = linesOf("WSTETH/STETH", [
      { by: "capo", chainId: 1, points: [...calm(1.2288), ...then(1.1939, 1.1939, 1.1939)] },
      { by: "market", chainId: 0, points: [...calm(1.2288), ...then(1.2288, 1.2288, 1.2288)] },
    ]);
    expect(criticals(lines)).toContain("cross-source-deviation");
  });

  it("finds Synthetix' sKRW at 1000 times (2019-06-24)", () => {
    const lines = linesOf("KRW/USD", [
      { by: "first", chainId: 1, points: [...calm(0.00087), ...then(0.87)] },
      { by: "second", chainId: 0, points: [...calm(0.00087), ...then(0.00087)] },
    ]);
    expect(criticals(lines)).toContain("scale-error");
  });
});

describe("parameters by feed name", () => {
  it("hold for every publisher of the feed, each watched alone (Aave's cap, 2026-03-10)", () => {
    const lines = shapes["several sources of one name"]("WSTETH/STETH", [
      { by: "capo", chainId: 1, points: [...calm(1.2288), ...then(1.1939, 1.1939, 1.1939)] },
      { by: "market", chainId: 1, points: [...calm(1.2288), ...then(1.2288, 1.2288, 1.2288)] },
    ]);
    const feeds = { "WSTETH/STETH": { heartbeatSeconds: 86_400, deviation: 0.005 } };
    expect(criticals(lines, feeds)).toContain("cross-source-deviation");
  });

  it("do not divide the aggregators behind one feed, which are addresses (migration of April 2026)", () => {
    const rounds = (digit: string, from: number, first: number) =>
      Array.from({ length: 12 }, (_, i) => ({
        feed: "ARB/USD",
        chainId: 42161,
        time: from + i * 3600,
        price: 1 + 0.0004 * Math.sin(i),
        round: first + i,
        source: `0x${digit.repeat(40)}`,
      }));
    const lines = [...rounds("a", START, 501), ...rounds("b", START + 12 * 3600, 1)];
    expect(criticals(lines, { "ARB/USD": { heartbeatSeconds: 3600, deviation: 0.005 } })).toEqual([]);
  });

  it("call a publisher that stops no more than a warning while another speaks", () => {
    const speak = (source: string, hours: number) =>
      Array.from({ length: hours }, (_, i) => ({
        feed: "BTC/USD",
        chainId: 1,
        time: START + i * 3600,
        price: 60_000 * (1 + 0.0004 * Math.sin(i)),
        source,
      }));
    const feeds = { "BTC/USD": { heartbeatSeconds: 3600, deviation: 0.005 } };
    expect(criticals([...speak("chainlink", 30), ...speak("binance", 10)], feeds)).toEqual([]);
    expect(
      criticals([...speak("chainlink", 10), { ...speak("chainlink", 30)[29] } as PriceInput], feeds),
    ).toEqual(["stale"]);
  });

  it("call an off-chain market that stops no more than a warning while the feed of a chain speaks", () => {
    const speak = (chainId: number, hours: number) =>
      Array.from({ length: hours }, (_, i) => ({
        feed: "BTC/USD",
        chainId,
        time: START + i * 3600,
        price: 60_000 * (1 + 0.0004 * Math.sin(i)),
      }));
    const feeds = { "BTC/USD": { heartbeatSeconds: 3600, deviation: 0.005 } };
    expect(criticals([...speak(1, 30), ...speak(0, 10)], feeds)).toEqual([]);
    expect(criticals([...speak(0, 30), ...speak(1, 10)], feeds)).toEqual(["stale"]);
  });

  it("do not take hourly closes for a feed that updates on deviation (Chainlink beside Binance, 2023)", () => {
    const hours = Array.from({ length: 40 }, (_, i) => 2000 * (1 + 0.012 * (i % 2)));
    const binance = hours.map((price, i) => ({ time: START + i * 3600, price }));
    // The market falls by 4 % within the hour: the feed follows it, the next close is not there yet.
    const fall = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => ({
      time: START + 39 * 3600 + step * 300,
      price: 2024 * (1 - 0.005 * step),
    }));
    const chainlink = [...binance.map(({ time, price }) => ({ time: time + 30, price })), ...fall];
    const lines = shapes["several sources of one name"]("ETH/USD", [
      { by: "chainlink", chainId: 1, points: chainlink },
      { by: "binance", chainId: 1, points: binance },
    ]);
    expect(criticals(lines, { "ETH/USD": { heartbeatSeconds: 3600, deviation: 0.005 } })).toEqual([]);
  });
});

describe("a feed alone", () => {
  it("finds MNGO at 24 times within minutes (2022-10-11)", () => {
    const points = [...calm(0.0382), ...then(0.91)];
    expect(criticals(points.map((point) => ({ ...point, feed: "MNGO/USD", chainId: 101 })))).toEqual([
      "jump",
    ]);
  });

  it("finds INV at 50 times although the pool that it reads agrees (2022-04-02)", () => {
    const honest = calm(0.11).map((point) => ({ ...point, marketPrice: point.price }));
    const points = [...honest, { time: START, price: 5.5, marketPrice: 5.6 }];
    expect(criticals(points.map((point) => ({ ...point, feed: "INV/ETH", chainId: 1 })))).toEqual(["jump"]);
  });

  it("does not call the steepest true hour a fault: LUNA fell by 7.5 (2022-05-12)", () => {
    const points = [...calm(0.75, 60), { time: START + 3600, price: 0.1 }];
    expect(criticals(points.map((point) => ({ ...point, feed: "LUNA/USD", chainId: 0 })))).toEqual([]);
  });
});
