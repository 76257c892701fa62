import * as schema from "ponder:schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Broadcast, createBroadcast } from "../../../src/api/live/broadcast.ts";
import { liveRoutes } from "../../../src/api/live/routes.ts";
import { type SchemaDatabase, startSchemaDatabase } from "../../support/schemaDatabase.ts";
import { anomaly } from "../market/support.ts";

let database: SchemaDatabase;
let broadcast: Broadcast;
const onError = vi.fn();

beforeAll(async () => {
  database = await startSchemaDatabase();
}, 60_000);
afterAll(() => database?.stop());
beforeEach(async () => {
  await database.run("delete from oracle_anomaly");
  await database.insert(schema.oracleAnomaly, [
    anomaly(),
    anomaly({ rule: "stale", severity: "warning", asset: "BTC", chainId: 10 }),
  ]);
  broadcast = createBroadcast(database.db, { intervalMs: 10, maxSubscribers: 2, onError });
});

/** Opens the stream; `next` waits for one event. */
async function listen(query = "") {
  const response = await liveRoutes(() => broadcast).request(`/anomalies${query}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no body");
  let text = "";
  const next = async (): Promise<[event: string, data: Record<string, unknown>]> => {
    while (!text.includes("\n\n")) text += (await reader.read()).value ?? "";
    const [block = "", ...rest] = text.split("\n\n");
    text = rest.join("\n\n");
    const field = (name: string) => block.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1] ?? "";
    return [field("event"), JSON.parse(field("data"))];
  };
  const rules = async (count: number) => {
    const seen: unknown[] = [];
    for (let i = 0; i < count; i++) {
      const [event, { rule }] = await next();
      seen.push([event, rule]);
    }
    return seen;
  };
  return { response, next, rules, end: () => reader.cancel() };
}

describe("GET /live/anomalies", () => {
  it("tells what is open, then ready, then what happens: worse, closed, taken back, new", async () => {
    const stream = await listen();
    expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
    expect(await stream.rules(3)).toEqual([
      ["opened", "jump"],
      ["opened", "stale"],
      ["ready", undefined],
    ]);
    await database.run("update oracle_anomaly set severity = 'critical' where rule = 'stale'");
    expect(await stream.next()).toEqual(["updated", expect.objectContaining({ severity: "critical" })]);
    await database.run("update oracle_anomaly set is_open = false, closed_at = 7 where rule = 'stale'");
    expect(await stream.next()).toEqual(["closed", expect.objectContaining({ closedAt: 7, isOpen: false })]);
    await database.run("delete from oracle_anomaly where rule = 'jump'");
    expect(await stream.rules(1)).toEqual([["withdrawn", "jump"]]);
    await database.insert(schema.oracleAnomaly, [anomaly({ rule: "depeg" })]);
    expect(await stream.rules(1)).toEqual([["opened", "depeg"]]);
    await stream.end();
  });

  it.each([
    ["?severity=critical", "jump"],
    ["?chainId=10", "stale"],
    ["?asset=btc", "stale"],
  ])("takes only what %s asks for", async (query, rule) => {
    const stream = await listen(query);
    expect(await stream.rules(2)).toEqual([
      ["opened", rule],
      ["ready", undefined],
    ]);
    await stream.end();
  });

  it.each(["?severity=bad", "?chainId=x", "?what=ever"])("refuses %s and names the field", async (query) => {
    const response = await liveRoutes(() => broadcast).request(`/anomalies${query}`);
    expect(response.status).toBe(400);
    const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(body.errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("has room for so many readers, and again when one leaves", async () => {
    const [first, second] = [await listen(), await listen()];
    await Promise.all([first.rules(3), second.rules(3)]);
    const third = await listen();
    expect(await third.next()).toEqual([
      "error",
      expect.objectContaining({ extensions: expect.objectContaining({ code: "LIMIT_EXCEEDED" }) }),
    ]);
    await first.end();
    await vi.waitFor(async () => {
      const fourth = await listen();
      const [event] = await fourth.next();
      await fourth.end();
      expect(event).toBe("opened");
    });
    await second.end();
  });

  it("goes on after a look that failed", async () => {
    const stream = await listen();
    await stream.rules(3);
    await database.run("alter table oracle_anomaly rename to hidden");
    await vi.waitFor(() => expect(onError).toHaveBeenCalled());
    await database.run("alter table hidden rename to oracle_anomaly");
    await database.insert(schema.oracleAnomaly, [anomaly({ rule: "depeg" })]);
    expect(await stream.rules(1)).toEqual([["opened", "depeg"]]);
    await stream.end();
  });
});
