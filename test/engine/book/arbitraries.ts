import fc from "fast-check";
import type { Instrument } from "../../../engine/book/instrument.ts";
import type { Mark, MarketSnapshot } from "../../../engine/book/market.ts";
import type { BookPosition, NettingSet } from "../../../engine/book/position.ts";
import type { Scenario } from "../../../engine/book/scenario.ts";

export const NOW = 1_760_000_000;
const DAY = 86_400;

export const SCENARIOS: readonly Scenario[] = [-0.3, -0.05, 0, 0.05, 0.4].flatMap((spotMove) =>
  [-0.25, 0, 0.5].map((change) => ({
    name: `spot ${spotMove} vol ${change}`,
    spotMove,
    volShock: { kind: "relative" as const, change },
    timeForwardYears: 0,
  })),
);

const CHAINS = [1, 10, 42161];
const VENUES = ["gmx", "derive", "synthetix"];
const UNDERLYINGS = ["ETH", "BTC"];
const SPOT: Readonly<Record<string, number>> = { ETH: 3000, BTC: 60_000 };

/** A small universe with every kind of instrument. */
export const INSTRUMENTS: readonly Instrument[] = CHAINS.flatMap((chainId) =>
  VENUES.flatMap((venue) => [
    {
      id: `${chainId}:${venue}:USDC`,
      chainId,
      venue,
      underlying: "USDC",
      kind: "spot" as const,
      stable: true,
    },
    ...UNDERLYINGS.flatMap((underlying): Instrument[] => {
      const base = { chainId, venue, underlying };
      const spot = SPOT[underlying] ?? 0;
      return [
        { ...base, id: `${chainId}:${venue}:${underlying}-PERP`, kind: "perp" },
        { ...base, id: `${chainId}:${venue}:${underlying}`, kind: "spot" },
        {
          ...base,
          id: `${chainId}:${venue}:${underlying}-C`,
          kind: "option",
          right: "call",
          strike: spot * 1.1,
          expiry: NOW + 20 * DAY,
          settlement: "coin",
        },
        {
          ...base,
          id: `${chainId}:${venue}:${underlying}-P`,
          kind: "option",
          right: "put",
          strike: spot * 0.9,
          expiry: NOW + 100 * DAY,
          settlement: "usd",
        },
        {
          ...base,
          id: `${chainId}:${venue}:${underlying}-SQ`,
          kind: "powerPerp",
          exponent: 2,
          scale: 1e-4,
          fundingPeriod: 17.5 / 365,
        },
        {
          ...base,
          id: `${chainId}:${venue}:${underlying}-LP`,
          kind: "concentratedLiquidity",
          lowerPrice: spot * 0.8,
          upperPrice: spot * 1.2,
        },
      ];
    }),
  ]),
);

export const NETTING_SETS: readonly NettingSet[] = CHAINS.flatMap((chainId) =>
  VENUES.flatMap((venue) =>
    ["main", "isolated/1"].map((pool) => ({
      id: `${chainId}:${venue}:0xabc:${pool}`,
      chainId,
      venue,
      account: "0xabc",
      marginMode: pool === "main" ? ("cross" as const) : ("isolated" as const),
    })),
  ),
);

/** A mark for an instrument, moved by a relative `move` and with volatility `volatility`. */
export function markOf(instrument: Instrument, move = 0, volatility = 0.7): Mark {
  const spotUsd = instrument.underlying === "USDC" ? 1 : (SPOT[instrument.underlying] ?? 0) * (1 + move);
  switch (instrument.kind) {
    case "perp":
      return { kind: "linear", priceUsd: spotUsd, carryUsdPerYear: -40, carryShortUsdPerYear: 25 };
    case "spot":
      return { kind: "linear", priceUsd: spotUsd, carryUsdPerYear: 0 };
    case "option":
      return { kind: "option", forwardUsd: spotUsd, volatility, rate: 0.03 };
    case "powerPerp":
      return { kind: "powerPerp", spotUsd, volatility, rate: 0 };
    case "concentratedLiquidity":
      return { kind: "concentratedLiquidity", spotUsd };
  }
}

/** The market in which every instrument of the universe has a mark. */
export function fullMarket(timestamp = NOW): MarketSnapshot {
  return { timestamp, marks: new Map(INSTRUMENTS.map((instrument) => [instrument.id, markOf(instrument)])) };
}

const idOf = <T extends { readonly id: string }>(values: readonly T[]) =>
  fc.constantFrom(...values.map((value) => value.id));

/** A valid position in the universe, with an id out of `ids`. */
export function positionArbitrary(ids: fc.Arbitrary<string>): fc.Arbitrary<BookPosition> {
  return fc.record({
    id: ids,
    instrumentId: idOf(INSTRUMENTS),
    nettingSetId: idOf(NETTING_SETS),
    quantity: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    costUsd: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    carryUsdPerYear: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    isCollateral: fc.boolean(),
  });
}

/** A book of valid positions with distinct ids. */
export const bookArbitrary: fc.Arbitrary<BookPosition[]> = fc
  .array(positionArbitrary(fc.constant("")), { maxLength: 40 })
  .map((positions) => positions.map((position, i) => ({ ...position, id: `p${i}` })));
