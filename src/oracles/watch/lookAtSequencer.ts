import { outOfOrder } from "../checks/outOfOrder.ts";
import { labelOf } from "../checks/profile.ts";
import type { Update } from "../checks/reading.ts";
import { type SequencerParameters, sequencer, sequencerVerdict } from "../checks/sequencer.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { type FeedRecord, note } from "./feed.ts";
import { placeUpdate } from "./lookAtUpdate.ts";

/**
 * Takes what an uptime feed says: 0 up, anything else down, since `time`. Its messages are queued on the parent chain and come
 * in order, so the newest to arrive holds even when its time goes back; that is an anomaly of its own.
 */
export function lookAtSequencer(
  record: FeedRecord,
  update: Update,
  clock: number | null,
  parameters: SequencerParameters,
): AnomalyChange[] {
  const changes: AnomalyChange[] = [];
  const { state, profile } = record;
  const look = {
    profile,
    update,
    state,
    placed: placeUpdate(record, update, changes),
    previous: null,
    reference: null,
    peers: [],
    quotePrices: () => [],
  };
  note(record, outOfOrder, outOfOrder.look(look, {}), update.time, changes);
  state.sequencer = { isUp: update.price === 0, since: update.time };
  const now = Math.max(update.time, clock ?? update.time);
  note(
    record,
    sequencer,
    sequencerVerdict(labelOf(profile), state.sequencer, now, parameters),
    update.time,
    changes,
  );
  return changes;
}
