import type { Address } from "viem";
import type { IntegrityFact, Provenance } from "../../ledger/facts.ts";
import { EventDataError, EventItems, type EventLogData } from "./eventData.ts";
import { venue } from "./names.ts";

/** One log of the EventEmitter, as the decoders of this folder read it. */
export interface GmxLog {
  readonly at: Provenance;
  /** The EventEmitter, in lower case. */
  readonly emitter: Address;
  readonly msgSender: Address;
  readonly name: string;
  readonly items: EventItems;
}

/** Wraps the decoded arguments of a log. */
export function gmxLog(
  at: Provenance,
  emitter: Address,
  args: { readonly msgSender: Address; readonly eventName: string; readonly eventData: EventLogData },
): GmxLog {
  return {
    at,
    emitter: emitter.toLowerCase() as Address,
    msgSender: args.msgSender.toLowerCase() as Address,
    name: args.eventName,
    items: new EventItems(args.eventName, args.eventData),
  };
}

/**
 * What is written in place of an event that cannot be read: the whole event as evidence, so that nothing is lost.
 * Rethrows anything but an `EventDataError`: a fault of the program must stop the indexer.
 */
export function undecodable(log: GmxLog, error: unknown): IntegrityFact {
  if (!(error instanceof EventDataError)) throw error;
  return {
    kind: "integrity",
    venue,
    subject: log.name,
    rule: "undecodable-event",
    message: error.message,
    evidence: { msgSender: log.msgSender, ...log.items.toJson() },
  };
}
