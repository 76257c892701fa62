// Runs a TypeScript module the way Ponder does: its own copies of Vite and vite-node, an SSR server, no bundling.
import { createRequire } from "node:module";

const fromPonder = createRequire(import.meta.resolve("ponder"));
const { createServer } = fromPonder("vite");
const { ViteNodeServer } = fromPonder("vite-node/server");
const { ViteNodeRunner } = fromPonder("vite-node/client");

const root = process.cwd();
const server = await createServer({
  root,
  configFile: false,
  publicDir: false,
  server: { hmr: false },
  logLevel: "error",
});
await server.pluginContainer.buildStart({});
const node = new ViteNodeServer(server);
const runner = new ViteNodeRunner({
  root,
  fetchModule: (id) => node.fetchModule(id, "ssr"),
  resolveId: (id, importer) => node.resolveId(id, importer, "ssr"),
});
const { solveOnce } = await runner.executeFile(new URL("./solveOnce.ts", import.meta.url).pathname);
process.stdout.write(`objective ${await solveOnce()}\n`);
await server.close();
process.exit(0);
