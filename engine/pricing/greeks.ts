/**
 * Price and sensitivities of one option, per one base unit held long, in USD.
 * S is the forward for Black-76 and the spot for Black-Scholes with carry.
 */
export interface OptionGreeks {
  readonly price: number;
  /** dV/dS, base units. */
  readonly delta: number;
  /** d2V/dS2, base units per USD. */
  readonly gamma: number;
  /** dV/dvolatility, USD per 1.00. */
  readonly vega: number;
  /** dV/dt in calendar time, USD per year; decay is negative. */
  readonly theta: number;
  /** dV/drate at fixed spot, USD per 1.00: how Deribit reports rho although it prices on futures. */
  readonly rhoSpot: number;
  /** dV/drate at fixed forward, USD per 1.00. */
  readonly rhoForward: number;
  /** d delta/dvolatility. */
  readonly vanna: number;
  /** d vega/dvolatility. */
  readonly volga: number;
  /** d delta/dt in calendar time, per year. */
  readonly charm: number;
  /** d gamma/dS. */
  readonly speed: number;
  /** d gamma/dvolatility. */
  readonly zomma: number;
  /** d volga/dvolatility. */
  readonly ultima: number;
  /** dV/dstrike. */
  readonly dualDelta: number;
}

/** Greeks of a signed quantity in base units: every sensitivity is linear in size, so a short is the exact negative. */
export function scaleGreeks(greeks: OptionGreeks, quantity: number): OptionGreeks {
  return {
    price: quantity * greeks.price,
    delta: quantity * greeks.delta,
    gamma: quantity * greeks.gamma,
    vega: quantity * greeks.vega,
    theta: quantity * greeks.theta,
    rhoSpot: quantity * greeks.rhoSpot,
    rhoForward: quantity * greeks.rhoForward,
    vanna: quantity * greeks.vanna,
    volga: quantity * greeks.volga,
    charm: quantity * greeks.charm,
    speed: quantity * greeks.speed,
    zomma: quantity * greeks.zomma,
    ultima: quantity * greeks.ultima,
    dualDelta: quantity * greeks.dualDelta,
  };
}
