import { sequencersOf } from "../../oracles/sources.ts";
import type { OwnerRisk } from "../account/read.ts";
import { marketOf, readMarketRows } from "../market/read.ts";
import type { Database } from "../store/clocks.ts";
import type { OracleView } from "./oraclePolicy.ts";

/** Reads what the oracle watch says of every underlying in an owner's book, and of its chains' sequencers. */
export async function readOracleView(db: Database, { sheet, clocks, view }: OwnerRisk): Promise<OracleView> {
  const underlyings = [...new Set([...sheet.instruments.values()].map(({ underlying }) => underlying))];
  const chainIds = [...new Set(view.nettingSets.map(({ chainId }) => chainId))];
  const sequencers = chainIds.flatMap((chainId) => sequencersOf(chainId).map(({ asset }) => asset));
  const rows = await readMarketRows(db, [...underlyings, ...new Set(sequencers)]);
  return {
    markets: new Map(underlyings.map((asset) => [asset, marketOf(asset, clocks, rows)])),
    sequencerAnomalies: (chainId) =>
      rows.anomalies.filter(
        (row) =>
          row.chainId === chainId &&
          sequencersOf(chainId).some(
            ({ address, feedId }) => address === row.address && feedId === row.feedId,
          ),
      ),
  };
}
