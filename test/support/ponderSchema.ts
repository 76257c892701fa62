/** What Ponder serves as `ponder:schema`: the schema's exports by name, and all of them as the default. */
import * as schema from "../../ponder.schema.ts";

export * from "../../ponder.schema.ts";
export default schema;
