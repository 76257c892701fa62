import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import {
  type BlackScholesInput,
  blackScholesGreeks,
  blackScholesPrice,
  rawBlackScholesGreeks,
} from "../../../engine/pricing/blackScholes.ts";
import { type OptionGreeks, scaleGreeks } from "../../../engine/pricing/greeks.ts";
import { expectClose, unwrap } from "./tolerance.ts";

const rightArbitrary = fc.constantFrom("call" as const, "put" as const);
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Options within four deviations of the money. */
const optionArbitrary: fc.Arbitrary<BlackScholesInput> = fc
  .record({
    right: rightArbitrary,
    spot: between(0.5, 100_000),
    deviations: between(-4, 4),
    timeToExpiry: between(0.002, 3),
    volatility: between(0.05, 2),
    rate: between(-0.05, 0.15),
    carry: between(-0.1, 0.1),
  })
  .map(({ deviations, ...option }) => ({
    ...option,
    strike: option.spot * Math.exp(deviations * option.volatility * Math.sqrt(option.timeToExpiry)),
  }));

type Measure = keyof OptionGreeks;
type Bump = "spot" | "strike" | "timeToExpiry" | "volatility" | "rate";

/** Which greek is the derivative of which, in which input; `sign` -1 where calendar time runs against expiry. */
const DERIVATIVES: readonly {
  greek: Measure;
  of: Measure;
  in: Bump;
  sign: 1 | -1;
  carryFollowsRate?: true;
}[] = [
  { greek: "delta", of: "price", in: "spot", sign: 1 },
  { greek: "gamma", of: "delta", in: "spot", sign: 1 },
  { greek: "speed", of: "gamma", in: "spot", sign: 1 },
  { greek: "vega", of: "price", in: "volatility", sign: 1 },
  { greek: "vanna", of: "delta", in: "volatility", sign: 1 },
  { greek: "volga", of: "vega", in: "volatility", sign: 1 },
  { greek: "zomma", of: "gamma", in: "volatility", sign: 1 },
  { greek: "ultima", of: "volga", in: "volatility", sign: 1 },
  { greek: "theta", of: "price", in: "timeToExpiry", sign: -1 },
  { greek: "charm", of: "delta", in: "timeToExpiry", sign: -1 },
  { greek: "dualDelta", of: "price", in: "strike", sign: 1 },
  { greek: "rhoSpot", of: "price", in: "rate", sign: 1, carryFollowsRate: true },
  { greek: "rhoForward", of: "price", in: "rate", sign: 1 },
];

describe("greeks are the derivatives of each other", () => {
  test.each(DERIVATIVES)("$greek = d $of / d $in", ({ greek, of, in: bump, sign, carryFollowsRate }) => {
    fc.assert(
      fc.property(optionArbitrary, (option) => {
        const totalVolatility = option.volatility * Math.sqrt(option.timeToExpiry);
        // The length over which the measure varies: a deviation of the spot, the whole of the others.
        const length =
          bump === "rate"
            ? 1
            : option[bump] * (bump === "spot" || bump === "strike" ? Math.min(1, totalVolatility) : 1);
        const step = 2e-4 * length;
        const at = (steps: number) => {
          const moved = { ...option, [bump]: option[bump] + steps * step };
          return rawBlackScholesGreeks(
            carryFollowsRate ? { ...moved, carry: option.carry + steps * step } : moved,
          )[of];
        };
        const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
        const here = rawBlackScholesGreeks(option);
        const rounding =
          (1e-7 * Math.max(Math.abs(here[of]), of === "price" ? option.spot * 1e-4 : 0)) / length;
        expectClose(sign * here[greek], slope, 1e-6, rounding);
      }),
      { numRuns: 300 },
    );
  });
});

describe("identities", () => {
  test("call minus put is the forward minus the strike, for price and every greek", () => {
    fc.assert(
      fc.property(optionArbitrary, (option) => {
        const call = rawBlackScholesGreeks({ ...option, right: "call" });
        const put = rawBlackScholesGreeks({ ...option, right: "put" });
        const { spot, strike, timeToExpiry, rate, carry } = option;
        const asset = Math.exp((carry - rate) * timeToExpiry);
        const discount = Math.exp(-rate * timeToExpiry);
        const scale = Math.max(spot, strike);
        expectClose(call.price - put.price, spot * asset - strike * discount, 0, 1e-13 * scale);
        expectClose(call.delta - put.delta, asset, 1e-13);
        expectClose(call.dualDelta - put.dualDelta, -discount, 1e-13);
        for (const same of ["gamma", "vega", "vanna", "volga", "speed", "zomma", "ultima"] as const) {
          expect(call[same]).toBe(put[same]);
        }
      }),
    );
  });

  test("a short is the exact negative of a long", () => {
    fc.assert(
      fc.property(optionArbitrary, between(1e-6, 1e6), (option, quantity) => {
        const greeks = rawBlackScholesGreeks(option);
        const long = scaleGreeks(greeks, quantity);
        const short = scaleGreeks(greeks, -quantity);
        for (const name of Object.keys(long) as Measure[]) expect(short[name]).toBe(-long[name]);
      }),
    );
  });

  test("Black-76 is Black-Scholes without carry, to the last bit", () => {
    fc.assert(
      fc.property(optionArbitrary, (option) => {
        const { spot, carry: _, ...rest } = option;
        const input = { ...rest, forward: spot };
        expect(unwrap(black76Greeks(input))).toEqual(rawBlackScholesGreeks({ ...option, carry: 0 }));
        expect(black76Price(input)).toBe(unwrap(black76Greeks(input)).price);
      }),
    );
  });
});

