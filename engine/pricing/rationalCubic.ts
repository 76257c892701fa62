/**
 * Shape-preserving rational cubic on one interval. R. Delbourgo and J. A. Gregory, "Shape preserving piecewise
 * rational interpolation", SIAM J. Sci. Stat. Comput. 6 (1985) 967-976.
 */
export interface CubicEnds {
  readonly left: number;
  readonly right: number;
  readonly valueLeft: number;
  readonly valueRight: number;
  readonly slopeLeft: number;
  readonly slopeRight: number;
}

/** Below this control parameter the denominator could vanish inside the interval; -1 is its exact limit. */
const MIN_CONTROL = -(1 - Math.sqrt(Number.EPSILON));
/** From here on the curve is its chord to the last digit. */
const MAX_CONTROL = 2 / (Number.EPSILON * Number.EPSILON);

/** Value at `at` of the interpolant with the given control parameter (3 is the plain cubic). */
export function rationalCubic(ends: CubicEnds, at: number, control: number): number {
  const { left, right, valueLeft, valueRight, slopeLeft, slopeRight } = ends;
  const width = right - left;
  if (width <= 0) return 0.5 * (valueLeft + valueRight);
  const t = (at - left) / width;
  const u = 1 - t;
  if (control >= MAX_CONTROL) return valueRight * t + valueLeft * u;
  const numerator =
    valueRight * t * t * t +
    (control * valueRight - width * slopeRight) * t * t * u +
    (control * valueLeft + width * slopeLeft) * t * u * u +
    valueLeft * u * u * u;
  return numerator / (1 + (control - 3) * t * u);
}

/**
 * Control parameter that matches a second derivative at one end, raised where needed to keep the data's monotony and
 * convexity. `preferShape` decides for a straight segment: keep it straight.
 */
export function controlForSecondDerivative(
  ends: CubicEnds,
  end: "left" | "right",
  secondDerivative: number,
  preferShape: boolean,
): number {
  const width = ends.right - ends.left;
  const chord = (ends.valueRight - ends.valueLeft) / width;
  const numerator = 0.5 * width * secondDerivative + (ends.slopeRight - ends.slopeLeft);
  const denominator = end === "left" ? chord - ends.slopeLeft : ends.slopeRight - chord;
  const fitted =
    numerator === 0
      ? 0
      : denominator === 0
        ? numerator > 0
          ? MAX_CONTROL
          : MIN_CONTROL
        : numerator / denominator;
  return Math.max(fitted, shapeControl(ends.slopeLeft, ends.slopeRight, chord, preferShape));
}

/** Smallest control parameter that preserves the shape of the data. */
function shapeControl(slopeLeft: number, slopeRight: number, chord: number, preferShape: boolean): number {
  const monotone = slopeLeft * chord >= 0 && slopeRight * chord >= 0;
  const convex = slopeLeft <= chord && chord <= slopeRight;
  const concave = slopeLeft >= chord && chord >= slopeRight;
  let control = MIN_CONTROL;
  if (monotone) {
    if (chord !== 0) control = Math.max(control, (slopeRight + slopeLeft) / chord);
    else if (preferShape) return MAX_CONTROL;
  }
  if (convex || concave) {
    const change = slopeRight - slopeLeft;
    if (chord !== slopeLeft && slopeRight !== chord) {
      control = Math.max(
        control,
        Math.abs(change / (slopeRight - chord)),
        Math.abs(change / (chord - slopeLeft)),
      );
    } else if (preferShape) return MAX_CONTROL;
  } else if (monotone && preferShape) return MAX_CONTROL;
  return control;
}
