import type { ExpiryBook } from "./expiryBook.ts";

/** How strongly volatility moves, by tenor. */
export interface VolShockParameters {
  readonly volRangeUp: number;
  readonly volRangeDown: number;
  /** Exponent up to 30 days, and beyond. */
  readonly shortTermPower: number;
  readonly longTermPower: number;
  /** Shortest tenor that the rule tells apart, in seconds. */
  readonly dteFloorSeconds: number;
}

const THIRTY_DAYS = 30 * 86_400;

/**
 * Factors on volatility for one tenor: up = 1 + range m, down = max(0, 1 - range m), with
 * m = (30 days / max(tenor, floor)) ^ power. Source: derivexyz/v2-core PMRMLib.
 */
export function volShockFactors(
  secondsToExpiry: number,
  parameters: VolShockParameters,
): { up: number; down: number } {
  const power = secondsToExpiry <= THIRTY_DAYS ? parameters.shortTermPower : parameters.longTermPower;
  const multiple = (THIRTY_DAYS / Math.max(secondsToExpiry, parameters.dteFloorSeconds)) ** power;
  return {
    up: 1 + parameters.volRangeUp * multiple,
    down: Math.max(0, 1 - parameters.volRangeDown * multiple),
  };
}

/** Every volatility of a book times a factor, but not below a floor. */
export function shockedVolatility(book: ExpiryBook, factor: number, floor: number): Float64Array {
  return book.volatility.map((volatility) => Math.max(floor, volatility * factor));
}
