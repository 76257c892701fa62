/** Where a rule stands on a feed between looks. */
export interface Streak {
  /** Unix seconds at which the open anomaly was opened; null while none is open. */
  readonly openedAt: number | null;
  readonly badStreak: number;
  readonly goodStreak: number;
}

export const NO_STREAK: Streak = { openedAt: null, badStreak: 0, goodStreak: 0 };

/**
 * The next streak after one look: an anomaly opens after `openAfter` bad looks in a row and closes after `closeAfter`
 * good ones. Streaks saturate, so a calm feed writes nothing.
 */
export function nextStreak(
  streak: Streak,
  isBad: boolean,
  timestamp: number,
  openAfter: number,
  closeAfter: number,
): Streak {
  const badStreak = isBad ? Math.min(streak.badStreak + 1, openAfter) : 0;
  const goodStreak = isBad ? 0 : Math.min(streak.goodStreak + 1, closeAfter);
  if (streak.openedAt === null) {
    return { openedAt: badStreak >= openAfter ? timestamp : null, badStreak, goodStreak };
  }
  return { openedAt: goodStreak >= closeAfter ? null : streak.openedAt, badStreak, goodStreak };
}
