import { describe, expect, it } from "vitest";
import { neededTransfers } from "../../../engine/rebalance/collateralMoves.ts";
import { flattenBook } from "../../../engine/rebalance/flatBook.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { Transfer } from "../../../engine/rebalance/transfer.ts";
import { input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();
const FREE = { feeBps: 0, halfSpreadBps: 0 };

function transfer(changes: Partial<Transfer> = {}): Transfer {
  return {
    id: "usdc",
    fromSetId: "dear",
    toSetId: "cheap",
    asset: "USDC",
    maxUsd: 1e6,
    feeBps: 10,
    fixedCostUsd: 0,
    haircut: 0,
    etaSeconds: 900,
    bridge: "cctp",
    ...changes,
  };
}

/** 10 ETH at 10 % of margin, and room for 5 at a venue that asks 2 %. */
function book(transfers: readonly Transfer[], dearEquityUsd = 1e6): RebalanceInput {
  const sets = [
    venue("dear", [perp("p", 10, FREE)], 0.1, dearEquityUsd),
    venue("cheap", [perp("p", 0, FREE)], 0.02, 300),
  ];
  return { ...input(sets), transfers };
}

describe("collateral between netting sets", () => {
  it("is sent where it lets margin be released, no more than is needed (by hand)", async () => {
    // 10 ETH need 600 USD at the cheap venue: 300 more, of which 0.1 % is lost on the way.
    const proposal = await propose(book([transfer()]), lp);
    expect(quantities(proposal)).toEqual({ "cheap/p": 10, "dear/p": -10 });
    const [move, ...others] = proposal.collateralMoves;
    expect(others).toEqual([]);
    expect(move).toMatchObject({ transferId: "usdc", fromSetId: "dear", toSetId: "cheap", bridge: "cctp" });
    expect(move?.amountUsd).toBeCloseTo(300 / 0.999, 6);
    expect(move?.creditedUsd).toBeCloseTo(300, 6);
    expect(proposal.decision.terms.bridgeUsd).toBeCloseTo(0.3003, 6);
    expect(proposal.decision.netUsd).toBeCloseTo(120 - 0.3003, 4);
    const cheap = proposal.margin.find(({ nettingSetId }) => nettingSetId === "cheap");
    expect(cheap?.equityAfterUsd).toBeCloseTo(600, 6);
    expect(cheap?.marginAfterUsd).toBeLessThanOrEqual((cheap?.equityAfterUsd ?? 0) + 1e-6);
  });

  it("leaves a set by several ways together no more than the set may send", async () => {
    const { nettingSets, ...rest } = book(
      ["usdc", "usdt"].map((id) => transfer({ id, maxUsd: 200, feeBps: 0 })),
    );
    const sentOf = async (more: Partial<RebalanceInput["nettingSets"][number]>) => {
      const sets = nettingSets.map((set) => (set.id === "dear" ? { ...set, ...more } : set));
      const { collateralMoves } = await propose({ ...rest, nettingSets: sets }, lp);
      return collateralMoves.reduce((sum, { amountUsd }) => sum + amountUsd, 0);
    };
    expect(await sentOf({})).toBeCloseTo(300, 6);
    expect(await sentOf({ maxSentUsd: 250 })).toBeCloseTo(250, 6);
  });

  it("comes before the orders that need it, and only before them", async () => {
    const { orders } = await propose(book([transfer()]), lp);
    const after = Object.fromEntries(orders.map((order) => [order.nettingSetId, order.dependsOn]));
    expect(after).toEqual({ cheap: ["usdc"], dear: [] });
  });

  it("is not waited for by a set that can bear its orders without it", () => {
    const flat = flattenBook(book([transfer()]));
    const cheap = flat.sets.findIndex(({ id }) => id === "cheap");
    const plan = (bought: number) => ({
      trades: Float64Array.of(bought, -bought),
      moves: Float64Array.of(50),
    });
    expect(neededTransfers(flat, cheap, plan(5))).toEqual([]);
    expect(neededTransfers(flat, cheap, plan(5.5))).toEqual(["usdc"]);
  });

  it("waits for the orders that free it", async () => {
    // All of the dear venue's 3,000 USD are required until its position shrinks.
    const tight = await propose(book([transfer()], 3_000), lp);
    expect(tight.collateralMoves[0]?.dependsOn).toEqual(["dear/p"]);
    const loose = await propose(book([transfer()]), lp);
    expect(loose.collateralMoves[0]?.dependsOn).toEqual([]);
  });

  it("arrives less its haircut", async () => {
    const { collateralMoves } = await propose(book([transfer({ feeBps: 0, haircut: 0.2 })]), lp);
    expect(collateralMoves[0]?.amountUsd).toBeCloseTo(375, 6);
    expect(collateralMoves[0]?.creditedUsd).toBeCloseTo(300, 6);
  });

  it("takes the cheaper way, up to what it has", async () => {
    const ways = [transfer(), transfer({ id: "fast", feeBps: 1, maxUsd: 100 })];
    const { collateralMoves, constraints } = await propose(book(ways), lp);
    expect(collateralMoves.map(({ transferId }) => transferId)).toEqual(["fast", "usdc"]);
    expect(collateralMoves[0]?.amountUsd).toBeCloseTo(100, 6);
    // A dollar more on the fast way saves what the slow one charges beyond it.
    const price = constraints.find(({ id }) => id === "transfer:fast")?.shadowPrice;
    expect(price).toBeCloseTo((0.001 * 0.9999) / 0.999 - 0.0001, 6);
  });

  it("is not made for nothing when it costs nothing", async () => {
    const free = transfer({ feeBps: 0 });
    const { collateralMoves } = await propose(
      { ...book([free]), mandate: { ...input([]).mandate, minimumNetUsd: 1e9 } },
      lp,
    );
    expect(collateralMoves).toEqual([]);
    const roomy = [venue("dear", [perp("p", 10, FREE)], 0.1), venue("cheap", [perp("p", 0, FREE)], 0.02)];
    const proposal = await propose({ ...input(roomy), transfers: [free] }, lp);
    expect(proposal.decision.action).toBe("TRADE");
    expect(proposal.collateralMoves).toEqual([]);
  });

  it("is left out when its gas outweighs what it brings", async () => {
    // The first 5 ETH (60 USD of value) need no transfer; the other 5 bring 60 USD for 70 of gas.
    const proposal = await propose(book([transfer({ fixedCostUsd: 70 })]), lp);
    expect(proposal.collateralMoves).toEqual([]);
    expect(quantities(proposal)["cheap/p"]).toBeCloseTo(5, 9);
    const paid = await propose(book([transfer({ fixedCostUsd: 20 })]), lp);
    expect(quantities(paid)["cheap/p"]).toBeCloseTo(10, 6);
    expect(paid.decision.terms.bridgeUsd).toBeCloseTo(20.3, 2);
  });

  it("restores a utilisation without a single order", async () => {
    const sets = [
      venue("a", [perp("p", 10, { maxTrade: 0 })], 0.1, 4_000),
      venue("b", [perp("p", -10, { maxTrade: 0 })], 0.1, 50_000),
    ];
    const given = {
      ...input(sets, { maxUtilisation: 0.5 }),
      transfers: [transfer({ fromSetId: "b", toSetId: "a", feeBps: 0 })],
    };
    const proposal = await propose(given, lp);
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
    expect(proposal.orders).toEqual([]);
    expect(proposal.collateralMoves[0]?.amountUsd).toBeCloseTo(2_000, 6);
    const without = await propose(input(sets, { maxUtilisation: 0.5 }), lp);
    expect(without.decision.action).toBe("INFEASIBLE");
  });

  it("never takes a set below what it needs", async () => {
    const { margin, collateralMoves } = await propose(book([transfer()], 3_000.1), lp);
    expect(collateralMoves.length).toBe(1);
    for (const set of margin) expect(set.marginAfterUsd).toBeLessThanOrEqual(set.equityAfterUsd + 1e-6);
  });
});

describe("malformed transfers", () => {
  it.each([
    ["transfers[0].fromSetId", [transfer({ fromSetId: "nowhere" })]],
    ["transfers[0].toSetId", [transfer({ toSetId: "dear" })]],
    ["transfers[0].haircut", [transfer({ haircut: 1 })]],
    ["transfers[0].maxUsd", [transfer({ maxUsd: -1 })]],
    ["transfers[1].id", [transfer(), transfer()]],
  ])("name %s", async (field, transfers) => {
    const { decision, issues } = await propose(book(transfers), lp);
    expect(decision.reasonCode).toBe("INVALID_INPUT");
    expect(issues[0]?.field).toBe(field);
  });
});
