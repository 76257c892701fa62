type Handler = (of: { event: object; context: object }) => Promise<void>;

const registered = new Map<string, Handler>();

/** What Ponder serves as `ponder:registry` while it loads the handlers: it keeps them by name. */
export const ponder = {
  on(name: string, handler: Handler): void {
    registered.set(name, handler);
  },
};

/** A handler that a module has registered when it was imported. */
export function handlerOf(name: string): Handler {
  const handler = registered.get(name);
  if (handler === undefined) throw new Error(`no handler of ${name}; there are ${[...registered.keys()]}`);
  return handler;
}
