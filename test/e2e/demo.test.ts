import { readFileSync, writeFileSync } from "node:fs";
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalChain } from "../../demo/chains/anvil.ts";
import { type Indexer, startIndexer } from "../../demo/indexer.ts";
import { type DemoReport, fetchReport } from "../../demo/query.ts";
import { goOn, replayStory, startStoryChains, waitUntilIndexed } from "../../demo/stage.ts";
import { owner, storyStart } from "../../demo/story/cast.ts";
import { storyTape } from "../../demo/story/tape.ts";
import { quiet } from "../support/quiet.ts";
import { byHand } from "./byHand.ts";

const TIMEOUT = 120_000;
/** Float64 sums of a few dozen terms of up to 1e5; the exact parts agree to the last digit. */
const RELATIVE = 1e-9;

let chains: LocalChain[];
let indexer: Indexer;
let report: DemoReport;

beforeAll(async () => {
  const tape = storyTape();
  chains = await startStoryChains(tape);
  await replayStory(chains, tape, quiet);
  const rpcUrls = Object.fromEntries(chains.map(({ chainId, url }) => [chainId, url]));
  indexer = await startIndexer({ rpcUrls, port: 0, schema: "demo" });
  await waitUntilIndexed(indexer, chains, TIMEOUT, quiet);
  report = await fetchReport(indexer.url, owner);
}, 2 * TIMEOUT);

afterAll(async () => {
  await indexer?.stop();
  await Promise.all((chains ?? []).map((chain) => chain.stop()));
});

const close = (actual: number | null | undefined, expected: number) => {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    RELATIVE * Math.max(1, Math.abs(expected)),
  );
};

