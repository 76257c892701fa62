import { gmxV2EventEmitterAbi } from "../../../abis/gmxV2EventEmitter.ts";
import { gmxV2EventEmitter } from "../../catalog/deployments.ts";
import { handledEvents } from "./names.ts";

/**
 * The indexed contract of GMX v2. Handlers, oracle and event libraries are redeployed often; every one of them logs
 * through the EventEmitter, which never changed, so this is the only contract that needs an address. The filter takes
 * the names that have a handler; an indexed string is hashed by the ABI encoder.
 * `from` maps a deployment's first block to the block at which indexing starts.
 */
export function gmxV2Contracts(from: (startBlock: number) => number) {
  const { arbitrum, avalanche } = gmxV2EventEmitter;
  return {
    GmxV2EventEmitter: {
      abi: gmxV2EventEmitterAbi,
      chain: {
        arbitrum: { address: arbitrum.address, startBlock: from(arbitrum.startBlock) },
        avalanche: { address: avalanche.address, startBlock: from(avalanche.startBlock) },
      },
      filter: [
        { event: "EventLog1" as const, args: { eventNameHash: [...handledEvents.EventLog1] } },
        { event: "EventLog2" as const, args: { eventNameHash: [...handledEvents.EventLog2] } },
      ],
    },
  };
}
