import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_STREAK, nextStreak, type Streak } from "../../src/ledger/streak.ts";

const after = fc.integer({ min: 1, max: 5 });
const looks = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

/** The streak after each look; looks come one second apart from second 1 on. */
function walk(isBad: readonly boolean[], openAfter: number, closeAfter: number): Streak[] {
  let streak = NO_STREAK;
  return isBad.map((bad, i) => {
    streak = nextStreak(streak, bad, i + 1, openAfter, closeAfter);
    return streak;
  });
}

describe("a streak", () => {
  it("opens, stays open and closes by the rule's numbers", () => {
    expect(walk([true, true, true, false, true, false, false], 2, 2)).toEqual([
      { openedAt: null, badStreak: 1, goodStreak: 0 },
      { openedAt: 2, badStreak: 2, goodStreak: 0 },
      { openedAt: 2, badStreak: 2, goodStreak: 0 },
      { openedAt: 2, badStreak: 0, goodStreak: 1 },
      { openedAt: 2, badStreak: 1, goodStreak: 0 },
      { openedAt: 2, badStreak: 0, goodStreak: 1 },
      { openedAt: null, badStreak: 0, goodStreak: 2 },
    ]);
  });

  it("counts either bad or good looks, never beyond what the rule needs", () => {
    fc.assert(
      fc.property(looks, after, after, (isBad, openAfter, closeAfter) => {
        for (const { badStreak, goodStreak } of walk(isBad, openAfter, closeAfter)) {
          expect(Math.min(badStreak, goodStreak)).toBe(0);
          expect(badStreak).toBeLessThanOrEqual(openAfter);
          expect(goodStreak).toBeLessThanOrEqual(closeAfter);
        }
      }),
    );
  });

  it("stops changing when looks stop changing, so a calm feed and a steady anomaly cost no cursor write", () => {
    fc.assert(
      fc.property(looks, fc.boolean(), after, after, (isBad, last, openAfter, closeAfter) => {
        const settled = [...isBad, ...Array<boolean>(Math.max(openAfter, closeAfter)).fill(last)];
        const streak = walk(settled, openAfter, closeAfter).at(-1) ?? NO_STREAK;
        expect(nextStreak(streak, last, 1_000, openAfter, closeAfter)).toEqual(streak);
      }),
    );
  });

  it("opens at the very look that completes the run, and at no other time", () => {
    fc.assert(
      fc.property(looks, after, after, (isBad, openAfter, closeAfter) => {
        const streaks = walk(isBad, openAfter, closeAfter);
        for (const [i, { openedAt }] of streaks.entries()) {
          if (openedAt === null || streaks[i - 1]?.openedAt === openedAt) continue;
          expect(openedAt).toBe(i + 1);
          expect(isBad.slice(i + 1 - openAfter, i + 1)).toEqual(Array(openAfter).fill(true));
        }
      }),
    );
  });

  it("with one look to open and one to close is open exactly after a bad look", () => {
    fc.assert(
      fc.property(looks, (isBad) => {
        expect(walk(isBad, 1, 1).map(({ openedAt }) => openedAt !== null)).toEqual(isBad);
      }),
    );
  });
});
