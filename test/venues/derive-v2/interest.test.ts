import { describe, expect, test } from "vitest";
import { indicesAccrued } from "../../../src/venues/derive-v2/interest.ts";

const WAD = 10n ** 18n;
const YEAR = 31_536_000;
const event = { borrowIndex: (110n * WAD) / 100n, supplyIndex: (104n * WAD) / 100n };
const values = (facts: ReturnType<typeof indicesAccrued>) =>
  facts.map((fact) => (fact.kind === "accrual" ? [fact.marketId, fact.name, Number(fact.value) / 1e18] : []));

describe("cash indices", () => {
  test("the first accrual has indices and no rates", () => {
    expect(values(indicesAccrued(event, 1_000, { borrow: null, supply: null }))).toEqual([
      ["cash", "cashBorrowIndex", 1.1],
      ["cash", "cashSupplyIndex", 1.04],
    ]);
  });

  test("the rate is the growth since the last accrual, scaled to a year", () => {
    // 10 % and 4 % over a tenth of a year.
    const before = { value: WAD, timestamp: 1_000 };
    expect(values(indicesAccrued(event, 1_000 + YEAR / 10, { borrow: before, supply: before }))).toEqual([
      ["cash", "cashBorrowIndex", 1.1],
      ["cash", "cashBorrowRate", 1],
      ["cash", "cashSupplyIndex", 1.04],
      ["cash", "cashSupplyRate", 0.4],
    ]);
  });

  test("two accruals of one second have no rate between them", () => {
    const before = { value: WAD, timestamp: 1_000 };
    expect(indicesAccrued(event, 1_000, { borrow: before, supply: before })).toHaveLength(2);
  });
});
