import { createServer } from "node:net";
import { ClearspanError } from "../../src/errors.ts";

/** Local chains listen on the loopback interface only. */
export const localHost = "127.0.0.1";

/**
 * Checks that a TCP port of the loopback interface can be listened on.
 *
 * @param port the port, or 0 for any free one.
 * @param user who wants the port, for the message ("local chain 42161").
 * @returns the port.
 * @throws ClearspanError PORT_IN_USE.
 */
export async function requirePort(port: number, user: string): Promise<number> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host: localHost, exclusive: true }, resolve);
    });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE") throw portInUse(port, user);
    throw cause;
  }
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : port;
}

/** The error of a port that another program holds. */
export function portInUse(port: number, user: string): ClearspanError {
  return new ClearspanError("PORT_IN_USE", `Port ${port} on ${localHost} is taken: ${user} cannot start.`, {
    details: `Stop the program that listens there ("lsof -i :${port}" names it), or give another port.`,
    retryable: true,
  });
}
