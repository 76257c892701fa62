/** Lowest and highest spot factor that the search looks at: a 98 % fall and a tenfold rise. */
export const LIQUIDATION_RANGE = { lowest: 0.02, highest: 10 } as const;

const FIRST_STEP = 0.01;
const STEP_GROWTH = 1.12;
const RELATIVE_TOLERANCE = 1e-10;

/**
 * Finds the common spot factor nearest to 1 (in log distance) at which a margin balance falls below zero.
 *
 * The search walks outwards in both directions at once, in log steps of 1 % that grow by 12 %, until the balance
 * is negative, and bisects the last step to a relative 1e-10. A dip narrower than a step can be missed.
 *
 * @param balance Margin balance in USD when every price that follows spot is multiplied by the factor; >= 0 is safe.
 * @returns The factor; 1 if the balance is below zero already; null if it stays safe from a 98 % fall to a
 *   tenfold rise.
 */
export function liquidationFactor(balance: (factor: number) => number): number | null {
  if (balance(1) < 0) return 1;
  const ends = { down: Math.log(LIQUIDATION_RANGE.lowest), up: Math.log(LIQUIDATION_RANGE.highest) };
  let safe = 0;
  for (let step = FIRST_STEP; safe < Math.max(-ends.down, ends.up); step *= STEP_GROWTH) {
    const next = safe + step;
    const roots = [
      crossing(balance, -safe, Math.max(-next, ends.down)),
      crossing(balance, safe, Math.min(next, ends.up)),
    ];
    const found = roots.filter((root) => root !== null).sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    if (found !== undefined) return Math.exp(found);
    safe = next;
  }
  return null;
}

/** Bisects between a safe and a later log factor; null when the later one is safe as well or out of range. */
function crossing(balance: (factor: number) => number, safeLog: number, laterLog: number): number | null {
  if (Math.abs(laterLog) <= Math.abs(safeLog) || balance(Math.exp(laterLog)) >= 0) return null;
  let safe = safeLog;
  let unsafe = laterLog;
  while (Math.abs(unsafe - safe) > RELATIVE_TOLERANCE) {
    const middle = (safe + unsafe) / 2;
    if (balance(Math.exp(middle)) >= 0) safe = middle;
    else unsafe = middle;
  }
  return safe;
}
