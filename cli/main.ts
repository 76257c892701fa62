#!/usr/bin/env node
import { clearspan } from "./clearspan.ts";

// A reader such as `head` may close the pipe before everything is written.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const { exitCode, stdout, stderr } = await clearspan(process.argv.slice(2), process.stdin);
process.stdout.write(stdout);
process.stderr.write(stderr);
// Not process.exit(): it would cut off what a pipe has not taken yet.
process.exitCode = exitCode;