describe("limits", () => {
  const option = {
    right: "call",
    forward: 110,
    strike: 100,
    timeToExpiry: 0.5,
    volatility: 0.4,
    rate: 0.04,
  } as const;
  const discount = Math.exp(-0.02);

  test("expired: the pay-off, with the step as delta", () => {
    const greeks = unwrap(black76Greeks({ ...option, timeToExpiry: 0 }));
    expect(greeks).toMatchObject({ price: 10, delta: 1, gamma: 0, vega: 0, dualDelta: -1, rhoSpot: 0 });
    const worthless = unwrap(black76Greeks({ ...option, right: "put", timeToExpiry: 0 }));
    expect([worthless.price, worthless.delta].map(Math.abs)).toEqual([0, 0]);
    expect(unwrap(black76Greeks({ ...option, forward: 100, timeToExpiry: 0 })).delta).toBe(0.5);
  });

  test("no volatility: the discounted intrinsic value", () => {
    const greeks = unwrap(black76Greeks({ ...option, volatility: 0 }));
    expectClose(greeks.price, 10 * discount, 1e-15);
    expectClose(greeks.delta, discount, 1e-15);
    expectClose(greeks.theta, 0.04 * 10 * discount, 1e-12);
    expect(black76Price({ ...option, volatility: 0 })).toBe(greeks.price);
  });

  test("the limit is continuous: a tiny volatility gives the same greeks", () => {
    const zero = unwrap(black76Greeks({ ...option, volatility: 0 }));
    const tiny = unwrap(black76Greeks({ ...option, volatility: 1e-6 }));
    for (const name of Object.keys(zero) as Measure[]) expectClose(tiny[name], zero[name], 1e-12, 1e-12);
  });

  test("at the money without volatility vega is its one-sided slope", () => {
    const atTheMoney = { ...option, forward: 100 };
    const vega = unwrap(black76Greeks({ ...atTheMoney, volatility: 0 })).vega;
    expectClose(black76Price({ ...atTheMoney, volatility: 1e-6 }) / 1e-6, vega, 1e-6);
  });

  test("total volatility of 24 and more: a call is its forward, a put its strike", () => {
    const wild = { ...option, timeToExpiry: 1, volatility: 24 };
    const d = Math.exp(-0.04);
    expect(black76Price(wild)).toBe(110 * d);
    expect(black76Price({ ...wild, right: "put" })).toBe(100 * d);
    const greeks = unwrap(black76Greeks(wild));
    expect(greeks).toMatchObject({ price: 110 * d, delta: d, gamma: 0, vega: 0 });
    expect(Math.abs(greeks.dualDelta)).toBe(0);
    // Just below the cap the formula agrees, so nothing jumps.
    const below = unwrap(black76Greeks({ ...wild, volatility: 23.999 }));
    expectClose(below.price, greeks.price, 1e-12);
    expectClose(below.delta, greeks.delta, 1e-12);
  });

  test("strike 0 and forward 0 are priced by their bound", () => {
    expect(black76Price({ ...option, strike: 0 })).toBe(110 * discount);
    expect(black76Price({ ...option, forward: 0 })).toBe(0);
    expect(black76Price({ ...option, right: "put", forward: 0 })).toBe(100 * discount);
  });
});

describe("bad input", () => {
  const option = {
    right: "put",
    forward: 100,
    strike: 100,
    timeToExpiry: 1,
    volatility: 0.5,
    rate: 0,
  } as const;

  test.each([
    ["timeToExpiry", -1],
    ["strike", 0],
    ["strike", Infinity],
    ["forward", 0],
    ["forward", -5],
    ["volatility", Number.NaN],
    ["volatility", -0.1],
    ["rate", Number.NaN],
  ] as const)("%s = %d fails with the field named", (field, value) => {
    const result = black76Greeks({ ...option, [field]: value });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.issues.map((issue) => [issue.code, issue.field])).toEqual([["INVALID_INPUT", field]]);
    expect(result.issues[0]?.message).toContain(field);
  });

  test("every bad field is reported", () => {
    const result = blackScholesGreeks({ ...option, spot: -1, strike: NaN, timeToExpiry: -1, carry: NaN });
    expect(result.ok ? [] : result.issues.map((issue) => issue.field)).toEqual([
      "spot",
      "strike",
      "timeToExpiry",
      "carry",
    ]);
  });

  test("a missing volatility never prices as intrinsic", () => {
    expect(black76Price({ ...option, volatility: NaN })).toBeNaN();
    expect(blackScholesPrice({ ...option, spot: 100, carry: 0, timeToExpiry: NaN })).toBeNaN();
  });
});
