import { solveOnce } from "./solveOnce.ts";

process.stdout.write(`objective ${await solveOnce()}\n`);
