import { describe, expect, it } from "vitest";
import type { DemoReport } from "../../../demo/query.ts";
import { owner } from "../../../demo/story/cast.ts";
import { byHand } from "../byHand.ts";
import { close } from "./close.ts";
import type { DemoStage } from "./stage.ts";

export function proposalTests(stage: DemoStage): void {
  describe("the proposal", () => {
    it("keeps the net delta, counts its own costs and margins, and beats every other trade of the same legs", () => {
      const { decision, orders, margin, greeks, certificate, oracle } = stage.report.proposeRebalance;
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
      const { data } = await stage.ask(`{ proposeRebalance(owner: "${owner}", mandate: { horizonDays: 1 }) {
        decision { action reasonCode reason benefitUsd costUsd netUsd } orders { quantity } } }`);
      const { decision, orders } = (data as { proposeRebalance: DemoReport["proposeRebalance"] })
        .proposeRebalance;
      expect(decision.action).toBe("NO_TRADE");
      expect(decision.reasonCode).toBe("COST_EXCEEDS_BENEFIT");
      expect(decision.costUsd).toBeGreaterThan(decision.benefitUsd);
      expect(orders).toEqual([]);
    });
  });
}
