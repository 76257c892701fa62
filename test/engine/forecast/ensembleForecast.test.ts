import { describe, expect, it } from "vitest";
import { ensembleForecast } from "../../../engine/forecast/ensembleForecast.ts";
import { seededUniform } from "../../../engine/forecast/neural/random.ts";
import { fields, value } from "./value.ts";

const random = seededUniform(3);
const standing = Array.from({ length: 400 }, () => 0.5 + random());
const record = (gain: number) => ({
  standing,
  ensemble: standing.map((loss) => loss - gain + 0.2 * (random() - 0.5)),
});

describe("ensemble forecast", () => {
  it("takes a member in that has made the ensemble better", () => {
    const result = value(ensembleForecast(2, 8, record(0.05)));
    expect(result.accepted).toBe(true);
    expect(result.variance).toBeCloseTo(4, 14);
  });

  it("leaves the standing forecast alone where the record proves nothing, or the opposite", () => {
    for (const gain of [0, -0.05]) {
      const result = value(ensembleForecast(2, 8, record(gain)));
      expect(result.accepted).toBe(false);
      expect(result.variance).toBeCloseTo(2, 14);
    }
  });

  it("refuses what it cannot test", () => {
    expect(fields(ensembleForecast(2, 8, { standing: [1, 2], ensemble: [1, 1] }))).toContain("first.length");
    expect(fields(ensembleForecast(0, 8, record(0)))).toEqual(["forecasts[0]"]);
  });
});
