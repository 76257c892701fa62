import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { Look, UpdateRule } from "./rule.ts";
import type { PoolBlock } from "./state.ts";

export interface FlashSizeMoveParameters {
  /** Ticks moved within a block; a tick is 1 bp. */
  readonly warning: number;
  readonly critical: number;
  /** Share of the move that came back. */
  readonly returned: number;
}

/**
 * A pool moved within one block by what only borrowed money or a giant swap moves it, and came back in that block or the
 * next; or it moved and nobody else did. A pool is a reference, so its price is not to be used until it has settled.
 *
 * Definition, x = log price in ticks of 1.0001, open = x before the block: a block's largest |x - open| > 200 warns, > 500 is
 * critical, when 80 % of it came back by the block's end or the next block's, or when the block still stands away by so much
 * and no fresh independent source confirms the new price within half the move. Sources: a 2 % band is the depth that
 * lenders ask for, 5 % of a reference pool in one block happened in none of 2,980 blocks of USDe on 2025-10-10 (27 ticks) and
 * in no minute of the ETH pool on 2023-08-17 (210); Inverse INV on 2022-04-02 (50 times in one block).
 */
export const flashSizeMove: UpdateRule<FlashSizeMoveParameters> = {
  name: "flash-size-move",
  openAfter: 1,
  closeAfter: 3,
  parameters: { warning: 200, critical: 500, returned: 0.8 },
  look(look, { warning, critical, returned }) {
    const { profile, update, state } = look;
    if (profile.kind !== "pool" || state.block === null) return undefined;
    const now = nextBlock(state.block, blockOf(look), update.price);
    const inBlock = now.block === state.block.block ? excursion(now) : 0;
    const own = Math.abs(now.close - now.open);
    const before = now.block === state.block.block ? state.previousBlock : state.block;
    const cameBack = inBlock > warning && own <= (1 - returned) * inBlock ? inBlock : 0;
    const undone = before === null ? 0 : undoneMove(before, now.close, returned);
    const stands = own > warning && !isConfirmed(look, own) ? own : 0;
    const ticks = Math.max(cameBack, undone > warning ? undone : 0, stands);
    if (ticks === 0) return null;
    return {
      severity: ticks > critical ? "critical" : "warning",
      message: `${labelOf(profile)} moved ${Math.round(ticks)} ticks within a block${ticks === stands ? "" : " and came back"}`,
      evidence: {
        ticks,
        isReturned: ticks !== stands,
        block: { ...now },
        rounds: [
          ...(look.previous === null ? [] : [roundOf(profile, look.previous)]),
          roundOf(profile, update),
        ],
      },
    };
  },
};

/** The block that an update belongs to: its number where it is known, else its second. */
export function blockOf({ update }: Pick<Look, "update">): string {
  return update.round ?? `t${update.time}`;
}

/** The pool's block after a price. A new block opens at the last one's close. */
export function nextBlock(current: PoolBlock | null, block: string, price: number): PoolBlock {
  const tick = Math.log(price) / Math.log(1.0001);
  if (current === null) return { block, open: tick, high: tick, low: tick, close: tick };
  const isSame = current.block === block;
  const open = isSame ? current.open : current.close;
  const high = Math.max(isSame ? current.high : open, tick);
  const low = Math.min(isSame ? current.low : open, tick);
  return { block, open, high, low, close: tick };
}

function excursion({ open, high, low }: PoolBlock): number {
  return Math.max(high - open, open - low);
}

function undoneMove(before: PoolBlock, close: number, returned: number): number {
  const move = before.close - before.open;
  return Math.abs(close - before.open) <= (1 - returned) * Math.abs(move) ? Math.abs(move) : 0;
}

function isConfirmed({ update, reference }: Look, ticks: number): boolean {
  if (reference === null) return false;
  const apart = Math.abs(Math.log(update.price / reference.price)) / Math.log(1.0001);
  return apart <= ticks / 2;
}
