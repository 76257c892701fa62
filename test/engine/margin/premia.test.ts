import { expect, test } from "vitest";
import { premiaMargin } from "../../../engine/margin/premia.ts";
import { issueFields, okValue } from "./support.ts";

const short = { right: "call", contracts: 3, strike: 2_500, basePriceUsd: 3_000, quotePriceUsd: 1 } as const;

test("a call locks its size in base, a put size * strike in quote", () => {
  const call = okValue(premiaMargin(short));
  expect([call.initialUsd, call.maintenanceUsd, call.equityUsd]).toEqual([9_000, 9_000, 9_000]);
  const put = okValue(premiaMargin({ ...short, right: "put", quotePriceUsd: 0.99 }));
  expect(put.initialUsd).toBeCloseTo(7_425, 10);
});

test("trap: full collateral is never liquidated", () => {
  for (const basePriceUsd of [1, 1e6]) {
    expect(okValue(premiaMargin({ ...short, basePriceUsd })).liquidationPriceUsd).toBeNull();
  }
});

test("bad input names every field at fault", () => {
  expect(issueFields(premiaMargin({ ...short, contracts: -1, strike: 0, basePriceUsd: Number.NaN }))).toEqual(
    ["contracts", "strike", "basePriceUsd"],
  );
});
