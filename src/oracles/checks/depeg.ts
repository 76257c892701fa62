import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { Look, UpdateRule } from "./rule.ts";
import { percent, type Severity, type Verdict } from "./verdict.ts";

export interface DepegParameters {
  readonly info: number;
  readonly warning: number;
  readonly critical: number;
}

const parameters: DepegParameters = { info: 0.005, warning: 0.01, critical: 0.02 };

/**
 * An asset left its peg, and every venue that is heard says so: the price is right, the asset is not. Two readings in a row.
 *
 * Definition, d = |p / peg - 1| (wrapped and staked assets: downside only): info past 0.5 %, warning past 1 %, critical past
 * 2 %, unless a fresh independent source stays within 1 % of the peg, which makes it a single venue's. Sources: calm periods
 * reached 0.40 to 1.01 % (one reading), UST's 3,208 hours before its fall 1.04 %; USDC fell through 0.99 and 0.98 within two
 * hours on 2023-03-11.
 */
export const depeg: UpdateRule<DepegParameters> = {
  name: "depeg",
  openAfter: 2,
  closeAfter: 3,
  parameters,
  look: (look, limits) => (isSingleVenue(look, limits) ? null : pegVerdict(look, limits, "left its peg by")),
};

/**
 * One venue's price left the peg while the others hold it: the venue is wrong, not the asset. Opens like a depeg.
 *
 * Definition: the depeg condition, while a fresh independent source is within 1 % of the peg or off to the other side.
 * Sources: USDe on Binance on 2025-10-10 (0.65, while pools stayed above 0.994); DAI on Coinbase on 2020-11-26 (1.30).
 */
export const singleVenueDepeg: UpdateRule<DepegParameters> = {
  name: "single-venue-depeg",
  openAfter: 2,
  closeAfter: 3,
  parameters,
  look: (look, limits) =>
    isSingleVenue(look, limits) ? pegVerdict(look, limits, "alone left the peg by") : pegQuiet(look),
};

function pegQuiet(look: Look): Verdict {
  return look.profile.peg === undefined ? undefined : null;
}

function isSingleVenue({ profile, update, reference }: Look, { warning }: DepegParameters): boolean {
  if (profile.peg === undefined || reference === null) return false;
  const own = update.price / profile.peg.target - 1;
  const other = reference.price / profile.peg.target - 1;
  return Math.abs(other) <= warning || Math.sign(own) !== Math.sign(other);
}

function pegVerdict(
  { profile, update, reference }: Look,
  { info, warning, critical }: DepegParameters,
  what: string,
): Verdict {
  const { peg } = profile;
  if (peg === undefined) return undefined;
  const off = update.price / peg.target - 1;
  const distance = peg.side === "downside" ? Math.max(0, -off) : Math.abs(off);
  const severity: Severity | null =
    distance > critical ? "critical" : distance > warning ? "warning" : distance > info ? "info" : null;
  if (severity === null) return null;
  return {
    severity,
    message: `${profile.asset} ${what} ${percent(off)} on ${labelOf(profile)}`,
    evidence: {
      off,
      target: peg.target,
      rounds: [roundOf(profile, update), ...(reference?.rounds ?? [])],
    },
  };
}
