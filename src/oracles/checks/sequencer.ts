import type { RuleIdentity } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

export interface SequencerParameters {
  /** How long after the return of the sequencer prices and positions are still catching up. */
  readonly graceSeconds: number;
}

/**
 * The chain's sequencer is down, or has been back for less than an hour: prices on the chain cannot be acted upon, so no feed
 * of the chain is called stale meanwhile. Critical while down, warning in the grace period.
 *
 * Definition: the uptime feed answers 1; or it answers 0 and now - startedAt < 3,600 s. Measured by the feed's own startedAt:
 * the message that the sequencer went down is processed after its return, so the chain sees down and up a few blocks apart.
 * Source: Chainlink's L2 sequencer feeds and the grace period of their sample consumer.
 */
export const sequencer: RuleIdentity & { readonly parameters: SequencerParameters } = {
  name: "sequencer",
  openAfter: 1,
  closeAfter: 1,
  parameters: { graceSeconds: 3600 },
};

export interface SequencerStatus {
  readonly isUp: boolean;
  /** Unix seconds of the last change. */
  readonly since: number;
}

/** Whether feeds of the chain may be judged by their age. */
export function isSettled(status: SequencerStatus | null, now: number, graceSeconds: number): boolean {
  return status === null || (status.isUp && now - status.since >= graceSeconds);
}

export function sequencerVerdict(
  feed: string,
  status: SequencerStatus,
  now: number,
  { graceSeconds }: SequencerParameters,
): Verdict {
  if (isSettled(status, now, graceSeconds)) return null;
  return {
    severity: status.isUp ? "warning" : "critical",
    message: status.isUp
      ? `${feed}: the sequencer has been back for less than ${graceSeconds} s`
      : `${feed}: the sequencer is down`,
    evidence: { isUp: status.isUp, since: status.since, graceSeconds },
  };
}
