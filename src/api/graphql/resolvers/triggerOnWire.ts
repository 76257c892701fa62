import type { Trigger } from "../../../../engine/rebalance/triggers/trigger.ts";

/** A look at one reason to rebalance, with the numbers behind it in a sentence. */
export function triggerOnWire(trigger: Trigger) {
  const { subject, value, unit, policy, state } = trigger;
  return {
    ...finding(trigger),
    subject,
    isOpen: state.isOpen,
    value,
    limit: policy.openAt,
    unit,
  };
}

function finding(trigger: Trigger): { kind: string; severity: string | null; message: string } {
  const { subject, value } = trigger;
  switch (trigger.kind) {
    case "marginUtilisation": {
      const { requirementUsd, equityUsd } = trigger;
      const message = `${subject} requires ${requirementUsd.toFixed(2)} of ${equityUsd.toFixed(2)} USD of equity`;
      return { kind: "MARGIN_UTILISATION", severity: null, message };
    }
    case "oracleAnomaly": {
      const { action, reasons } = trigger;
      const why = reasons.find((reason) => reason.action === action) ?? reasons[0];
      const message = why?.message ?? `nothing is open against the feeds that price ${subject}`;
      return { kind: "ORACLE_ANOMALY", severity: why?.severity ?? null, message };
    }
    case "volatilityDeviation": {
      const times = Math.sqrt(trigger.varianceRatio).toFixed(2);
      const message = `${subject} moved ${times} times as much as was forecast (p = ${trigger.pValue.toPrecision(2)})`;
      return { kind: "VOLATILITY_DEVIATION", severity: null, message };
    }
    case "weightDrift": {
      const { name, drift } = trigger.largest;
      const message = `${percent(value)} of equity would have to trade, most of it ${name}, which is off by ${percent(drift)}`;
      return { kind: "DELTA_DRIFT", severity: null, message };
    }
    case "skewChange": {
      const message = `skew of ${subject} went from ${trigger.reference} to ${trigger.skew}`;
      return { kind: "SKEW_CHANGE", severity: null, message };
    }
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
