import { fail, invalid, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { clusterRisk, correlationTree, inverseRisk } from "./clusterRisk.ts";
import type { Region } from "./constraints.ts";
import { type ClusterNode, cutTree } from "./linkage.ts";
import { nearestAllowed } from "./nearest.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/**
 * Hierarchical equal risk contribution: cuts the cluster tree into `clusters`, splits the weight down the tree's own
 * joints by `1 - risk_left / (risk_left + risk_right)`, where a side's risk is the sum over its clusters, and weights
 * assets inside a cluster by inverse risk. `linkage` defaults to ward, `split` to standard deviation, `clusters` to
 * the gap rule below. Constraints take the nearest portfolio that keeps them.
 * Source: T. Raffinot, The Hierarchical Equal Risk Contribution Portfolio, SSRN 3237540 (2018).
 */
export function hercWeights(
  { covariance, size }: AllocationInput,
  region: Region,
  { linkage = "ward", split = "standard-deviation", clusters }: AllocationOptions,
): Result<Choice> {
  const tree = correlationTree(covariance, linkage);
  if (!tree.ok) return tree;
  const { root, distance } = tree.value;
  const count = clusters ?? gapClusters(root, distance);
  if (!Number.isInteger(count) || count < 1 || count > size)
    return fail(invalid("options.clusters", `a whole number from 1 to ${size}`, count));
  const cut = new Set(cutTree(root, count));
  const weights = new Float64Array(size);
  descend(root, 1);
  return nearestAllowed(weights, region);

  function descend(node: ClusterNode, weight: number): void {
    if (cut.has(node) || node.left === null || node.right === null) {
      const inside = inverseRisk(covariance, node.leaves, split);
      node.leaves.forEach((i, k) => {
        weights[i] = weight * (inside[k] as number);
      });
      return;
    }
    const left = risk(node.left);
    const right = risk(node.right);
    const share = left + right === 0 ? 0.5 : 1 - left / (left + right);
    descend(node.left, weight * share);
    descend(node.right, weight * (1 - share));
  }

  function risk(node: ClusterNode): number {
    if (cut.has(node) || node.left === null || node.right === null)
      return clusterRisk(covariance, node.leaves, split);
    return risk(node.left) + risk(node.right);
  }
}

/**
 * Number of clusters at which the summed mean distance inside clusters bends most: the largest second difference.
 * Source: S. Yue, X. Wang, M. Wei, Application of two-order difference to gap statistic, Trans. Tianjin Univ. 14 (2008).
 */
export function gapClusters(root: ClusterNode, distance: SquareMatrix): number {
  const size = root.leaves.length;
  const most = Math.min(size, Math.max(8, Math.round(Math.sqrt(size))));
  const dispersion = Array.from({ length: most }, (_, k) =>
    cutTree(root, k + 1).reduce((sum, { leaves }) => sum + meanDistance(leaves, distance), 0),
  );
  let best = Math.min(2, size);
  let largest = -Infinity;
  for (let k = 0; k + 2 < most; k++) {
    const bend =
      (dispersion[k + 2] as number) + (dispersion[k] as number) - 2 * (dispersion[k + 1] as number);
    if (bend > largest) {
      largest = bend;
      best = k + 2;
    }
  }
  return best;
}

function meanDistance(leaves: readonly number[], { size, values }: SquareMatrix): number {
  let sum = 0;
  let pairs = 0;
  leaves.forEach((i, a) => {
    for (const j of leaves.slice(a + 1)) {
      sum += values[i * size + j] as number;
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}
