import { describe, expect, it } from "vitest";
import { propose } from "../../cli/commands/propose.ts";
import { syntheticBook } from "../fixtures/rebalance/syntheticBook.ts";
import { answerOf, run } from "./support.ts";

const example = JSON.parse(JSON.stringify(propose.example));

describe("clearspan propose", () => {
  it("closes both legs of a hedged pair and books what that costs and frees", async () => {
    const { decision, orders, certificate } = await answerOf(propose, example);
    expect(decision.action).toBe("TRADE");
    expect(orders.map(({ quantity }: { quantity: number }) => quantity)).toEqual([-10, 10]);
    // 2 x 3,000 USD of margin at 20 % for a quarter; 2 x 30,000 USD traded at 6 basis points.
    expect(decision.benefitUsd).toBeCloseTo(300, 9);
    expect(decision.costUsd).toBeCloseTo(36, 9);
    expect(certificate.passed).toBe(true);
  });

  it("answers a batch with one solver, a bad entry in its place", async () => {
    const bad = structuredClone(example);
    bad.nettingSets[1].legs[0].lot = -1;
    const frozen = structuredClone(example);
    frozen.nettingSets[0].legs[0].oracle = { policy: "freeze", reason: "stale" };
    const { exitCode, answer } = await run(["propose"], [bad, example, frozen]);
    expect(exitCode).toBe(0);
    expect(answer[0].error.field).toBe("nettingSets[1].legs[0].lot");
    expect(answer[1].decision.action).toBe("TRADE");
    expect(answer[2].decision.action).toBe("BLOCKED_BY_ORACLE");
  });

  it("takes a book of options with scenario margin", async () => {
    const { input } = syntheticBook(7, 3, 20, 12, false);
    const plain = JSON.parse(
      JSON.stringify(input, (_, value) => (value instanceof Float64Array ? Array.from(value) : value)),
    );
    const { decision, certificate } = await answerOf(propose, plain);
    expect(decision.action).toBe("TRADE");
    expect(certificate.passed).toBe(true);
  });

  it("answers an old book the same when the new fields say nothing", async () => {
    const same = structuredClone(example);
    same.transfers = [];
    same.mandate.confidence = { relativeError: 0, standardErrors: 0 };
    for (const set of same.nettingSets) {
      Object.assign(set.legs[0], {
        impact: { coefficientUsd: 0 },
        fixedCostUsd: 0,
        permanentImpactUsdPerUnit2: 0,
      });
    }
    expect(await answerOf(propose, same)).toEqual(await answerOf(propose, example));
  });

  it.each([
    [
      "a margin piece of the wrong length",
      (entry: typeof example) => entry.nettingSets[0].margin[0].pieces[0].usdPerUnit.push(1),
      "nettingSets[0].margin[0].pieces[0].usdPerUnit",
    ],
    [
      "a misspelt bound",
      (entry: typeof example) => Object.assign(entry.nettingSets[0].legs[0], { maxPositon: 1 }),
      "nettingSets[0].legs[0].maxPositon",
    ],
    [
      "a transfer from nowhere",
      (entry: typeof example) =>
        Object.assign(entry, {
          transfers: [
            {
              id: "t",
              fromSetId: "nowhere",
              toSetId: "gmx",
              asset: "USDC",
              maxUsd: 1,
              feeBps: 0,
              fixedCostUsd: 0,
              haircut: 0,
              etaSeconds: 0,
              bridge: "cctp",
            },
          ],
        }),
      "transfers[0].fromSetId",
    ],
    ["no mandate", (entry: typeof example) => Reflect.deleteProperty(entry, "mandate"), "mandate"],
  ])("%s fails naming the field", async (_, spoil, field) => {
    const entry = structuredClone(example);
    spoil(entry);
    const { exitCode, stdout, error } = await run(["propose"], entry);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(error.field).toBe(field);
  });
});
