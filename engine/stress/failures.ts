import type { Instrument } from "../book/instrument.ts";
import type { NettingSet } from "../book/position.ts";
import { type Issue, invalid } from "../result.ts";

/** Something that breaks at one place while the rest of the market goes on. */
export type Failure =
  /** A feed sleeps through a move of `gap`: instruments priced off it keep their value, all others move. */
  | {
      readonly kind: "staleOracle";
      readonly name: string;
      readonly underlying: string;
      readonly staleInstruments: readonly string[];
      /** Relative, >= 0 and below 1; both directions are tried. See `staleOracleGap`. */
      readonly gap: number;
    }
  /** One venue marks one asset wrongly, relative move, and holds its users to it. */
  | {
      readonly kind: "mispricing";
      readonly name: string;
      readonly venue: string;
      readonly underlying: string;
      readonly move: number;
    }
  /** A stablecoin trades at `priceUsd`: holdings lose, and so does what netting sets that settle in it owe or own. */
  | {
      readonly kind: "depeg";
      readonly name: string;
      readonly stable: string;
      readonly priceUsd: number;
      readonly settledSets: readonly string[];
    }
  /** A venue is gone with a share of every account's positive equity. */
  | {
      readonly kind: "venueOut";
      readonly name: string;
      readonly venue: string;
      readonly lossGivenDefault: number;
    };

/** What is wrong with a failure: numbers outside their domain, and names that the book does not know. */
export function checkFailure(
  failure: Failure,
  path: string,
  nettingSets: readonly NettingSet[],
  instruments: readonly Instrument[],
): Issue[] {
  const issues: Issue[] = [];
  const require = (holds: boolean, field: string, rule: string, value: unknown) => {
    if (!holds) issues.push({ ...invalid(`${path}.${field}`, rule, value), subject: failure.name });
  };
  const hasUnderlying = (underlying: string) => instruments.some((one) => one.underlying === underlying);
  const hasVenue = (venue: string) => nettingSets.some((set) => set.venue === venue);
  switch (failure.kind) {
    case "staleOracle":
      require(failure.gap >= 0 && failure.gap < 1, "gap", "in [0, 1)", failure.gap);
      require(hasUnderlying(
        failure.underlying,
      ), "underlying", "the underlying of a known instrument", failure.underlying);
      for (const [k, id] of failure.staleInstruments.entries()) {
        const known = instruments.some((instrument) => instrument.id === id);
        require(known, `staleInstruments[${k}]`, "the id of a known instrument", id);
      }
      break;
    case "mispricing":
      require(failure.move > -1 &&
        failure.move < Number.POSITIVE_INFINITY, "move", "finite and above -1", failure.move);
      require(hasUnderlying(
        failure.underlying,
      ), "underlying", "the underlying of a known instrument", failure.underlying);
      require(hasVenue(failure.venue), "venue", "the venue of a known netting set", failure.venue);
      break;
    case "depeg":
      require(failure.priceUsd >= 0 &&
        failure.priceUsd < Number.POSITIVE_INFINITY, "priceUsd", "finite and >= 0", failure.priceUsd);
      for (const [k, id] of failure.settledSets.entries()) {
        const known = nettingSets.some((set) => set.id === id);
        require(known, `settledSets[${k}]`, "the id of a known netting set", id);
      }
      break;
    case "venueOut": {
      const { lossGivenDefault } = failure;
      require(lossGivenDefault >= 0 &&
        lossGivenDefault <= 1, "lossGivenDefault", "in [0, 1]", lossGivenDefault);
      require(hasVenue(failure.venue), "venue", "the venue of a known netting set", failure.venue);
    }
  }
  return issues;
}
