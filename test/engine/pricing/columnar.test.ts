import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Black76Input, black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import {
  black76GreekColumns,
  black76PriceColumns,
  createGreekColumns,
  type GreekColumns,
  type OptionColumns,
} from "../../../engine/pricing/columnar.ts";
import { unwrap } from "./tolerance.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const optionArbitrary: fc.Arbitrary<Black76Input> = fc.record({
  right: fc.constantFrom("call" as const, "put" as const),
  forward: between(1e-3, 2e5),
  strike: between(1e-3, 2e5),
  timeToExpiry: fc.oneof(between(0, 3), fc.constant(0)),
  volatility: fc.oneof(between(0, 3), between(0, 40), fc.constant(0)),
  rate: fc.oneof(between(-0.1, 0.2), fc.constant(0)),
});

function columns(options: readonly Black76Input[]): OptionColumns {
  const column = (field: Exclude<keyof Black76Input, "right">) =>
    Float64Array.from(options, (option) => option[field]);
  return {
    isCall: Uint8Array.from(options, (option) => Number(option.right === "call")),
    forward: column("forward"),
    strike: column("strike"),
    timeToExpiry: column("timeToExpiry"),
    volatility: column("volatility"),
    rate: column("rate"),
  };
}

describe("columnar Black-76", () => {
  test("every number is bit for bit the scalar one", () => {
    fc.assert(
      fc.property(fc.array(optionArbitrary, { minLength: 1, maxLength: 50 }), (options) => {
        const out = createGreekColumns(options.length);
        const prices = new Float64Array(options.length);
        black76GreekColumns(columns(options), out);
        black76PriceColumns(columns(options), prices);
        for (const [i, option] of options.entries()) {
          const scalar = unwrap(black76Greeks(option));
          for (const name of Object.keys(out) as (keyof GreekColumns)[])
            expect(out[name][i]).toBe(scalar[name]);
          expect(prices[i]).toBe(black76Price(option));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a row outside the domain is NaN in every column and leaves its neighbours alone", () => {
    const good: Black76Input = {
      right: "call",
      forward: 100,
      strike: 90,
      timeToExpiry: 1,
      volatility: 0.5,
      rate: 0,
    };
    const bad = [{ strike: 0 }, { forward: -1 }, { volatility: NaN }, { timeToExpiry: -1 }, { rate: NaN }];
    const options = bad.flatMap((fault) => [good, { ...good, ...fault }]);
    const out = createGreekColumns(options.length);
    black76GreekColumns(columns(options), out);
    for (const name of Object.keys(out) as (keyof GreekColumns)[]) {
      for (let i = 0; i < options.length; i += 2) {
        expect(out[name][i]).toBe(unwrap(black76Greeks(good))[name]);
        expect(out[name][i + 1]).toBeNaN();
      }
    }
  });
});
