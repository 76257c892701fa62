import type { BookPosition } from "../../../engine/book/position.ts";
import type { NetExposure } from "../../../engine/netting/netTally.ts";
import { type NettingReport, netting } from "../../../engine/netting/netting.ts";
import type { WholeBook } from "./read.ts";

/** One owner's positions in the question, netted over every venue and chain that it covers. */
export interface OwnerNets {
  readonly owner: string;
  readonly positions: number;
  readonly report: NettingReport;
}

/** What is added over owners: one owner's short is no hedge of another's long. */
export interface NetSums {
  readonly grossUsd: number;
  readonly enforceableUsd: number;
  readonly informationalUsd: number;
  readonly trappedHedgeUsd: number;
  readonly ratio: number | null;
}

export type ExposureOrder = "GROSS" | "INFORMATIONAL" | "TRAPPED_HEDGE";

const ORDER_KEY = {
  GROSS: "grossUsd",
  INFORMATIONAL: "informationalUsd",
  TRAPPED_HEDGE: "trappedHedgeUsd",
} as const satisfies Record<ExposureOrder, keyof NetSums>;

const NOTHING: NetExposure = {
  grossUsd: 0,
  enforceableUsd: 0,
  informationalUsd: 0,
  trappedHedgeUsd: 0,
  ratio: null,
  enforceableRatio: null,
};

/** Nets a book owner by owner; positions in other underlyings are left aside when one is given. */
export function ownerNets(book: WholeBook, underlying: string | null): OwnerNets[] {
  const byOwner = new Map<string, BookPosition[]>();
  for (const position of book.view.positions) {
    const owner = book.ownerOf(position.nettingSetId);
    const instrument = book.sheet.instruments.get(position.instrumentId);
    if (owner === undefined || (underlying !== null && instrument?.underlying !== underlying)) continue;
    const positions = byOwner.get(owner);
    if (positions === undefined) byOwner.set(owner, [position]);
    else positions.push(position);
  }
  return [...byOwner].map(([owner, positions]) => ({
    owner,
    positions: positions.length,
    report: netting(positions, book.view.nettingSets, book.sheet).report,
  }));
}

/** An owner's nets of one underlying, or added over all. */
export function netsOf(report: NettingReport, underlying: string | null): NetExposure {
  return underlying === null ? report.total : (report.byUnderlying.get(underlying) ?? NOTHING);
}

/** Owners by exposure, the largest first; equal ones in the order of their addresses. */
export function byExposure(
  owners: readonly OwnerNets[],
  underlying: string | null,
  orderBy: ExposureOrder,
): OwnerNets[] {
  const key = ORDER_KEY[orderBy];
  const size = ({ report }: OwnerNets) => netsOf(report, underlying)[key];
  return owners.toSorted((a, b) => size(b) - size(a) || (a.owner < b.owner ? -1 : 1));
}

/** Nets added over owners, of one underlying or of all. */
export function summed(owners: readonly OwnerNets[], underlying: string | null): NetSums {
  const nets = owners.map(({ report }) => netsOf(report, underlying));
  const sum = (of: "grossUsd" | "enforceableUsd" | "informationalUsd") =>
    nets.reduce((total, net) => total + net[of], 0);
  const [grossUsd, enforceableUsd, informationalUsd] = [
    sum("grossUsd"),
    sum("enforceableUsd"),
    sum("informationalUsd"),
  ];
  return {
    grossUsd,
    enforceableUsd,
    informationalUsd,
    trappedHedgeUsd: enforceableUsd - informationalUsd,
    ratio: grossUsd > 0 ? informationalUsd / grossUsd : null,
  };
}

/** Underlyings that any owner holds, in order, each with the signed delta of all owners together. */
export function underlyingsOf(owners: readonly OwnerNets[]): Map<string, number> {
  const net = new Map<string, number>();
  for (const { report } of owners) {
    for (const [name, { netUsd }] of report.byUnderlying) net.set(name, (net.get(name) ?? 0) + netUsd);
  }
  return new Map([...net].sort(([a], [b]) => (a < b ? -1 : 1)));
}
