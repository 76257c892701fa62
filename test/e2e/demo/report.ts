import { describe, expect, it } from "vitest";
import { storyStart } from "../../../demo/story/cast.ts";
import { byHand } from "../byHand.ts";
import { close } from "./close.ts";
import type { DemoStage } from "./stage.ts";

export function reportTests(stage: DemoStage): void {
  describe("the report of the demo's owner, recomputed by hand from the tape alone", () => {
    it("greeks", () => {
      const ether = stage.report.account.byUnderlying.find(({ key }) => key === "ETH");
      const [total] = stage.report.account.total;
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
      const venues = Object.fromEntries(stage.report.account.byVenue.map((row) => [row.key, row.deltaUsd]));
      const { deltas } = byHand.legs;
      close(venues["gmx-v2"], deltas.arbitrumPerp + deltas.arbitrumCoin + deltas.avalanchePerp);
      close(venues["derive-v2"], deltas.deriveCalls + deltas.derivePerp);
    });

    it("gross, enforceable, informational and the trapped hedge", () => {
      const { netting } = stage.report.account;
      const { grossUsd, enforceableUsd, informationalUsd } = byHand.netting;
      close(netting.grossUsd, grossUsd);
      close(netting.enforceableUsd, enforceableUsd);
      close(netting.informationalUsd, informationalUsd);
      close(netting.trappedHedgeUsd, enforceableUsd - informationalUsd);
      close(netting.ratio, informationalUsd / grossUsd);
    });

    it("margin per netting set", () => {
      const { sets, initialUsd, maintenanceUsd, equityUsd } = stage.report.account.margin;
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
      const anomalies = stage.report.oracleAnomalies.edges.map(({ node }) => node);
      expect(
        anomalies.map(({ rule, severity, openedAt }) => [rule, severity, openedAt - storyStart]),
      ).toEqual([
        // GMX and Chainlink are compared at every update: 0.79 % apart at 1,200 s, 1.58 % at 1,500 s, which makes two.
        ["cross-source-deviation", "critical", 1_500],
        // Three prices of GMX in a row, from 1,200 s on, say that a feed which promises to follow 0.05 % has not.
        ["frozen", "critical", 1_800],
        // Block 240 is story block 230: 2,760 s, 2,160 s after the last round of a feed that promises 1,755.
        ["stale", "warning", 2_760],
      ]);
      // Evidence is that of the update which opened it.
      expect(anomalies[0]?.evidence.deviation).toBeCloseTo(1_900 / 1_930 - 1, 12);
      expect(anomalies[1]?.evidence.apart).toBeCloseTo(1_945 / 1_900 - 1, 12);
      expect(anomalies[2]?.evidence.ageSeconds).toBe(2_160);
    });

    it("the same anomalies as live updates, before anything new", async () => {
      const response = await fetch(`${stage.indexer.url}/live/anomalies?severity=warning`);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (reader !== undefined && !text.includes("event: ready"))
        text += (await reader.read()).value ?? "";
      await reader?.cancel();
      const rules = [...text.matchAll(/^event: opened\ndata: (.*)$/gm)].map(([, json]) =>
        JSON.parse(json ?? ""),
      );
      expect(rules.map(({ rule }) => rule).sort()).toEqual(["cross-source-deviation", "frozen", "stale"]);
    });

    it("nothing is missing, and every number says as of when", () => {
      expect(stage.report.account.warnings).toEqual([]);
      expect(
        stage.report.account.asOf.map(({ chainId, timestamp }) => [chainId, timestamp - storyStart]),
      ).toEqual([
        [957, 3_600],
        [42161, 3_600],
        [43114, 3_600],
      ]);
    });
  });
}
