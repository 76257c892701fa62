import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";

/** Usable depth within a price band on the exit side over the position's notional; below 1 the exit moves the price. */
export function depthToTrade(depthUsd: number, notionalUsd: number): Result<number> {
  const issues = [...checkNonNegative("depthUsd", depthUsd), ...checkPositive("notionalUsd", notionalUsd)];
  return issues.length > 0 ? fail(...issues) : ok(depthUsd / notionalUsd);
}

/** Days to close a position at a share `participation`, in (0, 1], of the average daily volume. */
export function daysToExit(
  notionalUsd: number,
  participation: number,
  dailyVolumeUsd: number,
): Result<number> {
  const issues = [
    ...checkNonNegative("notionalUsd", notionalUsd),
    ...checkPositive("dailyVolumeUsd", dailyVolumeUsd),
  ];
  if (!(participation > 0 && participation <= 1)) {
    issues.push(invalid("participation", "in (0, 1]", participation));
  }
  return issues.length > 0 ? fail(...issues) : ok(notionalUsd / (participation * dailyVolumeUsd));
}
