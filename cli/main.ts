#!/usr/bin/env node
import { once } from "node:events";
import { clearspan } from "./clearspan.ts";

// A reader such as `head` may close the pipe before everything is written.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const { exitCode, stdout, stderr } = await clearspan(process.argv.slice(2), process.stdin);
for await (const text of stdout) {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
process.stderr.write(stderr);
// Not process.exit(): it would cut off what a pipe has not taken yet.
process.exitCode = exitCode;
