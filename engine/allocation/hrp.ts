import type { Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { clusterRisk, correlationTree, type RiskSplit } from "./clusterRisk.ts";
import type { Region } from "./constraints.ts";
import { optimalLeafOrder } from "./leafOrder.ts";
import { nearestAllowed } from "./nearest.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/**
 * Hierarchical risk parity: orders the assets by a cluster tree of their correlations, then halves the list again and
 * again and splits the weight by `1 - risk_left / (risk_left + risk_right)`. Libraries differ, so each choice is
 * explicit: `linkage` (default single), `leafOrder` (default `tree`), `split` (default variance). Bounds cap each
 * split on the way down; groups and concentration take the nearest portfolio that keeps them.
 * Halving depends on the order of equal leaves: permuting the input may change the result.
 * Source: M. Lopez de Prado, J. Portfolio Management 42 (2016); bounds as in skfolio.
 */
export function hrpWeights(
  { covariance }: AllocationInput,
  region: Region,
  { linkage = "single", leafOrder = "tree", split = "variance" }: AllocationOptions,
): Result<Choice> {
  const tree = correlationTree(covariance, linkage);
  if (!tree.ok) return tree;
  const { root, distance } = tree.value;
  const order = leafOrder === "tree" ? [...root.leaves] : optimalLeafOrder(root, distance);
  return nearestAllowed(recursiveBisection(covariance, order, split, region), region);
}

/** Weights by halving a list of assets again and again; sum to 1, within the bounds as far as they can be held. */
export function recursiveBisection(
  covariance: SquareMatrix,
  order: readonly number[],
  split: RiskSplit,
  region: Region,
): Float64Array {
  const weights = new Float64Array(covariance.size);
  halve(order, 1);
  return weights;

  function halve(members: readonly number[], weight: number): void {
    if (members.length === 1) {
      weights[members[0] as number] = weight;
      return;
    }
    const middle = Math.floor(members.length / 2);
    const left = members.slice(0, middle);
    const right = members.slice(middle);
    const share = capped(weight, left, right, leftShare(left, right));
    halve(left, weight * share);
    halve(right, weight * (1 - share));
  }

  function leftShare(left: readonly number[], right: readonly number[]): number {
    const a = clusterRisk(covariance, left, split);
    const b = clusterRisk(covariance, right, split);
    return a + b === 0 ? 0.5 : 1 - a / (a + b);
  }

  /** The share pulled into what the bounds of both halves can hold. */
  function capped(weight: number, left: readonly number[], right: readonly number[], share: number): number {
    const total = (bounds: Float64Array, members: readonly number[]) =>
      members.reduce((sum, i) => sum + (bounds[i] as number), 0) / (weight * region.budget);
    const kept = Math.min(total(region.upper, left), Math.max(total(region.lower, left), share));
    return 1 - Math.min(total(region.upper, right), Math.max(total(region.lower, right), 1 - kept));
  }
}
