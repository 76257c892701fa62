import { describe, expect, it } from "vitest";
import { chainWarnings } from "../../../src/api/account/freshness.ts";
import { arbitrum, derive, time } from "../risk.support.ts";

const behind = (seconds: number) => ({ ...derive, timestamp: time - seconds });

describe("a chain that stands still", () => {
  it("is named when it is more than two minutes behind the newest chain of the answer", () => {
    expect(chainWarnings([arbitrum, behind(121)], null)).toEqual([
      {
        code: "STALE",
        subject: "chain:957",
        message: "derive is indexed up to block 1, 121 s ago: what happened there since is missing",
      },
    ]);
    expect(chainWarnings([arbitrum, behind(120)], null)).toEqual([]);
  });

  it("is named when all are behind the wall clock", () => {
    const subjects = chainWarnings([arbitrum, behind(0)], time + 200).map(({ subject }) => subject);
    expect(subjects).toEqual(["chain:42161", "chain:957"]);
  });

  it("is not named for a wall clock that is behind the chains", () => {
    expect(chainWarnings([arbitrum, behind(100)], time - 1_000)).toEqual([]);
  });

  it("is not named on local chains, which tell the time of their tape", () => {
    expect(chainWarnings([arbitrum], null)).toEqual([]);
    expect(chainWarnings([], null)).toEqual([]);
  });
});