async function ask(
  query: string,
): Promise<{ data?: unknown; errors?: { message: string; extensions: { code: string } }[] }> {
  const response = await fetch(`${indexer.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return response.json() as ReturnType<typeof ask>;
}

describe("the report of the demo's owner, recomputed by hand from the tape alone", () => {
  it("greeks", () => {
    const ether = report.account.byUnderlying.find(({ key }) => key === "ETH");
    const [total] = report.account.total;
    close(ether?.delta, byHand.greeks.delta);
    close(ether?.gamma, byHand.greeks.gamma);
    for (const greek of [
      "deltaUsd",
      "gammaUsd1Pct",
      "vega",
      "theta",
      "rhoSpot",
      "rhoForward",
      "carry",
      "valueUsd",
    ] as const) {
      close(total?.[greek], byHand.greeks[greek]);
    }
    const venues = Object.fromEntries(report.account.byVenue.map((row) => [row.key, row.deltaUsd]));
    const { deltas } = byHand.legs;
    close(venues["gmx-v2"], deltas.arbitrumPerp + deltas.arbitrumCoin + deltas.avalanchePerp);
    close(venues["derive-v2"], deltas.deriveCalls + deltas.derivePerp);
  });

  it("gross, enforceable, informational and the trapped hedge", () => {
    const { netting } = report.account;
    const { grossUsd, enforceableUsd, informationalUsd } = byHand.netting;
    close(netting.grossUsd, grossUsd);
    close(netting.enforceableUsd, enforceableUsd);
    close(netting.informationalUsd, informationalUsd);
    close(netting.trappedHedgeUsd, enforceableUsd - informationalUsd);
    close(netting.ratio, informationalUsd / grossUsd);
  });

  it("margin per netting set", () => {
    const { sets, initialUsd, maintenanceUsd, equityUsd } = report.account.margin;
    expect(sets.map(({ chainId, marginMode, model }) => [chainId, marginMode, model])).toEqual([
      [957, "cross", "derive-standard"],
      [42161, "isolated", "gmx-v2"],
      [43114, "isolated", "gmx-v2"],
    ]);
    const sums = { initialUsd: 0, maintenanceUsd: 0, equityUsd: 0 };
    for (const set of sets) {
      const expected = byHand.margin[set.chainId as keyof typeof byHand.margin];
      for (const name of ["initialUsd", "maintenanceUsd", "equityUsd"] as const) {
        close(set[name], expected[name]);
        sums[name] += expected[name];
      }
      close(set.headroomUsd, expected.equityUsd - expected.maintenanceUsd);
      const liquidation = byHand.liquidation[set.chainId as keyof typeof byHand.liquidation];
      if (liquidation !== undefined) {
        close(set.liquidationPriceUsd, liquidation);
        close(set.liquidationDistance, liquidation / byHand.legs.spot - 1);
      }
      close(
        set.terms.reduce((sum, term) => sum + term.initialUsd, 0),
        expected.initialUsd,
      );
    }
    close(initialUsd, sums.initialUsd);
    close(maintenanceUsd, sums.maintenanceUsd);
    close(equityUsd, sums.equityUsd);
  });

  it("the sleeping feed, stale against its own heartbeat and apart from GMX's price", () => {
    const anomalies = report.oracleAnomalies.edges.map(({ node }) => node);
    expect(anomalies.map(({ rule, severity, openedAt }) => [rule, severity, openedAt - storyStart])).toEqual([
      // GMX and Chainlink are compared at every update: 0.79 % apart at 1,200 s, 1.58 % at 1,500 s, which makes two.
      ["cross-source-deviation", "critical", 1_500],
      // Block 240 is story block 230: 2,760 s, 2,160 s after the last round of a feed that promises 1,755.
      ["stale", "warning", 2_760],
    ]);
    expect(anomalies[0]?.evidence.deviation).toBeCloseTo(1_900 / 1_970 - 1, 12);
    expect(anomalies[1]?.evidence.ageSeconds).toBe(2_160);
  });

  it("nothing is missing, and every number says as of when", () => {
    expect(report.account.warnings).toEqual([]);
    expect(report.account.asOf.map(({ chainId, timestamp }) => [chainId, timestamp - storyStart])).toEqual([
      [957, 3_600],
      [42161, 3_600],
      [43114, 3_600],
    ]);
  });
});

describe("the proposal", () => {
  it("keeps the net delta, counts its own costs and margins, and beats every other trade of the same legs", () => {
    const { decision, orders, margin, greeks, certificate, oracle } = report.proposeRebalance;
    const { long, short, perp, spot, perpPrice } = byHand.legs;
    expect(decision.action).toBe("TRADE");
    expect(oracle).toEqual([]);
    expect(certificate?.passed).toBe(true);
    const traded = (chainId: number) =>
      orders.find(({ nettingSetId }) => nettingSetId.startsWith(`${chainId}:`))?.quantity ?? 0;
    const [arbitrum, avalanche, derive] = [traded(42161), traded(43114), traded(957)];
    close(arbitrum + avalanche + derive, 0);
    const [ether] = greeks;
    close(ether?.before, byHand.greeks.delta);
    close(ether?.after, byHand.greeks.delta);

    // Fees of both venues and half the gap between Derive's impact prices (1.40 and 0.60 USD over spot).
    const cost = (x: number, y: number, z: number) =>
      0.0006 * spot * (Math.abs(x) + Math.abs(y)) + (0.0003 + 0.4 / spot) * perpPrice * Math.abs(z);
    close(decision.costUsd, cost(arbitrum, avalanche, derive));
    const marginOf = (x: number, y: number, z: number) =>
      ((long.eth + x) / long.eth) * byHand.margin[42161].initialUsd +
      ((short.eth - y) / short.eth) * byHand.margin[43114].initialUsd +
      (byHand.margin[957].initialUsd + (Math.abs(perp + z) - perp) * perpPrice * 0.066);
    close(
      margin.reduce((sum, set) => sum + set.marginAfterUsd, 0),
      marginOf(arbitrum, avalanche, derive),
    );

    // Charges of one unit over 30 days, and 10 % a year on margin.
    const { long: longRate, short: shortRate, perp: perpRate } = byHand.chargesPerUnitAndYear;
    const benefit = (x: number, y: number, z: number) =>
      (30 / 365) *
      (-x * longRate + y * shortRate - z * perpRate + 0.1 * (marginOf(0, 0, 0) - marginOf(x, y, z)));
    close(decision.benefitUsd, benefit(arbitrum, avalanche, derive));
    const best = decision.netUsd;
    let tried = 0;
    for (let y = 0; y <= short.eth; y += 0.5) {
      for (let z = -40; z <= 40; z += 0.5) {
        const x = -y - z;
        // A position cannot turn over, and no more margin may be tied up than before.
        if (x < -long.eth || marginOf(x, y, z) > marginOf(0, 0, 0) + 1e-9) continue;
        tried++;
        expect(benefit(x, y, z) - cost(x, y, z)).toBeLessThanOrEqual(best + 1e-6);
      }
    }
    expect(tried).toBeGreaterThan(1_000);
  });

  it("is turned down, with the numbers, when a day of charges does not pay for it", async () => {
    const { data } = await ask(`{ proposeRebalance(owner: "${owner}", mandate: { horizonDays: 1 }) {
      decision { action reasonCode reason benefitUsd costUsd netUsd } orders { quantity } } }`);
    const { decision, orders } = (data as { proposeRebalance: DemoReport["proposeRebalance"] })
      .proposeRebalance;
    expect(decision.action).toBe("NO_TRADE");
    expect(decision.reasonCode).toBe("COST_EXCEEDS_BENEFIT");
    expect(decision.costUsd).toBeGreaterThan(decision.benefitUsd);
    expect(orders).toEqual([]);
  });
});

describe("joint margin, attribution and stress", () => {
  it("the components add up to the hypothetical joint margin, and netting could only have saved", async () => {
    const { data, errors } = await ask(`{ account(owner: "${owner}") {
      margin { joint { model initialUsd hypotheticalSavingUsd enforceableSavingUsd warnings { code } } }
      attribution { positionId underlying initialUsd } } }`);
    expect(errors).toBeUndefined();
    const { margin, attribution } = (
      data as {
        account: {
          margin: {
            joint: {
              initialUsd: number;
              hypotheticalSavingUsd: number;
              enforceableSavingUsd: number;
              warnings: unknown[];
            };
          };
          attribution: { initialUsd: number; underlying: string }[];
        };
      }
    ).account;
    expect(margin.joint.warnings).toEqual([]);
    close(
      attribution.reduce((sum, { initialUsd }) => sum + initialUsd, 0),
      margin.joint.initialUsd,
    );
    expect(attribution).toHaveLength(5);
    expect(attribution.some(({ initialUsd }) => initialUsd < 0)).toBe(true);
    expect(margin.joint.hypotheticalSavingUsd).toBeGreaterThan(0);
    expect(margin.joint.enforceableSavingUsd).toBe(0);
  });

  it("a fall of 10 %, leg by leg and by hand", async () => {
    const { data } = await ask(`{ account(owner: "${owner}") {
      stress(scenarios: [{ name: "down 10", spotMove: -0.1 }, { name: "still", spotMove: 0 }]) { scenario pnlUsd byVenue { venue pnlUsd } } } }`);
    const rows = (
      data as {
        account: {
          stress: { scenario: string; pnlUsd: number; byVenue: { venue: string; pnlUsd: number }[] }[];
        };
      }
    ).account.stress;
    const [down, still] = rows;
    const { deltas } = byHand.legs;
    const gmx = -0.1 * (deltas.arbitrumPerp + deltas.arbitrumCoin + deltas.avalanchePerp);
    const derive = -0.1 * deltas.derivePerp + byHand.callsAfterFall(-0.1);
    close(down?.pnlUsd, gmx + derive);
    close(down?.byVenue.find(({ venue }) => venue === "gmx-v2")?.pnlUsd, gmx);
    close(down?.byVenue.find(({ venue }) => venue === "derive-v2")?.pnlUsd, derive);
    close(still?.pnlUsd, 0);
    // Scenarios that were asked for come first; a venue that is gone takes its equity with it.
    expect(rows.map(({ scenario }) => scenario)).toContain("derive-v2 out");
  });
});

describe("bad input", () => {
  it.each([
    ["a malformed address", `{ account(owner: "0x12") { owner } }`, "BAD_USER_INPUT"],
    ["an unknown owner", `{ account(owner: "0x${"00".repeat(19)}aa") { owner } }`, "NOT_FOUND"],
    ["an unknown underlying", `{ market(underlying: "NOPE") { spotUsd } }`, "NOT_FOUND"],
    ["an unknown field", "{ account { nothing } }", "BAD_USER_INPUT"],
    [
      "a query that is too deep",
      `{ positions { items { ${"instrument { positions { items { ".repeat(4)}size${" } } }".repeat(4)} } } }`,
      "LIMIT_EXCEEDED",
    ],
    [
      "too many aliases",
      `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: coverage { chains { chain } }`).join(" ")} }`,
      "LIMIT_EXCEEDED",
    ],
    ["too many tokens", `{ coverage { chains { ${"chain ".repeat(1_100)} } } }`, "LIMIT_EXCEEDED"],
    ["a page that is too long", "{ oracleAnomalies(first: 1000) { edges { cursor } } }", "LIMIT_EXCEEDED"],
    ["a cursor of nobody's", `{ oracleAnomalies(after: "xyz") { edges { cursor } } }`, "BAD_USER_INPUT"],
    [
      "a mandate without a horizon",
      `{ proposeRebalance(owner: "${owner}", mandate: { horizonDays: 0 }) { orders { quantity } } }`,
      "BAD_USER_INPUT",
    ],
  ])("%s is a clear error with a code", async (_, query, code) => {
    const { errors } = await ask(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code, docs: expect.stringMatching(/^docs\/errors.md#/) });
    expect(errors?.[0]?.message).not.toMatch(/went wrong/);
  });

  it("a body that is too large is refused before it is read", async () => {
    const response = await fetch(`${indexer.url}/graphql`, { method: "POST", body: "x".repeat(40_000) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "LIMIT_EXCEEDED" } }] });
  });

  it("addresses are accepted in any case, whatever their checksum", async () => {
    const { data } = await ask(`{ account(owner: "0x${owner.slice(2).toUpperCase()}") { owner } }`);
    expect(data).toEqual({ account: { owner } });
  });
});

