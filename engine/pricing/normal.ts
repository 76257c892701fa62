/**
 * The normal distribution in double precision, with relative accuracy in the tails.
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) 631-637;
 * inverse: M. J. Wichura, algorithm AS 241 (PPND16), Appl. Statist. 37 (1988) 477-484.
 */

const INVERSE_SQRT_PI = 0.5641895835477563;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** Below this the error function itself is the better approximation. */
const SMALL = 0.46875;

/** `erf(y) / y` for |y| <= 0.46875, from z = y ** 2. */
function erfOverArgument(z: number): number {
  return (
    ((((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z + 377.485237685302) * z +
      3209.3775891384694) /
    ((((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z + 2844.236833439171)
  );
}

/** `exp(y ** 2) erfc(y)` for y > 0.46875. */
function scaledTail(y: number): number {
  if (y <= 4) {
    return (
      ((((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y +
        66.11919063714163) *
        y +
        298.6351381974001) *
        y +
        881.952221241769) *
        y +
        1712.0476126340707) *
        y +
        2051.0783778260716) *
        y +
        1230.3393547979972) /
      ((((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y +
        1621.3895745666903) *
        y +
        3290.7992357334597) *
        y +
        4362.619090143247) *
        y +
        3439.3676741437216) *
        y +
        1230.3393548037495)
    );
  }
  const z = 1 / (y * y);
  const correction =
    (z *
      (((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z +
        0.12578172611122926) *
        z +
        0.016083785148742275) *
        z +
        0.0006587491615298378)) /
    (((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z +
      0.06051834131244132) *
      z +
      0.0023352049762686918);
  return (INVERSE_SQRT_PI - correction) / y;
}

/** 2 ** 27 + 1: splits a double into halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;

/**
 * `exp(-c y ** 2)` for y >= 0 and c = 1/2 or 1. The rounding error of the square, which the exponent would amplify to c
 * y ** 2 ulps, is computed exactly (Dekker's product) and put back to first order.
 */
function gaussian(c: number, y: number): number {
  if (y > 40) return 0; // underflows for both c, and infinity must not meet the split
  const square = y * y;
  const carried = SPLITTER * y;
  const high = carried - (carried - y);
  const low = y - high;
  const error = high * high - square + 2 * high * low + low * low;
  return Math.exp(-c * square) * (1 - c * error);
}

/** Complementary error function; relative error about 1e-15 wherever the result is a normal number. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= SMALL) return 1 - x * erfOverArgument(x * x);
  const tail = gaussian(1, y) * scaledTail(y);
  return x < 0 ? 2 - tail : tail;
}

/** Scaled complementary error function `exp(x ** 2) erfc(x)`; Infinity below about -26.6. */
export function erfcx(x: number): number {
  const y = Math.abs(x);
  if (y <= SMALL) return Math.exp(x * x) * (1 - x * erfOverArgument(x * x));
  if (x > 0) return scaledTail(y);
  return 2 / gaussian(1, y) - scaledTail(y);
}

/** Standard normal distribution function; relative error about 1e-15 also for large negative x. */
export function normalCdf(x: number): number {
  const y = Math.abs(x) * Math.SQRT1_2;
  if (y <= SMALL) {
    const z = x * Math.SQRT1_2;
    return 0.5 + 0.5 * z * erfOverArgument(z * z);
  }
  // The exponent is taken from x itself: rounding x / sqrt 2 first would cost x ** 2 ulps.
  const tail = 0.5 * gaussian(0.5, Math.abs(x)) * scaledTail(y);
  return x < 0 ? tail : 1 - tail;
}

/** Standard normal density. */
export function normalPdf(x: number): number {
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
}

/** Quantile of the standard normal distribution; relative error about 1e-16. NaN outside [0, 1], infinite at the ends. */
export function inverseNormalCdf(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) *
          r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) *
        r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? Math.sign(q) * Number.POSITIVE_INFINITY : Number.NaN;
  const depth = Math.sqrt(-Math.log(tail));
  const magnitude = depth <= 5 ? middleQuantile(depth - 1.6) : farQuantile(depth - 5);
  return q < 0 ? -magnitude : magnitude;
}

function middleQuantile(r: number): number {
  return (
    (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
      1.2704582524523684) *
      r +
      3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
      1.4234371107496835) /
    (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
      0.14810397642748008) *
      r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
      1)
  );
}

function farQuantile(r: number): number {
  return (
    (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.2965605718285049) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
      0.0007868691311456133) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  );
}
