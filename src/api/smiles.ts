import { deriveSviVolatility } from "../../engine/surface/deriveSvi.ts";
import type * as schema from "../../ponder.schema.ts";

const WAD = 1e18;

/** A smile with its at-the-money volatility at the forward that it was published for. */
export function smileOnWire(row: typeof schema.volSmile.$inferSelect) {
  const { chainId, venue, marketId, expiry, model, publishedAt } = row;
  const head = { chainId, venue, marketId, expiry, model, publishedAt };
  const number = (name: string) => Number(row.parameters[name] ?? Number.NaN) / WAD;
  const forward = number("forward");
  if (model !== "derive-svi" || Number.isNaN(forward)) {
    return { ...head, forwardUsd: null, atmVolatility: null };
  }
  const volatility = deriveSviVolatility(
    {
      a: number("a"),
      b: number("b"),
      rho: number("rho"),
      m: number("m"),
      sigma: number("sigma"),
      forward,
      refTau: number("refTau"),
    },
    forward,
  );
  return { ...head, forwardUsd: forward, atmVolatility: volatility.ok ? volatility.value : null };
}
