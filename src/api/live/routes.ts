import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { ClearspanError } from "../../errors.ts";
import { maskError } from "../graphql/errors.ts";
import { limitExceeded } from "../graphql/limits.ts";
import { rowOnWire } from "../graphql/wire.ts";
import type { AnomalyRow } from "../market/judge.ts";
import type { Broadcast } from "./broadcast.ts";

const KEEP_ALIVE_MS = 15_000;
/** Events that one reader may leave unread: more than are ever open at once. */
const MOST_WAITING = 4_000;
const SEVERITIES = ["info", "warning", "critical"] as const;

/** What a subscriber wants to hear; everything by default. */
const filterSchema = z.strictObject({
  /** This severity and worse. */
  severity: z.enum(SEVERITIES).default("info"),
  chainId: z.coerce.number().int().positive().optional(),
  asset: z
    .string()
    .max(32)
    .transform((symbol) => symbol.toUpperCase())
    .optional(),
});

/**
 * `GET /live/anomalies?severity=&chainId=&asset=`: server-sent events `opened`, `updated`, `closed` and `withdrawn`, each with the
 * anomaly's row; first every anomaly that is open, then `ready`, then what happens.
 */
export function liveRoutes(broadcast: () => Broadcast): Hono {
  return new Hono().get("/anomalies", (c) => {
    const filter = filterSchema.safeParse(c.req.query());
    if (!filter.success) {
      const message = filter.error.issues.map((one) => `${one.path.join(".")}: ${one.message}`).join("; ");
      return c.json({ errors: [maskError(new ClearspanError("BAD_USER_INPUT", message)).toJSON()] }, 400);
    }
    const { severity, chainId, asset } = filter.data;
    const isWanted = (row: AnomalyRow) =>
      SEVERITIES.indexOf(row.severity) >= SEVERITIES.indexOf(severity) &&
      (chainId === undefined || row.chainId === chainId) &&
      (asset === undefined || row.asset === asset);
    return streamSSE(c, async (stream) => {
      let id = 0;
      let waiting = 0;
      let written: Promise<unknown> = Promise.resolve();
      const send = (event: string, data: unknown) => {
        id += 1;
        waiting += 1;
        // A reader this slow starts again with what is open then, rather than with old news.
        if (waiting > MOST_WAITING) stream.abort();
        const message = { event, id: String(id), data: JSON.stringify(data) };
        written = written.then(() => stream.writeSSE(message)).finally(() => (waiting -= 1));
      };
      const end = await broadcast().subscribe((changes) => {
        for (const { change, anomaly } of changes) if (isWanted(anomaly)) send(change, rowOnWire(anomaly));
      });
      if (end === null) {
        send("error", limitExceeded("Too many subscribers; try again later.").toJSON());
        await written;
        return;
      }
      stream.onAbort(() => end());
      send("ready", {});
      while (!stream.aborted) {
        await stream.sleep(KEEP_ALIVE_MS);
        await written;
        if (!stream.aborted) await stream.write(": alive\n\n");
      }
    });
  });
}
