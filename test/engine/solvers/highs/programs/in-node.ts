import { solveOnce } from "./solve-once.ts";

process.stdout.write(`objective ${await solveOnce()}\n`);
