import { describe, expect, it } from "vitest";
import * as z from "zod";
import { holdingsSchema, mandateSchema } from "../../cli/schema/mandate.ts";
import type { Mandate } from "../../engine/mandates/registry.ts";
import { optionMarket } from "../fixtures/mandates/optionMarket.ts";
import { thetaMandate } from "../fixtures/mandates/thetaMandate.ts";

const limits = { deltas: thetaMandate.deltas, tenors: thetaMandate.tenors };
const bucket = { name: "0d-30d", minimumDays: 0, maximumDays: 30 };
const leg = { nettingSetId: "1:a", instrumentId: "ETH-PERP" };

/** One of each kind: a kind without an example does not compile. */
const EXAMPLES: { readonly [Kind in Mandate["kind"]]: Extract<Mandate, { kind: Kind }> } = {
  deltaNeutral: {
    kind: "deltaNeutral",
    ...limits,
    risk: { underlyings: ["ETH"], covariancePerYear: [[0.5]], aversionPerUsd: 1e-6 },
    concentration: [{ venue: "a", underlying: null, maximumUsd: 1e6 }],
  },
  vegaWeighted: {
    kind: "vegaWeighted",
    ...limits,
    targets: [{ underlying: "ETH", bucket, vega: 100, halfWidth: 5 }],
  },
  vegaParity: {
    kind: "vegaParity",
    ...limits,
    buckets: [{ underlying: "ETH", bucket, side: "short" }],
    volatilityCovariancePerYear: [[1]],
    grossVega: 1e4,
    tolerance: 0.05,
  },
  thetaHarvest: { ...thetaMandate, expectedShortfall: { confidence: 0.9, maximumUsd: 1e5 } },
  carry: {
    kind: "carry",
    ...limits,
    horizonYears: 0.1,
    caution: 1,
    funding: [{ ...leg, ratesPerYear: [0.1], intervalYears: 0.001 }],
    basis: [{ ...leg, spotUsd: 3000 }],
    capacities: [{ ...leg, maximumTrade: 1, maximumPosition: 2 }],
    liquidation: {
      distance: 0.2,
      sets: [
        { nettingSetId: "1:a", equityUsd: 1, maintenanceRates: [{ instrumentId: "ETH-PERP", rate: 0.01 }] },
      ],
    },
  },
  volatilityTarget: {
    kind: "volatilityTarget",
    targetVolatility: 0.2,
    capitalUsd: 1e6,
    forecast: { underlyings: ["ETH"], covariancePerYear: [[0.5]] },
    tolerance: 0.1,
    maximumScale: 3,
    proportionTolerance: 0.01,
  },
  collateral: { kind: "collateral", keep: [{ greek: "delta", relativeTolerance: 0 }] },
};

describe("schema of mandates", () => {
  it.each(Object.values(EXAMPLES))("reads a mandate of kind $kind as it is", (mandate) => {
    expect(mandateSchema.parse(JSON.parse(JSON.stringify(mandate)))).toEqual(mandate);
  });

  it("refuses unknown kinds, unknown fields and missing ones", () => {
    const { deltaNeutral } = EXAMPLES;
    expect(mandateSchema.safeParse({ ...deltaNeutral, kind: "martingale" }).success).toBe(false);
    expect(mandateSchema.safeParse({ ...deltaNeutral, leverage: 3 }).success).toBe(false);
    expect(mandateSchema.safeParse({ kind: "collateral" }).success).toBe(false);
  });

  it("reads holdings, and prints a JSON Schema of both", () => {
    const { holdings } = optionMarket(1, 4, 3);
    expect(holdingsSchema.parse(JSON.parse(JSON.stringify(holdings)))).toEqual(holdings);
    expect(JSON.stringify(z.toJSONSchema(mandateSchema))).toContain("thetaHarvest");
    expect(JSON.stringify(z.toJSONSchema(holdingsSchema))).toContain("scenarioPnlUsd");
  });
});
