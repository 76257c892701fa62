import { fail, invalid, ok, type Result } from "../result.ts";
import { ssviPoint } from "./ssvi.ts";

/** Knots of Premia's extended SSVI surface: five expiries in years with their theta, psi = theta phi, and rho. */
export interface PremiaSurface {
  readonly tau: readonly number[];
  readonly theta: readonly number[];
  readonly psi: readonly number[];
  readonly rho: readonly number[];
}

/** The four 32-byte words of an `UpdateParameters` event, 0x-prefixed. */
export type PremiaWords = Readonly<Record<keyof PremiaSurface, string>>;

const FIELD_BITS = 51;
const FIELD_SHIFTS = [204n, 153n, 102n, 51n, 0n] as const;
const FIELD_DECIMALS = 1e12;

/** Five signed 51-bit integers of one word, the first in the highest bits. Fails with INVALID_INPUT unless 32 bytes. */
export function decodePremiaWord(word: string): Result<readonly bigint[]> {
  if (!/^0x[0-9a-fA-F]{64}$/.test(word)) return fail(invalid("word", "0x and 64 hexadecimal digits", word));
  const bits = BigInt(word);
  return ok(FIELD_SHIFTS.map((shift) => BigInt.asIntN(FIELD_BITS, bits >> shift)));
}

/** The surface of an event; every field has 12 decimals. */
export function decodePremiaSurface(words: PremiaWords): Result<PremiaSurface> {
  const knots: Partial<Record<keyof PremiaSurface, readonly number[]>> = {};
  for (const field of ["tau", "theta", "psi", "rho"] as const) {
    const decoded = decodePremiaWord(words[field]);
    if (!decoded.ok) return fail(...decoded.issues.map((issue) => ({ ...issue, field })));
    knots[field] = decoded.value.map((value) => Number(value) / FIELD_DECIMALS);
  }
  const { tau = [], theta = [], psi = [], rho = [] } = knots;
  return ok({ tau, theta, psi, rho });
}

/**
 * Volatility per 1.00 at a spot and strike (USD) and time to expiry (years), as VolatilityOracle computes it: before
 * the first knot theta and psi shrink with time, after the last theta grows at its last rate, between them theta, psi
 * and rho psi are linear in time; then SSVI in k = ln(strike / spot).
 *
 * Fails with INVALID_INPUT on a spot, strike or time that is not positive, or knots that do not rise.
 * Source: Premian-Labs/v3-contracts contracts/oracle/VolatilityOracle.sol.
 */
export function premiaVolatility(
  surface: PremiaSurface,
  spot: number,
  strike: number,
  timeToExpiry: number,
): Result<number> {
  for (const [field, value] of Object.entries({ spot, strike, timeToExpiry })) {
    if (!(value > 0 && value < Infinity)) return fail(invalid(field, "positive and finite", value));
  }
  const rising = surface.tau.every((tau, i) => tau > (surface.tau[i - 1] ?? 0));
  if (!rising || surface.tau.length < 2)
    return fail(invalid("tau", "at least two rising expiries", surface.tau));

  const slice = sliceAt(surface, timeToExpiry);
  const phi = slice.psi / slice.theta;
  const k = Math.log(strike / spot);
  const { variance } = ssviPoint({ theta: slice.theta, phi, rho: slice.rho }, k);
  const volatility = Math.sqrt(variance / timeToExpiry);
  return volatility >= 0 ? ok(volatility) : fail(invalid("totalVariance", "at least 0", variance));
}

interface Knot {
  readonly tau: number;
  readonly theta: number;
  readonly psi: number;
  readonly rho: number;
}

function knotAt(surface: PremiaSurface, i: number): Knot {
  return {
    tau: surface.tau[i] ?? NaN,
    theta: surface.theta[i] ?? NaN,
    psi: surface.psi[i] ?? NaN,
    rho: surface.rho[i] ?? NaN,
  };
}

function sliceAt(surface: PremiaSurface, time: number): Knot {
  const first = knotAt(surface, 0);
  if (time < first.tau) {
    const share = time / first.tau;
    return { tau: time, theta: share * first.theta, psi: share * first.psi, rho: first.rho };
  }
  const last = knotAt(surface, surface.tau.length - 1);
  if (time >= last.tau) {
    const before = knotAt(surface, surface.tau.length - 2);
    const growth = (last.theta - before.theta) / (last.tau - before.tau);
    return { ...last, tau: time, theta: last.theta + (time - last.tau) * growth };
  }
  const i = surface.tau.findLastIndex((tau) => tau <= time);
  const left = knotAt(surface, i);
  const right = knotAt(surface, i + 1);
  const share = (time - left.tau) / (right.tau - left.tau);
  const mix = (a: number, b: number) => (1 - share) * a + share * b;
  const psi = mix(left.psi, right.psi);
  const rho = mix(left.rho * left.psi, right.rho * right.psi) / psi;
  return { tau: time, theta: mix(left.theta, right.theta), psi, rho };
}
