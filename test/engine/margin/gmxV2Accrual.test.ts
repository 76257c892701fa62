import { describe, expect, test } from "vitest";
import {
  borrowingFeeUsd,
  fundingClaimable,
  fundingOwed,
  nextCumulativeBorrowingFactor,
} from "../../../engine/margin/gmxV2Accrual.ts";
import { borrowing, funding } from "../../fixtures/margin/gmxV2.ts";

describe("funding", () => {
  test("claimable amount is the contract's, to the wei", () => {
    expect(fundingClaimable(funding.claimableAmountPerSize, 0n, funding.shortSizeInUsd)).toEqual({
      ok: true,
      value: funding.claimableWei,
    });
  });

  test("owed rounds up, claimable rounds down: one wei between payer and receiver", () => {
    const owed = fundingOwed(funding.claimableAmountPerSize, 0n, funding.shortSizeInUsd);
    expect(owed).toEqual({ ok: true, value: funding.feeWei });
    expect(fundingOwed(1n, 0n, 1n)).toEqual({ ok: true, value: 1n });
    expect(fundingClaimable(1n, 0n, 1n)).toEqual({ ok: true, value: 0n });
    expect(fundingOwed(10n ** 45n, 0n, 7n)).toEqual({ ok: true, value: 7n });
  });

  test("only the growth since the position's own value counts", () => {
    const base = 5n * 10n ** 24n;
    expect(fundingClaimable(base + funding.claimableAmountPerSize, base, funding.shortSizeInUsd)).toEqual({
      ok: true,
      value: funding.claimableWei,
    });
  });

  test("a market behind its position is an integrity issue, not a negative fee", () => {
    for (const result of [
      fundingOwed(1n, 2n, 10n),
      fundingClaimable(1n, 2n, 10n),
      borrowingFeeUsd(1n, 2n, 10n),
    ]) {
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.issues[0]?.code).toBe("INTEGRITY");
    }
  });
});

describe("borrowing", () => {
  test("the cumulative factor grows by the rate times the seconds", () => {
    expect(nextCumulativeBorrowingFactor(0n, borrowing.factorPerSecond, borrowing.elapsedSeconds)).toBe(
      borrowing.cumulativeAfter,
    );
  });

  test("the fee between two events equals Reader.getPositionInfo", () => {
    const cumulative = nextCumulativeBorrowingFactor(
      0n,
      borrowing.factorPerSecond,
      borrowing.elapsedAtReader,
    );
    expect(borrowingFeeUsd(cumulative, 0n, borrowing.sizeInUsd)).toEqual({
      ok: true,
      value: borrowing.feeUsd,
    });
  });

  test("the fee rounds down", () => {
    expect(borrowingFeeUsd(10n ** 30n - 1n, 0n, 1n)).toEqual({ ok: true, value: 0n });
  });
});
