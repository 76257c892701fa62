import type { BookGreeks } from "../../../engine/book/measures.ts";
import type { NetExposure } from "../../../engine/netting/netTally.ts";
import type { Issue } from "../../../engine/result.ts";
import type { AsOf } from "../store/clocks.ts";

const DAYS_PER_YEAR = 365;
const PER_POINT = 0.01;

/** Greeks in the units of the wire: vega per volatility point, theta and carry per day, rho per 1 %. */
export function greeksOnWire(key: string, greeks: BookGreeks) {
  const [own, second] = [...greeks.byUnderlying.values()];
  const single = second === undefined ? own : undefined;
  return {
    key,
    valueUsd: greeks.valueUsd,
    delta: single?.delta ?? null,
    deltaPa: single?.deltaPa ?? null,
    deltaUsd: greeks.deltaUsd,
    gamma: single?.gamma ?? null,
    gammaUsd1Pct: greeks.gammaUsd1Pct,
    vega: greeks.vega * PER_POINT,
    theta: greeks.theta / DAYS_PER_YEAR,
    rhoSpot: greeks.rhoSpot * PER_POINT,
    rhoForward: greeks.rhoForward * PER_POINT,
    carry: greeks.carryUsdPerYear / DAYS_PER_YEAR,
  };
}

/** The three nets without the ratio that the wire does not carry. */
export function netOnWire(net: NetExposure) {
  const { grossUsd, enforceableUsd, informationalUsd, trappedHedgeUsd, ratio } = net;
  return { grossUsd, enforceableUsd, informationalUsd, trappedHedgeUsd, ratio };
}

/** An issue as a warning. */
export function warningOnWire({ code, message, subject, field }: Issue) {
  return { code, message, subject: subject ?? null, field: field ?? null };
}

/** A chain's clock, with whether a reorg can still undo it. */
export function asOfOnWire(clock: AsOf) {
  return { ...clock, isFinalized: clock.blockNumber <= clock.finalizedBlockNumber };
}

/** A table row as Ponder's own resolvers give it: bigints as decimal strings. */
export function rowOnWire<Row extends Record<string, unknown>>(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === "bigint" ? value.toString() : value,
    ]),
  );
}
