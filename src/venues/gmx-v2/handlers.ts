import { type Context, ponder } from "ponder:registry";
import { instrument, marketAccrual, position, trade } from "ponder:schema";
import type { Address } from "viem";
import type { Fact } from "../../ledger/facts.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import type { Store } from "../../ledger/store.ts";
import { record } from "../../oracles/record.ts";
import { borrowing } from "./borrowing.ts";
import { statelessDecoders } from "./decode.ts";
import { type GmxLog, gmxLog, undecodable } from "./eventLog.ts";
import { accrualName, venue } from "./names.ts";
import { autoDeleverage, autoDeleveragedAccount, type DecreaseTrade, MAX_LOGS_BETWEEN } from "./orders.ts";
import { type PositionBefore, positionDecrease, positionIncrease, positionKey } from "./positions.ts";

ponder.on("GmxV2EventEmitter:EventLog1", ({ event, context }) =>
  index(context, gmxLog(provenanceOf(context.chain.id, event), event.log.address, event.args)),
);

ponder.on("GmxV2EventEmitter:EventLog2", ({ event, context }) =>
  index(context, gmxLog(provenanceOf(context.chain.id, event), event.log.address, event.args)),
);

async function index({ db }: Context, log: GmxLog): Promise<void> {
  let facts: Fact[];
  try {
    facts = await read(db, log);
  } catch (error) {
    facts = [undecodable(log, error)];
  }
  await record(db, log.at, facts);
}

async function read(db: Store, log: GmxLog): Promise<Fact[]> {
  switch (log.name) {
    case "PositionIncrease":
      return positionIncrease(log, await positionBefore(db, log));
    case "PositionDecrease":
      return positionDecrease(log, await positionBefore(db, log));
    case "Borrowing":
      return borrowing(log, await borrowingSide(db, log));
    case "OrderExecuted": {
      const account = autoDeleveragedAccount(log);
      return account === null ? [] : autoDeleverage(log, account, await lastDecrease(db, log, account));
    }
    default:
      return statelessDecoders[log.name]?.(log) ?? [];
  }
}

async function positionBefore(db: Store, log: GmxLog): Promise<PositionBefore> {
  const { chainId } = log.at;
  const key = positionKey(log);
  return {
    row: await db.find(position, { chainId, ...key }),
    instrument: await db.find(instrument, { chainId, venue, instrumentId: key.instrumentId }),
  };
}

async function borrowingSide(db: Store, log: GmxLog): Promise<bigint | null> {
  const marketId: Address = log.items.address("market");
  const key = { chainId: log.at.chainId, venue, marketId, name: accrualName.borrowingSide };
  return (await db.find(marketAccrual, key))?.value ?? null;
}

/** The account's nearest decrease before this log, by the trade's primary key. */
async function lastDecrease(db: Store, log: GmxLog, account: string): Promise<DecreaseTrade | null> {
  const { chainId, blockNumber, logIndex } = log.at;
  for (let before = logIndex - 1; before >= 0 && before >= logIndex - MAX_LOGS_BETWEEN; before--) {
    const row = await db.find(trade, { chainId, blockNumber, logIndex: before, account });
    if (row?.venue === venue && row.kind === "decrease") return row;
  }
  return null;
}
