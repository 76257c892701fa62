import { describe, expect, it } from "vitest";
import { owner } from "../../../demo/story/cast.ts";
import { byHand } from "../byHand.ts";
import { close } from "./close.ts";
import type { DemoStage } from "./stage.ts";

export function stressTests(stage: DemoStage): void {
  describe("joint margin, attribution and stress", () => {
    it("the components add up to the hypothetical joint margin, and netting could only have saved", async () => {
      const { data, errors } = await stage.ask(`{ account(owner: "${owner}") {
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
      const { data } = await stage.ask(`{ account(owner: "${owner}") {
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
}
