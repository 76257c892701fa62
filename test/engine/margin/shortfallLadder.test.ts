import { describe, expect, test } from "vitest";
import { type ShortfallLadderInput, shortfallLadder } from "../../../engine/margin/shortfallLadder.ts";
import { lognormalShortfall } from "../../../engine/risk/lognormal.ts";
import { issueFields, okValue } from "./support.ts";

/** vegaprotocol/vega core/integration/features/verified/0019-MCAL-margin_calculator-verified_margins_case1.feature */
const VERIFIED: ShortfallLadderInput = {
  size: 13,
  markPriceUsd: 11_200_010,
  riskFactors: { long: 0.2, short: 0.1 },
  slippageFactor: 0.0873794174757282,
  multiples: { search: 3.2, initial: 4, release: 5 },
};

describe("Vega's verified margins, case 1", () => {
  test("rounds as the venue does: maintenance up, then its multiples down", () => {
    const { maintenanceUsd } = okValue(shortfallLadder(VERIFIED));
    expect(maintenanceUsd).toBeCloseTo(41_842_480.543790296, 6);
    const rounded = Math.ceil(maintenanceUsd);
    expect(rounded).toBe(41_842_481);
    expect([3.2, 4, 5].map((multiple) => Math.floor(rounded * multiple))).toEqual([
      133_895_939, 167_369_924, 209_212_405,
    ]);
  });

  test("the levels before rounding are within one multiple of the venue's", () => {
    const ladder = okValue(shortfallLadder(VERIFIED));
    expect(Math.abs(ladder.searchUsd - 133_895_939)).toBeLessThan(3.2);
    expect(Math.abs(ladder.initialUsd - 167_369_924)).toBeLessThan(4);
    expect(Math.abs(ladder.releaseUsd - 209_212_405)).toBeLessThan(5);
  });

  test("the specification's own example, position only: 504 where it prints 648", () => {
    const ladder = shortfallLadder({
      ...VERIFIED,
      size: 10,
      markPriceUsd: 144,
      slippageFactor: 0.25,
      riskFactors: { long: 0.1, short: 0.2 },
    });
    expect(okValue(ladder).maintenanceUsd).toBeCloseTo(504, 10);
  });
});

describe("ladder", () => {
  test("a short pays the factor of shorts, and levels rise", () => {
    const ladder = okValue(shortfallLadder({ ...VERIFIED, size: -13 }));
    expect(ladder.maintenanceUsd).toBeCloseTo(13 * 11_200_010 * (0.1 + 0.0873794174757282), 6);
    const { maintenanceUsd, searchUsd, initialUsd, releaseUsd } = ladder;
    const levels = [maintenanceUsd, searchUsd, initialUsd, releaseUsd];
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
  });

  test("takes the factors of a lognormal shortfall", () => {
    const riskFactors = okValue(
      lognormalShortfall({ drift: 0, volatility: 0.8, years: 1 / 365, tailProbability: 0.01 }),
    );
    const ladder = okValue(shortfallLadder({ ...VERIFIED, riskFactors, slippageFactor: 0 }));
    expect(ladder.maintenanceUsd / (13 * 11_200_010)).toBeCloseTo(riskFactors.long, 14);
    expect(riskFactors.short).toBeGreaterThan(riskFactors.long);
  });

  test("names every field at fault", () => {
    const wrong = {
      size: Number.NaN,
      markPriceUsd: 0,
      riskFactors: { long: -1, short: Infinity },
      slippageFactor: Number.NaN,
      multiples: { search: 0.9, initial: Number.NaN, release: 1 },
    };
    expect(issueFields(shortfallLadder(wrong))).toEqual([
      "size",
      "markPriceUsd",
      "riskFactors.long",
      "riskFactors.short",
      "slippageFactor",
      "multiples.search",
      "multiples.initial",
      "multiples.release",
    ]);
    const falling = { ...VERIFIED, multiples: { search: 3, initial: 2, release: 4 } };
    expect(issueFields(shortfallLadder(falling))).toEqual(["multiples.initial"]);
  });
});