describe("one schema", () => {
  it("is the one that docs/schema.graphql shows (UPDATE_SCHEMA=1 writes it anew)", async () => {
    const { data } = await ask(getIntrospectionQuery());
    const schema = buildClientSchema(data as IntrospectionQuery);
    const file = new URL("../../docs/schema.graphql", import.meta.url);
    const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
    if (process.env.UPDATE_SCHEMA === "1") writeFileSync(file, printed);
    expect(readFileSync(file, "utf8")).toBe(printed);
  });

  it("serves indexed entities, risk types and relations together", async () => {
    const { data, errors } = await ask(`{
      account(owner: "${owner}") { positions { size isOpen instrument { kind underlying right } venueAccount { owner } } collateral { asset amount } accounts { chainId venue } }
      positions(where: { isOpen: true }) { items { venue instrument { kind } } totalCount }
      market(underlying: "eth") { spotUsd feeds { chainId family status } smiles { expiry atmVolatility } }
      coverage { chains { chain asOf { blockNumber } venues { venue isValued markets openPositions integrityAnomalies } } }
    }`);
    expect(errors).toBeUndefined();
    const { account, positions, market, coverage } = data as {
      account: {
        positions: { size: string; instrument: { kind: string } }[];
        collateral: unknown[];
        accounts: unknown[];
      };
      positions: { totalCount: number };
      market: {
        spotUsd: number;
        feeds: { family: string; status: string }[];
        smiles: { atmVolatility: number }[];
      };
      coverage: {
        chains: {
          chain: string;
          venues: { venue: string; isValued: boolean; integrityAnomalies: number }[];
        }[];
      };
    };
    expect(account.positions.map(({ size, instrument }) => [instrument.kind, size]).sort()).toEqual([
      ["option", "-30000000000000000000"],
      ["perp", "-25000000000000000000"],
      ["perp", "10000000000000000000"],
      ["perp", "40000000000000000000"],
    ]);
    expect(account.collateral).toHaveLength(3);
    expect(account.accounts).toHaveLength(3);
    // The maker of the story holds the other side of both Derive trades.
    expect(positions.totalCount).toBe(6);
    expect(market.spotUsd).toBe(byHand.legs.spot);
    expect(market.feeds.filter(({ status }) => status === "stale")).toHaveLength(1);
    const venues = coverage.chains.flatMap((chain) => chain.venues);
    expect(venues.every(({ isValued, integrityAnomalies }) => isValued && integrityAnomalies === 0)).toBe(
      true,
    );
  });

  it("shows risk teams the whole book, owner by owner", async () => {
    const { data, errors } = await ask(`{
      nettingSummary(underlying: "eth") { grossUsd enforceableUsd informationalUsd trappedHedgeUsd owners byUnderlying { underlying netUsd } }
      exposures(underlying: "ETH", orderBy: TRAPPED_HEDGE, first: 1) { edges { node { owner netUsd grossUsd positions } } pageInfo { hasNextPage endCursor } }
      rest: exposures(underlying: "ETH", orderBy: TRAPPED_HEDGE, after: "${owner}") { edges { node { owner netUsd positions } } pageInfo { hasNextPage } }
      elsewhere: nettingSummary(chainId: 43114) { grossUsd owners }
    }`);
    expect(errors).toBeUndefined();
    type Edges = {
      edges: { node: { owner: string; netUsd: number; grossUsd: number; positions: number } }[];
    };
    const { nettingSummary, exposures, rest, elsewhere } = data as {
      nettingSummary: {
        grossUsd: number;
        informationalUsd: number;
        owners: number;
        byUnderlying: { netUsd: number }[];
      };
      exposures: Edges;
      rest: Edges;
      elsewhere: { grossUsd: number; owners: number };
    };
    const { deltas } = byHand.legs;
    // The maker holds the other side of both Derive trades, so the two cancel there and leave the owner's GMX legs.
    const maker = Math.abs(deltas.deriveCalls) + Math.abs(deltas.derivePerp);
    expect(nettingSummary.owners).toBe(2);
    close(nettingSummary.grossUsd, byHand.netting.grossUsd + maker);
    close(
      nettingSummary.informationalUsd,
      byHand.netting.informationalUsd + Math.abs(deltas.deriveCalls + deltas.derivePerp),
    );
    close(
      nettingSummary.byUnderlying[0]?.netUsd,
      deltas.arbitrumPerp + deltas.arbitrumCoin + deltas.avalanchePerp,
    );
    expect(exposures.edges[0]?.node).toMatchObject({ owner, positions: 5 });
    expect(rest.edges.map(({ node }) => node.positions)).toEqual([2]);
    close(rest.edges[0]?.node.netUsd, -(deltas.deriveCalls + deltas.derivePerp));
    expect(elsewhere.owners).toBe(1);
    close(elsewhere.grossUsd, Math.abs(deltas.avalanchePerp));
  });

  it("goes on with live blocks", async () => {
    await goOn(chains);
    await waitUntilIndexed(indexer, chains, TIMEOUT, quiet);
    const after = await fetchReport(indexer.url, owner);
    expect(after.account.asOf.map(({ timestamp }) => timestamp - storyStart)).toEqual([3_660, 3_660, 3_660]);
    expect(after.account.warnings).toEqual([]);
  });
});
