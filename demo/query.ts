import { z } from "zod";
import { ClearspanError } from "../src/errors.ts";

/** What the demo asks the API, in one query: the same that a wallet or a risk team would ask. */
export const demoQuery = /* GraphQL */ `
  query Demo($owner: Address!) {
    account(owner: $owner) {
      owner
      total: greeks(by: TOTAL) { ...greeks }
      byUnderlying: greeks(by: UNDERLYING) { ...greeks }
      byVenue: greeks(by: VENUE) { ...greeks }
      netting {
        grossUsd enforceableUsd informationalUsd trappedHedgeUsd ratio
        byUnderlying { underlying netUsd grossUsd enforceableUsd informationalUsd trappedHedgeUsd ratio }
      }
      margin {
        initialUsd maintenanceUsd equityUsd
        sets {
          nettingSetId chainId venue account marginMode model initialUsd maintenanceUsd equityUsd headroomUsd
          liquidationPriceUsd liquidationDistance terms { name initialUsd maintenanceUsd } issues { code message subject }
        }
      }
      warnings { code message subject }
      asOf { chainId chain blockNumber timestamp isFinalized }
    }
    oracleAnomalies(open: true) {
      edges { node { chainId address feedId rule severity asset openedAt updatedAt message evidence } }
    }
    proposeRebalance(owner: $owner) {
      decision {
        action reasonCode reason benefitUsd costUsd netUsd
        terms { marginReleasedUsd marginReleaseValueUsd carryUsd feesUsd spreadUsd }
      }
      orders { instrumentId nettingSetId quantity notionalUsd costUsd marginImpactUsd reason }
      margin { nettingSetId equityUsd marginBeforeUsd marginAfterUsd }
      greeks { underlying greek before after residual tolerance }
      constraints { id binding shadowPrice unit }
      oracle { instrumentId nettingSetId policy reason withheldQuantity }
      certificate { solver passed primalResidual dualResidual complementarity gap }
    }
  }
  fragment greeks on Greeks {
    key valueUsd delta deltaUsd gamma gammaUsd1Pct vega theta rhoSpot rhoForward carry
  }
`;

const number = z.number().nullable();
const greeks = z.object({
  key: z.string(),
  valueUsd: z.number(),
  delta: number,
  deltaUsd: z.number(),
  gamma: number,
  gammaUsd1Pct: z.number(),
  vega: z.number(),
  theta: z.number(),
  rhoSpot: z.number(),
  rhoForward: z.number(),
  carry: z.number(),
});
const warning = z.object({ code: z.string(), message: z.string(), subject: z.string().nullable() });
const nets = {
  grossUsd: z.number(),
  enforceableUsd: z.number(),
  informationalUsd: z.number(),
  trappedHedgeUsd: z.number(),
  ratio: number,
};

const reportShape = z.object({
  account: z.object({
    owner: z.string(),
    total: z.array(greeks),
    byUnderlying: z.array(greeks),
    byVenue: z.array(greeks),
    netting: z.object({
      ...nets,
      byUnderlying: z.array(z.object({ underlying: z.string(), netUsd: z.number(), ...nets })),
    }),
    margin: z.object({
      initialUsd: number,
      maintenanceUsd: number,
      equityUsd: number,
      sets: z.array(
        z.object({
          nettingSetId: z.string(),
          chainId: z.number(),
          venue: z.string(),
          account: z.string(),
          marginMode: z.string(),
          model: z.string().nullable(),
          initialUsd: number,
          maintenanceUsd: number,
          equityUsd: number,
          headroomUsd: number,
          liquidationPriceUsd: number,
          liquidationDistance: number,
          terms: z.array(z.object({ name: z.string(), initialUsd: z.number(), maintenanceUsd: z.number() })),
          issues: z.array(warning),
        }),
      ),
    }),
    warnings: z.array(warning),
    asOf: z.array(
      z.object({
        chainId: z.number(),
        chain: z.string(),
        blockNumber: z.number(),
        timestamp: z.number(),
        isFinalized: z.boolean(),
      }),
    ),
  }),
  oracleAnomalies: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          chainId: z.number(),
          address: z.string(),
          feedId: z.string(),
          rule: z.string(),
          severity: z.string(),
          asset: z.string(),
          openedAt: z.number(),
          updatedAt: z.number(),
          message: z.string(),
          evidence: z.record(z.string(), z.unknown()),
        }),
      }),
    ),
  }),
  proposeRebalance: z.object({
    decision: z.object({
      action: z.string(),
      reasonCode: z.string(),
      reason: z.string(),
      benefitUsd: z.number(),
      costUsd: z.number(),
      netUsd: z.number(),
      terms: z.object({
        marginReleasedUsd: z.number(),
        marginReleaseValueUsd: z.number(),
        carryUsd: z.number(),
        feesUsd: z.number(),
        spreadUsd: z.number(),
      }),
    }),
    orders: z.array(
      z.object({
        instrumentId: z.string(),
        nettingSetId: z.string(),
        quantity: z.number(),
        notionalUsd: z.number(),
        costUsd: z.number(),
        marginImpactUsd: z.number(),
        reason: z.string(),
      }),
    ),
    margin: z.array(
      z.object({
        nettingSetId: z.string(),
        equityUsd: z.number(),
        marginBeforeUsd: z.number(),
        marginAfterUsd: z.number(),
      }),
    ),
    greeks: z.array(
      z.object({
        underlying: z.string(),
        greek: z.string(),
        before: z.number(),
        after: z.number(),
        residual: z.number(),
        tolerance: z.number(),
      }),
    ),
    constraints: z.array(
      z.object({ id: z.string(), binding: z.boolean(), shadowPrice: z.number(), unit: z.string() }),
    ),
    oracle: z.array(
      z.object({
        instrumentId: z.string(),
        nettingSetId: z.string(),
        policy: z.string(),
        reason: z.string(),
        withheldQuantity: z.number(),
      }),
    ),
    certificate: z
      .object({
        solver: z.string(),
        passed: z.boolean(),
        primalResidual: z.number(),
        dualResidual: z.number(),
        complementarity: z.number(),
        gap: z.number(),
      })
      .nullable(),
  }),
});

export type DemoReport = z.infer<typeof reportShape>;

const answerShape = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
});

/**
 * Asks a clearspan API for the demo's report of an owner.
 * @throws ClearspanError NOT_FOUND when no venue knows the owner, INTERNAL with the API's own words else
 */
export async function fetchReport(url: string, owner: string): Promise<DemoReport> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: demoQuery, variables: { owner } }),
  });
  const { data, errors } = answerShape.parse(await response.json());
  if (errors !== undefined) {
    const code = errors[0]?.extensions?.code === "NOT_FOUND" ? "NOT_FOUND" : "INTERNAL";
    throw new ClearspanError(code, "The API answered the demo's question with an error.", {
      details: errors.map(({ message }) => message).join("\n"),
    });
  }
  return reportShape.parse(data);
}
