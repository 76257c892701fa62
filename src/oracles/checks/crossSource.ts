import type { JsonObject } from "../../ledger/json.ts";
import { type Disagreement, leaveOneOut, pairDisagreement, type Quote } from "./disagreement.ts";
import type { RuleIdentity } from "./rule.ts";
import { percent, type Verdict } from "./verdict.ts";

export interface CrossSourceParameters {
  /** Noise between two healthy oracles of one asset beyond their own bands. */
  readonly margin: number;
  readonly madFactor: number;
}

/**
 * Independent sources of one asset disagree. Two looks in a row open it, three good ones close it.
 *
 * Definition: two fresh sources, |p_a / p_b - 1| > b_a + b_b + 0.25 %: kept on the source with the promise, since two cannot
 * say who is wrong; three or more, each against the median of the others with k = 5 robust deviations: kept on the one at
 * fault. Critical past twice the limit. Sources: yearn/monitoring stables/oracles.py (band + 25 bp); a flat 1 % rule misfired
 * there on cbBTC, whose band is 2 %; measured |Chainlink - Binance| p99.9 0.58 %, max 1.32 % with b = 0.5 %. Incidents:
 * Compound DAI 2020, Synthetix sKRW 2019, USDe on Binance 2025.
 */
export const crossSource: RuleIdentity & { readonly parameters: CrossSourceParameters } = {
  name: "cross-source-deviation",
  openAfter: 2,
  closeAfter: 3,
  parameters: { margin: 0.0025, madFactor: 5 },
};

/** The look at two sources; the verdict belongs to `a`. */
export function pairVerdict(
  a: Quote,
  b: Quote,
  describe: (disagreement: Disagreement) => { readonly message: string; readonly evidence: JsonObject },
  { margin }: CrossSourceParameters = crossSource.parameters,
): Verdict {
  return verdictOf(pairDisagreement(a, b, margin), describe);
}

/** The looks at three or more sources, one verdict for each, in their order. */
export function panelVerdicts(
  quotes: readonly Quote[],
  describe: (disagreement: Disagreement, index: number) => { message: string; evidence: JsonObject },
  { margin, madFactor }: CrossSourceParameters = crossSource.parameters,
): Verdict[] {
  return leaveOneOut(quotes, margin, madFactor).map((found, i) =>
    verdictOf(found, (disagreement) => describe(disagreement, i)),
  );
}

export function limitsPassed({ apart, limit }: Disagreement): string {
  return `by ${percent(apart)}, more than ${percent(limit)}`;
}

function verdictOf(
  disagreement: Disagreement,
  describe: (disagreement: Disagreement) => { readonly message: string; readonly evidence: JsonObject },
): Verdict {
  const { apart, limit } = disagreement;
  if (Math.abs(apart) <= limit) return null;
  return { severity: Math.abs(apart) > 2 * limit ? "critical" : "warning", ...describe(disagreement) };
}
