import {
  type AbiEvent,
  type AbiParameterToPrimitiveType,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
} from "viem";
import { ClearspanError } from "../../src/errors.ts";
import type { TapeLog } from "./tape.ts";

/** Arguments of an event by parameter name, indexed ones included, each with its plain value. */
export type EventArguments<event extends AbiEvent> = {
  readonly [input in event["inputs"][number] as input["name"] & string]: AbiParameterToPrimitiveType<input>;
};

/**
 * Encodes an event as the log that the contract at `address` would emit. Indexed strings and bytes are given as plain
 * values and hashed here, as Solidity does.
 *
 * @param event an ABI item `as const`, with every parameter named.
 * @throws ClearspanError TAPE_INVALID when an argument is missing or does not fit its type.
 */
export function encodeLog<const event extends AbiEvent>(
  event: event,
  args: EventArguments<event>,
  address: Address,
): TapeLog {
  const values: Record<string, unknown> = { ...args };
  const missing = event.inputs.filter(({ name }) => name === undefined || values[name] === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ name, type }) => name ?? `(unnamed ${type})`).join(", ");
    throw new ClearspanError("TAPE_INVALID", `Event ${event.name} lacks a value for: ${names}.`);
  }
  const abi: readonly AbiEvent[] = [event];
  const plain = event.inputs.filter((input) => !input.indexed);
  try {
    const topics = encodeEventTopics({ abi, eventName: event.name, args: values });
    const data = encodeAbiParameters(
      plain,
      plain.map(({ name }) => values[name ?? ""]),
    );
    return {
      address: address.toLowerCase() as Address,
      topics: topics.flat().filter((topic) => topic !== null),
      data,
    };
  } catch (cause) {
    const details = cause instanceof Error ? cause.message : String(cause);
    throw new ClearspanError("TAPE_INVALID", `Event ${event.name} cannot be encoded.`, { details, cause });
  }
}
