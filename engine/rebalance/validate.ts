import { type Issue, invalid } from "../result.ts";
import type { RebalanceInput, RebalanceLeg, RebalanceNettingSet } from "./input.ts";
import { validateTerms, validateTransfers } from "./validateTerms.ts";

/** Every field outside its domain, by path such as `nettingSets[0].legs[2].lot`. */
export function validateRebalance(input: RebalanceInput): Issue[] {
  const issues: Issue[] = [];
  const check = (holds: boolean, field: string, rule: string, value: unknown) => {
    if (!holds) issues.push(invalid(field, rule, value));
  };
  const nonNegative = (field: string, value: number) =>
    check(Number.isFinite(value) && value >= 0, field, "finite and >= 0", value);
  const { mandate, nettingSets } = input;
  check(
    Number.isFinite(mandate.horizonYears) && mandate.horizonYears > 0,
    "mandate.horizonYears",
    "finite and > 0",
    mandate.horizonYears,
  );
  nonNegative("mandate.marginChargePerYear", mandate.marginChargePerYear);
  nonNegative("mandate.minimumNetUsd", mandate.minimumNetUsd);
  if (mandate.maxUtilisation !== undefined) nonNegative("mandate.maxUtilisation", mandate.maxUtilisation);
  if (mandate.confidence !== undefined) {
    nonNegative("mandate.confidence.relativeError", mandate.confidence.relativeError);
    nonNegative("mandate.confidence.standardErrors", mandate.confidence.standardErrors);
  }
  mandate.keep.forEach(({ greek, relativeTolerance }, k) => {
    nonNegative(`mandate.keep[${k}].relativeTolerance`, relativeTolerance);
    const first = mandate.keep.findIndex((other) => other.greek === greek);
    check(first === k, `mandate.keep[${k}].greek`, "unique", greek);
  });
  nettingSets.forEach((set, s) => {
    const first = nettingSets.findIndex((other) => other.id === set.id);
    check(first === s, `nettingSets[${s}].id`, "unique", set.id);
    validateSet(set, `nettingSets[${s}]`, check);
  });
  validateTransfers(input, check);
  if (input.terms !== undefined) validateTerms(input.terms, input, check);
  return issues;
}

/** Notes an issue of a field unless its rule holds. */
export type Check = (holds: boolean, field: string, rule: string, value: unknown) => void;

function validateSet(set: RebalanceNettingSet, path: string, check: Check): void {
  check(Number.isFinite(set.equityUsd), `${path}.equityUsd`, "finite", set.equityUsd);
  const sent = set.maxSentUsd ?? Infinity;
  check(sent >= 0, `${path}.maxSentUsd`, ">= 0", sent);
  const seen = new Set<string>();
  set.legs.forEach((leg, i) => {
    check(
      !seen.has(leg.instrumentId),
      `${path}.legs[${i}].instrumentId`,
      "unique in its set",
      leg.instrumentId,
    );
    seen.add(leg.instrumentId);
    validateLeg(leg, `${path}.legs[${i}]`, check);
  });
  set.margin.forEach((block, b) => {
    block.pieces.forEach((piece, p) => {
      const at = `${path}.margin[${b}].pieces[${p}]`;
      check(Number.isFinite(piece.constantUsd), `${at}.constantUsd`, "finite", piece.constantUsd);
      check(
        piece.usdPerUnit.length === set.legs.length && piece.usdPerUnit.every(Number.isFinite),
        `${at}.usdPerUnit`,
        "one finite number per leg",
        `${piece.usdPerUnit.length} numbers for ${set.legs.length} legs`,
      );
    });
  });
}

function validateLeg(leg: RebalanceLeg, path: string, check: Check): void {
  for (const field of ["quantity", "carryLongUsdPerYear", "carryShortUsdPerYear"] as const) {
    check(Number.isFinite(leg[field]), `${path}.${field}`, "finite", leg[field]);
  }
  for (const field of ["feeBps", "halfSpreadBps", "lot", "minimumTrade"] as const) {
    check(Number.isFinite(leg[field]) && leg[field] >= 0, `${path}.${field}`, "finite and >= 0", leg[field]);
  }
  const optional = {
    "impact.coefficientUsd": leg.impact?.coefficientUsd ?? 0,
    fixedCostUsd: leg.fixedCostUsd ?? 0,
    permanentImpactUsdPerUnit2: leg.permanentImpactUsdPerUnit2 ?? 0,
  };
  for (const [field, value] of Object.entries(optional)) {
    check(Number.isFinite(value) && value >= 0, `${path}.${field}`, "finite and >= 0", value);
  }
  if (leg.oracle.policy === "widen") {
    const factor = leg.oracle.varianceFactor;
    const field = `${path}.oracle.varianceFactor`;
    check(Number.isFinite(factor) && factor >= 1, field, "finite and >= 1", factor);
  }
  const notional = leg.notionalUsdPerUnit;
  check(Number.isFinite(notional) && notional > 0, `${path}.notionalUsdPerUnit`, "finite and > 0", notional);
  for (const [greek, value] of Object.entries(leg.greeksPerUnit)) {
    check(Number.isFinite(value), `${path}.greeksPerUnit.${greek}`, "finite", value);
  }
  const low = leg.minPosition ?? -Infinity;
  const high = leg.maxPosition ?? Infinity;
  check(low <= high, `${path}.minPosition`, "<= maxPosition", `${low} > ${high}`);
  const most = leg.maxTrade ?? Infinity;
  check(most >= 0, `${path}.maxTrade`, ">= 0", most);
}
