import { SPOT_FEED_ID } from "../../venues/derive-v2/feeds.ts";
import { DERIVE_V2 } from "../../venues/derive-v2/names.ts";
import type { VenueAdapter, VenueRows, VenueView } from "./adapter.ts";
import { startFindings } from "./derive-v2/findings.ts";
import { bookPositions, readHoldings } from "./derive-v2/holdings.ts";
import { indexRows } from "./derive-v2/lookup.ts";
import { accountMargin } from "./derive-v2/margin.ts";
import { markHoldings } from "./derive-v2/marks.ts";
import { tradableLines } from "./derive-v2/tradable.ts";

/**
 * Derive v2 in the engine's words: one cross netting set a sub-account, marked by the venue's own feeds and margined by
 * the rule of the account's own manager. Quotes, rules and conventions are in `derive-v2/`.
 */
export const deriveV2Adapter: VenueAdapter = { venue: DERIVE_V2, view };

function view(rows: VenueRows): VenueView {
  const findings = startFindings();
  const source = { lookup: indexRows(rows, SPOT_FEED_ID), findings };
  const accounts = rows.accounts
    .map((account) => readHoldings(source, rows, account))
    .filter(({ cash, coins, perps, options, unread }) =>
      [cash !== 0, coins.length, perps.length, options.length, unread.length].some(Boolean),
    );
  const marked = markHoldings(source, accounts);
  const tradable = accounts.flatMap((holdings) => tradableLines(source, marked, holdings));
  const margins = accounts.map((holdings) => ({
    nettingSetId: holdings.setId,
    report: accountMargin(source, holdings),
  }));
  return {
    instruments: [...marked.instruments.values()],
    marks: marked.marks,
    nettingSets: accounts.map(({ setId, account }) => ({
      id: setId,
      chainId: rows.clock.chainId,
      venue: DERIVE_V2,
      account: account.account,
      marginMode: "cross" as const,
    })),
    positions: accounts.flatMap((holdings) => bookPositions(source, holdings)),
    margins,
    tradable,
    rounds: findings.rounds,
    issues: findings.issues,
  };
}
