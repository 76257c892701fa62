import { describe, expect, it } from "vitest";
import { owner } from "../../../demo/story/cast.ts";
import { byHand } from "../byHand.ts";
import { close } from "./close.ts";
import type { DemoStage } from "./stage.ts";

interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

interface Proposal {
  readonly mandate: {
    readonly metric: BeforeAfter;
    readonly exposures: {
      readonly underlying: string;
      readonly delta: BeforeAfter;
      readonly deltaUsd: BeforeAfter;
    }[];
  };
  readonly decision: {
    readonly action: string;
    readonly reasonCode: string;
    readonly benefitUsd: number;
    readonly costUsd: number;
    readonly netUsd: number;
    readonly terms: { readonly bridgeUsd: number };
  };
  readonly orders: { readonly nettingSetId: string; readonly quantity: number }[];
  readonly collateralMoves: {
    readonly fromSetId: string;
    readonly toSetId: string;
    readonly amountUsd: number;
    readonly creditedUsd: number;
    readonly costUsd: number;
  }[];
  readonly margin: {
    readonly nettingSetId: string;
    readonly equityAfterUsd: number;
    readonly marginAfterUsd: number;
  }[];
  readonly triggers: { readonly kind: string; readonly isOpen: boolean; readonly value: number }[];
  readonly warnings: { readonly subject: string | null; readonly message: string }[];
  readonly certificate: { readonly passed: boolean } | null;
}

const FIELDS = `mandate { metric { before after } exposures { underlying delta { before after } deltaUsd { before after } } }
  decision { action reasonCode benefitUsd costUsd netUsd terms { bridgeUsd } }
  orders { nettingSetId quantity } collateralMoves { fromSetId toSetId amountUsd creditedUsd costUsd }
  margin { nettingSetId equityAfterUsd marginAfterUsd } triggers { kind isOpen value }
  warnings { subject message } certificate { passed }`;

const { long, short, perp, spot, perpPrice } = byHand.legs;
const { margin, greeks, chargesPerUnitAndYear: charges } = byHand;
const CHAINS = [42161, 43114, 957] as const;
type Chain = (typeof CHAINS)[number];
type Trades = Readonly<Record<Chain, number>>;

/** Fees of both venues and half the gap between Derive's impact prices (1.40 and 0.60 USD over spot). */
const costOf = (chain: Chain, trade: number) =>
  (chain === 957 ? (0.0003 + 0.4 / spot) * perpPrice : 0.0006 * spot) * Math.abs(trade);

function marginOf(chain: Chain, trade: number): number {
  if (chain === 42161) return ((long.eth + trade) / long.eth) * margin[42161].initialUsd;
  if (chain === 43114) return ((short.eth - trade) / short.eth) * margin[43114].initialUsd;
  return margin[957].initialUsd + (Math.abs(perp + trade) - perp) * perpPrice * 0.066;
}

const sum = (value: (chain: Chain) => number) => CHAINS.reduce((all, chain) => all + value(chain), 0);

/** Charges saved over 30 days, and 10 % a year on margin released. */
const benefitOf = (trades: Trades) =>
  (30 / 365) *
  (-trades[42161] * charges.long +
    trades[43114] * charges.short -
    trades[957] * charges.perp +
    0.1 * sum((chain) => marginOf(chain, 0) - marginOf(chain, trades[chain])));

const tradesCost = (trades: Trades) => sum((chain) => costOf(chain, trades[chain]));

