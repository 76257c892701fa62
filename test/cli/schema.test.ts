import { describe, expect, expectTypeOf, it, test } from "vitest";
import * as z from "zod";
import type { Calculation } from "../../cli/calculation.ts";
import { commands } from "../../cli/commands.ts";
import type { derivePm2Input } from "../../cli/margin/derivePm2.ts";
import type { instrumentSchema, markSchema, positionSchema } from "../../cli/schema/book.ts";
import type { rebalanceInputSchema } from "../../cli/schema/rebalance.ts";
import type { scenarioSchema } from "../../cli/schema/scenario.ts";
import type { Instrument } from "../../engine/book/instrument.ts";
import type { Mark } from "../../engine/book/market.ts";
import type { BookPosition } from "../../engine/book/position.ts";
import type { Scenario } from "../../engine/book/scenario.ts";
import type { RawPm2Holdings, RawPm2Parameters, RawPm2Quotes } from "../../engine/margin/derive/rawPm2.ts";
import type { CollateralMandate, RebalanceInput, RebalanceLeg } from "../../engine/rebalance/input.ts";
import type { MandateRow } from "../../engine/rebalance/terms.ts";
import type { Transfer } from "../../engine/rebalance/transfer.ts";
import { answerOf, run } from "./support.ts";

type KeysOf<T> = T extends unknown ? keyof T : never;
type Rebalance = z.output<typeof rebalanceInputSchema>;
type Pm2 = z.output<typeof derivePm2Input>;

// Checked by the compiler: leaving out an optional field of the engine would compile everywhere else.
it("schemas have every field of the engine's inputs", () => {
  expectTypeOf<KeysOf<z.output<typeof instrumentSchema>>>().toEqualTypeOf<KeysOf<Instrument>>();
  expectTypeOf<KeysOf<z.output<typeof markSchema>>>().toEqualTypeOf<KeysOf<Mark>>();
  expectTypeOf<keyof z.output<typeof positionSchema>>().toEqualTypeOf<keyof BookPosition>();
  expectTypeOf<keyof z.output<typeof scenarioSchema>>().toEqualTypeOf<keyof Scenario>();
  expectTypeOf<keyof Rebalance>().toEqualTypeOf<keyof RebalanceInput>();
  expectTypeOf<keyof NonNullable<Rebalance["transfers"]>[number]>().toEqualTypeOf<keyof Transfer>();
  expectTypeOf<keyof NonNullable<Rebalance["terms"]>["rows"][number]>().toEqualTypeOf<keyof MandateRow>();
  expectTypeOf<keyof Rebalance["mandate"]>().toEqualTypeOf<keyof CollateralMandate>();
  expectTypeOf<keyof Rebalance["nettingSets"][number]["legs"][number]>().toEqualTypeOf<keyof RebalanceLeg>();
  expectTypeOf<Exclude<keyof Pm2, "snapshot">>().toEqualTypeOf<keyof RawPm2Holdings>();
  expectTypeOf<keyof Pm2["snapshot"]>().toEqualTypeOf<keyof RawPm2Parameters | keyof RawPm2Quotes>();
});

const calculations = Object.entries(commands).flatMap(([name, command]): [string[], Calculation][] => {
  if (command.kind === "lines") return [];
  if (command.kind === "one") return [[[name], command.calculation]];
  return Object.entries(command.models).map(([model, one]) => [[name, "--model", model], one]);
});

describe("--schema", () => {
  test.each(calculations)("%j describes its own example and its answer", async (argv, calculation) => {
    const { exitCode, answer } = await run([...argv, "--schema"]);
    expect(exitCode).toBe(0);
    expect(answer.input.$schema).toContain("2020-12");
    const [input, output] = [z.fromJSONSchema(answer.input), z.fromJSONSchema(answer.output)];
    const example = JSON.parse(JSON.stringify(calculation.example));
    expect(input.safeParse(example).error).toBeUndefined();
    expect(output.safeParse(await answerOf(calculation, example)).error).toBeUndefined();
    expect(input.safeParse({}).success).toBe(false);
    expect(output.safeParse({}).success).toBe(false);
  });

  it("describes a failure", async () => {
    const { answer } = await run(["price", "--schema"]);
    const { error } = await run(["price"], { kind: "option" });
    expect(z.fromJSONSchema(answer.error).safeParse({ error }).error).toBeUndefined();
  });

  it("of margin without a model lists every model by name", async () => {
    const { answer } = await run(["margin", "--schema"]);
    const titles = answer.input.anyOf.map(({ title }: { title: string }) => title);
    expect(titles).toContain("derive-pm2");
    expect(titles).toHaveLength(14);
  });
});

describe("--help", () => {
  test.each(calculations.filter(([argv]) => argv.length === 1))(
    "%j shows an example that works",
    async (argv) => {
      const { exitCode, stdout } = await run([...argv, "--help"]);
      expect(exitCode).toBe(0);
      const example = stdout.slice(stdout.indexOf("\n", stdout.indexOf("Example")));
      expect((await run(argv, example)).exitCode).toBe(0);
    },
  );

  it("of margin lists the models, and without a command the commands", async () => {
    expect((await run(["margin", "--help"])).stdout).toContain("synthetix-perps-v2");
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const name of Object.keys(commands)) expect(stdout).toContain(`  ${name} `);
  });
});
