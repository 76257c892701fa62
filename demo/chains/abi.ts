import type { Abi, AbiEvent } from "viem";

/** The event of a name in an ABI, with its own type. The ABI must hold one event of that name. */
export function eventOf<const abi extends Abi, Name extends Extract<abi[number], AbiEvent>["name"]>(
  abi: abi,
  name: Name,
): Extract<abi[number], { type: "event"; name: Name }> {
  const item = abi.find((one) => one.type === "event" && one.name === name);
  if (item === undefined) throw new Error(`the ABI has no event ${name}`);
  return item as Extract<abi[number], { type: "event"; name: Name }>;
}
