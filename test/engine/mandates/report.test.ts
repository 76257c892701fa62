import { describe, expect, it } from "vitest";
import { concentrationOf } from "../../../engine/mandates/concentration.ts";
import type { Mandate } from "../../../engine/mandates/registry.ts";
import { mandateReport } from "../../../engine/mandates/report.ts";
import { fields, value } from "../forecast/value.ts";
import { holdings, option, perp } from "./support.ts";

const book = holdings([
  option(20, { quantity: -10, scenarioPnlUsd: [-50, 200] }),
  perp({ quantity: 2, scenarioPnlUsd: [-400, 400] }),
  perp({ nettingSetId: "2:b", venue: "b", quantity: 0, scenarioPnlUsd: [-400, 400] }),
]);
const mandate: Mandate = {
  kind: "deltaNeutral",
  deltas: [{ underlying: "ETH", target: 0, band: { kind: "fixed", halfWidth: 1 } }],
  tenors: [],
  risk: null,
};
const buy = (nettingSetId: string, quantity: number) => ({
  nettingSetId,
  instrumentId: "ETH-PERP",
  quantity,
});

describe("mandate report", () => {
  const report = value(mandateReport(mandate, book, [buy("2:b", 2), buy("1:a", 1), buy("2:b", -0.5)]));

  it("measures the mandate before and after trades that add up by leg", () => {
    expect(report.primaryMetric).toMatchObject({ unit: "USD", before: 6000, after: 1000 });
    expect(report.rows).toEqual([
      {
        id: "greek:delta:ETH",
        unit: "ETH",
        lower: -1,
        upper: 1,
        before: -3,
        after: -0.5,
        excessBefore: -2,
        excessAfter: 0,
      },
    ]);
  });

  it("adds exposures and scenarios over venues", () => {
    expect(report.exposures).toEqual([
      {
        underlying: "ETH",
        delta: { before: -3, after: -0.5 },
        deltaUsd: { before: -6000, after: -1000 },
        gamma: { before: -0.01, after: -0.01 },
        vega: { before: -3000, after: -3000 },
        theta: { before: 5000, after: 5000 },
      },
    ]);
    expect(report.scenarios).toEqual([
      { name: "fall", before: -300, after: -1300 },
      { name: "rise", before: -1200, after: -200 },
    ]);
  });

  it("tells how concentrated the exposure is", () => {
    expect(report.concentration.venue.before).toMatchObject({ herfindahl: 1, effectiveNumber: 1 });
    const after = report.concentration.venue.after;
    expect(after.groups.map(({ name, exposureUsd }) => [name, exposureUsd])).toEqual([
      ["a", 4000],
      ["b", 3000],
    ]);
    expect(after.herfindahl).toBeCloseTo((16 + 9) / 49, 14);
    expect(concentrationOf(book, "venue", [0, 0, 0])).toMatchObject({ herfindahl: 0, effectiveNumber: 0 });
  });

  it("refuses a trade of nothing", () => {
    expect(fields(mandateReport(mandate, book, [buy("3:c", 1), buy("1:a", Number.NaN)]))).toEqual([
      "trades[0]",
      "trades[1].quantity",
    ]);
  });
});
