import { ponder } from "ponder:registry";
import type { Address } from "viem";
import type { Fact, Provenance } from "../../ledger/facts.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import type { Store } from "../../ledger/store.ts";
import { record } from "../record.ts";
import { barUpdated, keyOf, optimisticallyPoked, poked } from "./decode.ts";
import { chronicleFeedsOf } from "./feeds.ts";
import { promotePending } from "./promote.ts";

ponder.on("ChronicleScribe:Poked", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  await index(context.db, at, event.log.address, poked(at.chainId, event.log.address, event.args));
});

ponder.on("ChronicleScribe:BarUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  await index(context.db, at, event.log.address, barUpdated(at.chainId, event.log.address, event.args));
});

ponder.on("ChronicleScribeOptimistic:OpPoked", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { pokeData } = event.args;
  const facts = optimisticallyPoked(at.chainId, event.log.address, at.timestamp, pokeData);
  await index(context.db, at, event.log.address, facts);
});

ponder.on("ChronicleScribeOptimistic:OpPokeDataDropped", ({ event, context }) =>
  drop(context.db, provenanceOf(context.chain.id, event), event.log.address),
);

ponder.on("ChronicleScribeOptimistic:OpPokeChallengedSuccessfully", ({ event, context }) =>
  drop(context.db, provenanceOf(context.chain.id, event), event.log.address),
);

/** Silence makes a value final and logs nothing, so a block's clock has to ask. */
ponder.on("ChronicleClock:block", async ({ event, context }) => {
  const now = { chainId: context.chain.id, timestamp: Number(event.block.timestamp) };
  for (const { address, challengeSeconds } of chronicleFeedsOf(now.chainId)) {
    if (challengeSeconds !== null) await promotePending(context.db, now, address);
  }
});

/** What is final by now comes before what the log says. */
async function index(store: Store, at: Provenance, contract: Address, facts: readonly Fact[]): Promise<void> {
  await promotePending(store, at, contract);
  await record(store, at, facts);
}

function drop(store: Store, at: Provenance, contract: Address): Promise<void> {
  return index(store, at, contract, [{ kind: "pendingOutcome", ...keyOf(contract), outcome: "dropped" }]);
}
