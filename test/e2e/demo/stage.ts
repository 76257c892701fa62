import type { LocalChain } from "../../../demo/chains/anvil.ts";
import { type Indexer, startIndexer } from "../../../demo/indexer.ts";
import { type DemoReport, fetchReport } from "../../../demo/query.ts";
import { replayStory, startStoryChains, waitUntilIndexed } from "../../../demo/stage.ts";
import { owner } from "../../../demo/story/cast.ts";
import { storyTape } from "../../../demo/story/tape.ts";
import { quiet } from "../../support/quiet.ts";

export const TIMEOUT = 120_000;

interface Answer {
  readonly data?: unknown;
  readonly errors?: { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** The demo's chains, its indexer on PGlite, and its report: started once for all tests that look at them. */
export class DemoStage {
  chains: LocalChain[] = [];
  #indexer: Indexer | undefined;
  #report: DemoReport | undefined;

  async start(): Promise<void> {
    const tape = storyTape();
    this.chains = await startStoryChains(tape);
    await replayStory(this.chains, tape, quiet);
    const rpcUrls = Object.fromEntries(this.chains.map(({ chainId, url }) => [chainId, url]));
    this.#indexer = await startIndexer({ rpcUrls, port: 0, schema: "demo" });
    await waitUntilIndexed(this.#indexer, this.chains, TIMEOUT, quiet);
    this.#report = await fetchReport(this.#indexer.url, owner);
  }

  async stop(): Promise<void> {
    await this.#indexer?.stop();
    await Promise.all(this.chains.map((chain) => chain.stop()));
  }

  get indexer(): Indexer {
    if (this.#indexer === undefined) throw new Error("the demo has not started");
    return this.#indexer;
  }

  get report(): DemoReport {
    if (this.#report === undefined) throw new Error("the demo has no report yet");
    return this.#report;
  }

  /** Asks the demo's API. */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const response = await fetch(`${this.indexer.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return response.json() as Promise<Answer>;
  }
}
