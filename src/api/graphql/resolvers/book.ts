import { ClearspanError } from "../../../errors.ts";
import {
  byExposure,
  type ExposureOrder,
  netsOf,
  type OwnerNets,
  ownerNets,
  summed,
  underlyingsOf,
} from "../../book/exposures.ts";
import { type BookFilter, readWholeBook, type WholeBook } from "../../book/read.ts";
import type { ApiContext } from "../context.ts";
import { MAX_PAGE } from "../limits.ts";
import { asOfOnWire, netOnWire, warningOnWire } from "../wire.ts";

interface BookArgs extends BookFilter {
  readonly underlying?: string | null;
}

interface ExposureArgs extends BookArgs {
  readonly orderBy: ExposureOrder;
  readonly first: number;
  /** The owner after whom the page begins. */
  readonly after?: string | null;
}

/** `exposures` and `nettingSummary`: the whole book, for risk teams. */
export const bookResolvers = {
  Query: {
    nettingSummary: async (_: unknown, args: BookArgs, { db, wallClock }: ApiContext) => {
      const book = await readWholeBook(db, args, wallClock());
      const underlying = symbolOf(args);
      const owners = ownerNets(book, underlying);
      return {
        ...summed(owners, underlying),
        byUnderlying: [...underlyingsOf(owners)].map(([name, netUsd]) => ({
          underlying: name,
          netUsd,
          ...summed(owners, name),
        })),
        owners: owners.length,
        ...provenance(book),
      };
    },
    exposures: async (_: unknown, args: ExposureArgs, { db, wallClock }: ApiContext) => {
      const { first, after, orderBy } = args;
      if (first < 1 || first > MAX_PAGE) {
        throw new ClearspanError("LIMIT_EXCEEDED", `first must be between 1 and ${MAX_PAGE}, got ${first}.`);
      }
      const book = await readWholeBook(db, args, wallClock());
      const underlying = symbolOf(args);
      const all = byExposure(ownerNets(book, underlying), underlying, orderBy);
      const from = after ? all.findIndex(({ owner }) => owner === after.toLowerCase()) + 1 : 0;
      if (after && from === 0) {
        throw new ClearspanError("BAD_USER_INPUT", `after names no owner of this answer: ${after}.`, {
          details:
            "Pass the endCursor of the page before; an owner who closed everything is no longer there.",
        });
      }
      const page = all.slice(from, from + first);
      return {
        edges: page.map((nets) => ({ cursor: nets.owner, node: exposureOnWire(nets, underlying) })),
        pageInfo: { hasNextPage: from + first < all.length, endCursor: page.at(-1)?.owner ?? null },
        ...provenance(book),
      };
    },
  },
};

function symbolOf({ underlying }: BookArgs): string | null {
  return underlying ? underlying.toUpperCase() : null;
}

function exposureOnWire({ owner, positions, report }: OwnerNets, underlying: string | null) {
  const netUsd = underlying === null ? null : (report.byUnderlying.get(underlying)?.netUsd ?? 0);
  return { owner, positions, netUsd, ...netOnWire(netsOf(report, underlying)) };
}

function provenance({ warnings, clocks, rows }: WholeBook) {
  const chains = new Set(rows.map(({ clock }) => clock.chainId));
  return {
    warnings: warnings.map(warningOnWire),
    asOf: clocks.filter(({ chainId }) => chains.has(chainId)).map(asOfOnWire),
  };
}
