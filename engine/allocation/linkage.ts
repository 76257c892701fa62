import type { SquareMatrix } from "../solvers/dense.ts";

/** How the distance of two clusters follows from the distances of their parts. */
export type Linkage = "single" | "complete" | "average" | "ward";

/** A leaf holds one asset; a joint holds the clusters it was made of, the one with the smaller id on the left. */
export interface ClusterNode {
  /** Leaves 0 to n - 1, then joints in the order of their making. */
  readonly id: number;
  readonly height: number;
  readonly left: ClusterNode | null;
  readonly right: ClusterNode | null;
  /** Assets from left to right. */
  readonly leaves: readonly number[];
}

/**
 * Agglomerative clustering: joins the two nearest clusters until one is left, by the Lance-Williams update. Ties go to
 * the pair that comes first. Cubic in the number of assets.
 * Source: G. Lance, W. Williams, Computer Journal 9 (1967); ward on distances as in SciPy.
 */
export function clusterTree(distance: SquareMatrix, linkage: Linkage): ClusterNode {
  const { size } = distance;
  const d = Array.from({ length: size }, (_, i) => distance.values.slice(i * size, (i + 1) * size));
  const nodes: (ClusterNode | null)[] = d.map((_, id) => ({
    id,
    height: 0,
    left: null,
    right: null,
    leaves: [id],
  }));
  for (let step = 0; step < size - 1; step++) {
    const [i, j] = nearestPair(d, nodes);
    const a = nodes[i] as ClusterNode;
    const b = nodes[j] as ClusterNode;
    const height = d[i]?.[j] as number;
    for (let k = 0; k < size; k++) {
      const other = nodes[k];
      if (k === i || k === j || other === null || other === undefined) continue;
      const sizes = [a.leaves.length, b.leaves.length, other.leaves.length] as const;
      const updated = joined(linkage, d[i]?.[k] as number, d[j]?.[k] as number, height, sizes);
      (d[i] as Float64Array)[k] = updated;
      (d[k] as Float64Array)[i] = updated;
    }
    const [left, right] = a.id < b.id ? [a, b] : [b, a];
    nodes[i] = { id: size + step, height, left, right, leaves: [...left.leaves, ...right.leaves] };
    nodes[j] = null;
  }
  return nodes[0] as ClusterNode;
}

function nearestPair(d: readonly Float64Array[], nodes: readonly (ClusterNode | null)[]): [number, number] {
  let best: [number, number] = [0, 0];
  let least = Infinity;
  for (let i = 0; i < d.length; i++) {
    if (nodes[i] === null) continue;
    const row = d[i] as Float64Array;
    for (let j = i + 1; j < d.length; j++) {
      if (nodes[j] === null || (row[j] as number) >= least) continue;
      least = row[j] as number;
      best = [i, j];
    }
  }
  return best;
}

function joined(
  linkage: Linkage,
  toA: number,
  toB: number,
  height: number,
  [a, b, k]: readonly [number, number, number],
): number {
  switch (linkage) {
    case "single":
      return Math.min(toA, toB);
    case "complete":
      return Math.max(toA, toB);
    case "average":
      return (a * toA + b * toB) / (a + b);
    case "ward":
      return Math.sqrt(((a + k) * toA * toA + (b + k) * toB * toB - k * height * height) / (a + b + k));
  }
}

/** The clusters that are left when only `count` of them may remain. */
export function cutTree(root: ClusterNode, count: number): readonly ClusterNode[] {
  let clusters: readonly ClusterNode[] = [root];
  while (clusters.length < count) {
    const newest = clusters.reduce((latest, node) => (node.id > latest.id ? node : latest));
    if (newest.left === null || newest.right === null) break;
    const { left, right } = newest;
    clusters = clusters.flatMap((node) => (node === newest ? [left, right] : [node]));
  }
  return clusters;
}

/** Distance of assets by correlation, `sqrt((1 - rho) / 2)`: a metric. Source: R. Mantegna, Eur. Phys. J. B 11 (1999). */
export function correlationDistance({ size, values }: SquareMatrix): SquareMatrix {
  return { size, values: values.map((rho) => Math.sqrt(Math.max(0, (1 - rho) / 2))) };
}
