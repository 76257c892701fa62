import { readFileSync, writeFileSync } from "node:fs";
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { fetchReport } from "../../../demo/query.ts";
import { goOn, waitUntilIndexed } from "../../../demo/stage.ts";
import { owner, storyStart } from "../../../demo/story/cast.ts";
import { quiet } from "../../support/quiet.ts";
import { byHand } from "../byHand.ts";
import { close } from "./close.ts";
import { type DemoStage, TIMEOUT } from "./stage.ts";

export function schemaTests(stage: DemoStage): void {
  describe("one schema", () => {
    it("is the one that docs/schema.graphql shows (UPDATE_SCHEMA=1 writes it anew)", async () => {
      const { data } = await stage.ask(getIntrospectionQuery());
      const schema = buildClientSchema(data as IntrospectionQuery);
      const file = new URL("../../../docs/schema.graphql", import.meta.url);
      const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
      if (process.env.UPDATE_SCHEMA === "1") writeFileSync(file, printed);
      expect(readFileSync(file, "utf8")).toBe(printed);
    });

    const page = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
    const examples = [...page.matchAll(/```graphql\n(.*?)```/gs)].map(([, query]) => query ?? "");
    it.each(examples)("answers the example of docs/api.md %#", async (query) => {
      const { data, errors } = await stage.ask(query, { owner });
      expect(errors).toBeUndefined();
      expect(data).toBeTruthy();
    });

    it("serves indexed entities, risk types and relations together", async () => {
      const { data, errors } = await stage.ask(`{
        account(owner: "${owner}") { positions { size isOpen instrument { kind underlying right market { underlying terms } } venueAccount { owner } } collateral { asset amount } accounts { chainId venue } }
        positions(where: { isOpen: true }) { items { venue instrument { kind } } totalCount }
        market(underlying: "eth") { spotUsd feeds { chainId family status } smiles { expiry atmVolatility } }
        coverage { chains { chain asOf { blockNumber } venues { venue isValued markets openPositions integrityAnomalies } } }
      }`);
      expect(errors).toBeUndefined();
      const { account, positions, market, coverage } = data as {
        account: {
          positions: { size: string; instrument: { kind: string; market: { underlying: string } | null } }[];
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
      expect(account.positions.every(({ instrument }) => instrument.market?.underlying === "ETH")).toBe(true);
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
      const { data, errors } = await stage.ask(`{
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
      await goOn(stage.chains);
      await waitUntilIndexed(stage.indexer, stage.chains, TIMEOUT, quiet);
      const after = await fetchReport(stage.indexer.url, owner);
      expect(after.account.asOf.map(({ timestamp }) => timestamp - storyStart)).toEqual([
        3_660, 3_660, 3_660,
      ]);
      expect(after.account.warnings).toEqual([]);
    });
  });
}
