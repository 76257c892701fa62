import { accountTypeDefs } from "./sdl/account.ts";
import { bookTypeDefs } from "./sdl/book.ts";
import { commonTypeDefs } from "./sdl/common.ts";
import { feedTypeDefs } from "./sdl/feeds.ts";
import { mandateTypeDefs } from "./sdl/mandate.ts";
import { marketTypeDefs } from "./sdl/market.ts";
import { queryTypeDefs } from "./sdl/query.ts";
import { rebalanceTypeDefs } from "./sdl/rebalance.ts";

/**
 * The risk types, beside the indexed entities that Ponder adds. Units on the wire: prices, notional, margin and P&L in
 * USD; vega per volatility point, theta and carry per day, rho per 1 %; amounts as decimal strings.
 */
export const riskTypeDefs = [
  commonTypeDefs,
  accountTypeDefs,
  bookTypeDefs,
  feedTypeDefs,
  marketTypeDefs,
  mandateTypeDefs,
  rebalanceTypeDefs,
  queryTypeDefs,
].join("\n");
