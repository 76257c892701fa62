import { splitCovariance } from "../covariance/correlation.ts";
import { ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { type ClusterNode, clusterTree, correlationDistance, type Linkage } from "./linkage.ts";

/** Which risk clusters are split by, and the assets inside a cluster weighted by the inverse of. */
export type RiskSplit = "variance" | "standard-deviation";

/** The tree of a covariance's correlations and the distances it was built from. */
export function correlationTree(
  covariance: SquareMatrix,
  linkage: Linkage,
): Result<{ readonly root: ClusterNode; readonly distance: SquareMatrix }> {
  const parts = splitCovariance(covariance);
  if (!parts.ok) return parts;
  const distance = correlationDistance(parts.value.correlation);
  return ok({ root: clusterTree(distance, linkage), distance });
}

/** Weights in proportion to the inverse risk of each member; sum to 1. */
export function inverseRisk(
  { size, values }: SquareMatrix,
  members: readonly number[],
  split: RiskSplit,
): Float64Array {
  const inverse = Float64Array.from(members, (i) => {
    const variance = values[i * (size + 1)] as number;
    return 1 / (split === "variance" ? variance : Math.sqrt(variance));
  });
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => value / total);
}

/** Risk of the members held in proportion to their inverse risk. */
export function clusterRisk(covariance: SquareMatrix, members: readonly number[], split: RiskSplit): number {
  const weights = inverseRisk(covariance, members, split);
  let variance = 0;
  members.forEach((i, a) => {
    members.forEach((j, b) => {
      const entry = covariance.values[i * covariance.size + j] as number;
      variance += (weights[a] as number) * (weights[b] as number) * entry;
    });
  });
  return split === "variance" ? variance : Math.sqrt(Math.max(0, variance));
}
