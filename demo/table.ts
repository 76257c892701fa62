import type { DemoReport } from "./query.ts";

const usd = (value: number | null) =>
  value === null
    ? "unknown"
    : value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const amount = (value: number | null, digits = 4) => (value === null ? "-" : value.toFixed(digits));
const percent = (value: number | null) => (value === null ? "-" : `${(value * 100).toFixed(1)} %`);

/** Aligned columns: the first to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join("\n");
}

/** The report as a person reads it in a terminal. */
export function renderReport(report: DemoReport): string {
  const { account, oracleAnomalies, proposeRebalance } = report;
  const sections = [
    `Owner ${account.owner}, as of ${account.asOf.map((a) => `${a.chain} #${a.blockNumber}${a.isFinalized ? "" : "*"}`).join(", ")}  (* a reorg can still undo it)`,
    `Greeks (vega per volatility point, theta and carry per day, USD)\n${table([
      ["", "delta", "delta USD", "gamma USD 1 %", "vega", "theta", "carry", "value USD"],
      ...[...account.byUnderlying, ...account.byVenue, ...account.total].map((row) => [
        row.key,
        amount(row.delta),
        usd(row.deltaUsd),
        usd(row.gammaUsd1Pct),
        usd(row.vega),
        usd(row.theta),
        usd(row.carry),
        usd(row.valueUsd),
      ]),
    ])}`,
    `Netting (USD of delta)\n${table([
      ["", "gross", "enforceable", "informational", "trapped hedge", "net / gross"],
      ...[...account.netting.byUnderlying, { underlying: "total", ...account.netting }].map((row) => [
        row.underlying,
        usd(row.grossUsd),
        usd(row.enforceableUsd),
        usd(row.informationalUsd),
        usd(row.trappedHedgeUsd),
        percent(row.ratio),
      ]),
    ])}`,
    `Margin per netting set (USD)\n${table([
      ["", "model", "initial", "maintenance", "equity", "liquidation at", "distance"],
      ...account.margin.sets.map((set) => [
        shortSet(set.nettingSetId),
        set.model ?? "none",
        usd(set.initialUsd),
        usd(set.maintenanceUsd),
        usd(set.equityUsd),
        usd(set.liquidationPriceUsd),
        percent(set.liquidationDistance),
      ]),
    ])}`,
    `Open oracle anomalies\n${list(oracleAnomalies.edges.map(({ node }) => `${node.severity.toUpperCase()} chain ${node.chainId} ${node.rule}: ${node.message}`))}`,
    `Rebalance proposal: ${proposeRebalance.decision.action}\n  ${proposeRebalance.decision.reason}\n${list(
      proposeRebalance.orders.map(
        (order) =>
          `${order.quantity > 0 ? "buy" : "sell"} ${amount(Math.abs(order.quantity))} of ${order.instrumentId} (${usd(order.notionalUsd)} USD, cost ${usd(order.costUsd)}): ${order.reason}`,
      ),
    )}`,
  ];
  if (account.warnings.length > 0) {
    sections.push(`Warnings\n${list(account.warnings.map(({ code, message }) => `${code}: ${message}`))}`);
  }
  return sections.join("\n\n");
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "  none" : lines.map((line) => `  - ${line}`).join("\n");
}

function shortSet(id: string): string {
  return id.replace(/0x([0-9a-f]{4})[0-9a-f]+([0-9a-f]{4})/g, "0x$1..$2");
}
