import { describe, expect, it } from "vitest";
import { fitLogHar, forecastLogHar } from "../../../engine/forecast/logHar.ts";
import { fitWeekdayLogHar, forecastWeekdayLogHar } from "../../../engine/forecast/weekdayLogHar.ts";
import golden from "../../fixtures/forecast/garchHar.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, value } from "./value.ts";

const plain = golden.spy.realizedKernel.slice(0, 700).map((volatility) => volatility ** 2);
const season = [1, 1.2, 1.1, 1, 0.9, 0.5, 0.6];

describe("log-HAR with weekdays", () => {
  it("undoes any multiplicative weekly season exactly", () => {
    const seasonal = plain.map((v, i) => v * (season[(i + 3) % 7] as number));
    const base = value(forecastWeekdayLogHar(value(fitWeekdayLogHar(plain, 3)), plain, 3));
    const found = value(forecastWeekdayLogHar(value(fitWeekdayLogHar(seasonal, 3)), seasonal, 3));
    // The factors' geometric mean is 1, so that of the season returns in the level.
    const ratio = (season[(700 + 3) % 7] as number) * base;
    expectWithin(Math.abs(found / ratio - 1), 1e-10);
  });

  it("over whole weeks forecasts what log-HAR does when there is no season", () => {
    const flat = Array.from({ length: 210 }, (_, i) => Math.exp(Math.sin(Math.floor(i / 7))));
    const model = value(fitWeekdayLogHar(flat, 0, 7));
    model.factors.forEach((f) => {
      expectWithin(Math.abs(f - 1), 1e-12);
    });
    const expected = value(forecastLogHar(value(fitLogHar(flat, 7)), flat));
    expectWithin(Math.abs(value(forecastWeekdayLogHar(model, flat, 0)) / expected - 1), 1e-12);
  });

  it("needs the weekday of its first day", () => {
    expect(fields(fitWeekdayLogHar(plain, 7))).toEqual(["firstWeekday"]);
    expect(fields(forecastWeekdayLogHar(value(fitWeekdayLogHar(plain, 0)), plain, 0.5))).toEqual([
      "firstWeekday",
    ]);
    expect(fields(fitWeekdayLogHar([...plain, 0], 0))).toEqual(["variances[700]"]);
    expect(fields(fitWeekdayLogHar([1, 2], 0))).toEqual(["variances.length"]);
  });
});
