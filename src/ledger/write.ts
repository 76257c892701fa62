import type { Fact, Provenance } from "./facts.ts";
import type { Store } from "./store.ts";
import { writeAccount, writeWallet } from "./tables/account.ts";
import { writeAnomaly, writeWatch } from "./tables/anomaly.ts";
import { writeCollateral } from "./tables/collateral.ts";
import { writeIntegrity } from "./tables/integrity.ts";
import { writeAccrual, writeInstrument, writeMarket, writeParameter } from "./tables/market.ts";
import { writeFeedConfig, writePointer, writeSubmission } from "./tables/oracle.ts";
import { writePendingOutcome, writePendingPrice } from "./tables/pendingPrice.ts";
import { writePool, writePoolLiquidity } from "./tables/pool.ts";
import { writePosition } from "./tables/position.ts";
import { writePhase, writePrice } from "./tables/price.ts";
import { writeForward, writeRate, writeSmile } from "./tables/surface.ts";
import { writeTrade } from "./tables/trade.ts";

/**
 * Writes facts to their tables in order. This and `tables/` are the only code that writes.
 * Every write is an upsert by key of an after-state, so a fact that is told twice changes nothing. Deltas (realised P&L,
 * fees, a pool's liquidity) are the exception: they count each time, and rest on Ponder telling every log once.
 */
export async function writeFacts(store: Store, at: Provenance, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) await writeFact(store, at, fact);
}

function writeFact(store: Store, at: Provenance, fact: Fact): Promise<void> {
  switch (fact.kind) {
    case "account":
      return writeAccount(store, at, fact);
    case "wallet":
      return writeWallet(store, at, fact);
    case "market":
      return writeMarket(store, at, fact);
    case "instrument":
      return writeInstrument(store, at, fact);
    case "position":
      return writePosition(store, at, fact);
    case "collateral":
      return writeCollateral(store, at, fact);
    case "trade":
      return writeTrade(store, at, fact);
    case "parameter":
      return writeParameter(store, at, fact);
    case "accrual":
      return writeAccrual(store, at, fact);
    case "smile":
      return writeSmile(store, at, fact);
    case "forward":
      return writeForward(store, at, fact);
    case "rate":
      return writeRate(store, at, fact);
    case "price":
      return writePrice(store, at, fact);
    case "pool":
      return writePool(store, at, fact);
    case "poolLiquidity":
      return writePoolLiquidity(store, at, fact);
    case "phase":
      return writePhase(store, at, fact);
    case "feedConfig":
      return writeFeedConfig(store, at, fact);
    case "submission":
      return writeSubmission(store, at, fact);
    case "pendingPrice":
      return writePendingPrice(store, at, fact);
    case "pendingOutcome":
      return writePendingOutcome(store, at, fact);
    case "pointer":
      return writePointer(store, at, fact);
    case "anomaly":
      return writeAnomaly(store, at, fact);
    case "watch":
      return writeWatch(store, at, fact);
    case "integrity":
      return writeIntegrity(store, at, fact);
  }
}