export function mandateTests(stage: DemoStage): void {
  const propose = async (mandate: string): Promise<Proposal> => {
    const { data, errors } = await stage.ask(
      `{ proposeRebalance(owner: "${owner}", mandate: { ${mandate} }) { ${FIELDS} } }`,
    );
    expect(errors).toBeUndefined();
    return (data as { proposeRebalance: Proposal }).proposeRebalance;
  };
  const tradesOf = ({ orders }: Proposal): Trades => {
    const traded = (chain: Chain) =>
      orders.find(({ nettingSetId }) => nettingSetId.startsWith(`${chain}:`))?.quantity ?? 0;
    return { 42161: traded(42161), 43114: traded(43114), 957: traded(957) };
  };

  describe("a delta-neutral proposal, recomputed by hand from the tape alone", () => {
    it("ends at no delta, costs what its orders cost, and is the best hedge of its size", async () => {
      const proposal = await propose("strategy: DELTA_NEUTRAL");
      const { decision, mandate, certificate } = proposal;
      const trades = tradesOf(proposal);
      expect(decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
      expect(certificate?.passed).toBe(true);
      close(
        sum((chain) => trades[chain]),
        -greeks.delta,
      );
      const [ether, ...others] = mandate.exposures;
      expect(others).toEqual([]);
      close(ether?.delta.before, greeks.delta);
      close(ether?.delta.after, 0);
      close(ether?.deltaUsd.before, greeks.deltaUsd);
      const tradedUsd = (trades[42161] + trades[43114]) * spot + trades[957] * perpPrice;
      close(ether?.deltaUsd.after, greeks.deltaUsd + tradedUsd);
      // In USD of the median of what its five legs refer to: GMX's spot three times, Derive's perpetual and forward.
      close(mandate.metric.before, greeks.delta * spot);
      close(mandate.metric.after, 0);

      close(decision.costUsd, tradesCost(trades));
      close(decision.benefitUsd, benefitOf(trades));
      close(decision.netUsd, benefitOf(trades) - tradesCost(trades));
      for (const set of proposal.margin) {
        const chain = CHAINS.find((one) => set.nettingSetId.startsWith(`${one}:`));
        if (chain === undefined) throw new Error(`no chain of ${set.nettingSetId}`);
        close(set.marginAfterUsd, marginOf(chain, trades[chain]));
        close(set.equityAfterUsd, margin[chain].equityUsd - costOf(chain, trades[chain]));
      }

      // Every leg may close or take the whole hedge: the long 0 to 40, the short -45.6 to 0, the perpetual -10.6 to 10.
      let tried = 0;
      for (let x = -long.eth; x <= 0; x += 0.5) {
        for (let y = -greeks.delta; y <= short.eth; y += 0.5) {
          const z = -greeks.delta - x - y;
          if (z > 0 || z < -greeks.delta) continue;
          tried++;
          const other = { 42161: x, 43114: y, 957: z };
          expect(benefitOf(other) - tradesCost(other)).toBeLessThanOrEqual(decision.netUsd + 1e-6);
        }
      }
      expect(tried).toBeGreaterThan(1_000);
      expect(Object.values(trades).every((trade) => Math.abs(trade) <= long.eth)).toBe(true);
    });

    it("opens the trigger of drift, and no other: little margin is used, and nothing is open against a feed", async () => {
      const { triggers } = await propose("strategy: DELTA_NEUTRAL");
      const equityUsd = sum((chain) => margin[chain].equityUsd);
      const open = triggers.filter(({ isOpen }) => isOpen);
      expect(open.map(({ kind }) => kind)).toEqual(["DELTA_DRIFT"]);
      close(open[0]?.value, (greeks.delta * spot) / equityUsd);
      const used = triggers.filter(({ kind }) => kind === "MARGIN_UTILISATION").map(({ value }) => value);
      const expected = CHAINS.map((chain) => margin[chain].initialUsd / margin[chain].equityUsd);
      used.sort((a, b) => a - b);
      expected.sort((a, b) => a - b);
      expect(used).toHaveLength(expected.length);
      used.forEach((value, i) => {
        close(value, expected[i] ?? Number.NaN);
      });
    });
  });

  describe("a transfer", () => {
    const target = 'strategy: DELTA_NEUTRAL, deltas: [{ underlying: "ETH", target: 4000 }]';

    it("brings the collateral without which a target is out of reach, at the mandate's terms", async () => {
      expect((await propose(target)).decision.action).toBe("INFEASIBLE");
      const proposal = await propose(`${target}, transfer: { feeBps: 5, fixedCostUsd: 3, haircut: 0.01 }`);
      const { decision, mandate, collateralMoves } = proposal;
      const trades = tradesOf(proposal);
      expect(decision.action).toBe("TRADE");
      close(mandate.exposures[0]?.delta.after, 4_000);
      expect(collateralMoves.length).toBeGreaterThan(0);
      for (const { amountUsd, creditedUsd, costUsd } of collateralMoves) {
        close(creditedUsd, amountUsd * 0.9995 * 0.99);
        close(costUsd, amountUsd * 0.0005 + 3);
      }
      close(
        decision.terms.bridgeUsd,
        collateralMoves.reduce((all, { costUsd }) => all + costUsd, 0),
      );
      close(decision.costUsd, tradesCost(trades) + decision.terms.bridgeUsd);
      for (const { nettingSetId, equityAfterUsd, marginAfterUsd } of proposal.margin) {
        const chain = CHAINS.find((one) => nettingSetId.startsWith(`${one}:`));
        if (chain === undefined) throw new Error(`no chain of ${nettingSetId}`);
        const moved = collateralMoves.reduce((all, { fromSetId, toSetId, amountUsd, creditedUsd }) => {
          const arrived = toSetId === nettingSetId ? creditedUsd : 0;
          return all + arrived - (fromSetId === nettingSetId ? amountUsd + 3 : 0);
        }, 0);
        close(equityAfterUsd, margin[chain].equityUsd + moved - costOf(chain, trades[chain]));
        close(marginAfterUsd, marginOf(chain, trades[chain]));
        expect(marginAfterUsd).toBeLessThanOrEqual(equityAfterUsd + 1e-6);
        // The long's collateral is ether, which stays: only dollars are sent.
        if (chain === 42161) expect(moved).toBeGreaterThan(0);
      }
    });
  });

  describe("a volatility target", () => {
    it("says that it assumes a volatility: an hour is no history", async () => {
      const { mandate, warnings, decision } = await propose(
        "strategy: VOLATILITY_TARGET, targetVolatility: 0.2",
      );
      expect(warnings).toEqual([
        {
          subject: "ETH",
          message: "too few days of ETH are indexed: a volatility of 100 % is assumed",
        },
      ]);
      const targetUsd = 0.2 * sum((chain) => margin[chain].equityUsd);
      close(mandate.metric.before, greeks.deltaUsd / targetUsd);
      close(mandate.metric.after, (mandate.exposures[0]?.deltaUsd.after ?? Number.NaN) / targetUsd);
      expect(decision.action).toBe("TRADE");
      expect(mandate.metric.after).toBeGreaterThanOrEqual(0.95 - 1e-9);
      expect(mandate.metric.after).toBeLessThanOrEqual(1.05 + 1e-9);
    });
  });
}
