import * as schema from "ponder:schema";
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  visit,
} from "graphql";
import { describe, expect, it } from "vitest";
import { GROUPINGS } from "../../../engine/book/groups.ts";
import { riskTypeDefs } from "../../../src/api/graphql/sdl.ts";
import { published, resolvedTypes, resolversOf } from "./schema.ts";

interface Column {
  readonly columnType: string;
  readonly notNull: boolean;
}

/** The indexed tables by the name that Ponder gives their type: the name under which the schema exports them. */
const tables = new Map<string, Readonly<Record<string, Column>>>();
for (const [name, table] of Object.entries(schema)) {
  if (typeof table !== "object" || table === null || !("chainId" in table)) continue;
  const columns = Object.getOwnPropertyDescriptor(table, Symbol.for("drizzle:Columns"))?.value;
  if (columns !== undefined) tables.set(name, columns);
}

const risk = parse(riskTypeDefs);
const whole = parse(published);

const nameOf = (definition: DefinitionNode): string =>
  "name" in definition && definition.name !== undefined ? definition.name.value : definition.kind;
const find = (document: DocumentNode, name: string) =>
  document.definitions.find((one) => nameOf(one) === name);
const own = risk.definitions.map(nameOf);

type Fields = readonly (FieldDefinitionNode | InputValueDefinitionNode)[];
const fieldsOf = (definition: DefinitionNode | undefined): Fields =>
  definition !== undefined && "fields" in definition ? (definition.fields ?? []) : [];

/** `name(args): type` of every field, or the values of an enum, in the order of their names. */
function shape(definition: DefinitionNode | undefined): string[] {
  if (definition?.kind === Kind.ENUM_TYPE_DEFINITION) {
    return (definition.values ?? []).map(({ name }) => name.value).sort();
  }
  return fieldsOf(definition)
    .map((field) => {
      const args = "arguments" in field ? (field.arguments ?? []) : [];
      const given = args
        .map((arg) =>
          print({
            kind: arg.kind,
            name: arg.name,
            type: arg.type,
            ...(arg.defaultValue && { defaultValue: arg.defaultValue }),
          }),
        )
        .sort();
      const fallback = "defaultValue" in field && field.defaultValue ? ` = ${print(field.defaultValue)}` : "";
      return `${field.name.value}(${given.join(", ")}): ${print(field.type)}${fallback}`;
    })
    .sort();
}

function namedTypes(document: DocumentNode): Set<string> {
  const found = new Set<string>();
  visit(document, {
    NamedType: (node: NamedTypeNode) => {
      found.add(node.name.value);
    },
  });
  return found;
}

describe("the risk types", () => {
  it("define each name once", () => {
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter((name, i) => own.indexOf(name) < i)).toEqual([]);
  });

  it("use their own types, GraphQL's scalars, and entities that the schema has", () => {
    const known = new Set([...own, "Int", "Float", "String", "Boolean", ...tables.keys()]);
    expect([...namedTypes(risk)].filter((name) => !known.has(name))).toEqual([]);
  });

  it("take no name that Ponder derives from a table", () => {
    const derived = [...tables.keys()].flatMap((name) => [name, `${name}s`, `${name}Page`, `${name}Filter`]);
    const queries = fieldsOf(find(risk, "Query")).map(({ name }) => name.value);
    expect([...own, ...queries].filter((name) => derived.includes(name))).toEqual([]);
  });

  it("give amounts that need more than 53 bits to entities only: every number is an Int or a Float", () => {
    const scalars = [...namedTypes(risk)].filter((name) => name === "BigInt" || name === "JSON");
    expect(scalars).toEqual([]);
  });
});

describe("docs/schema.graphql", () => {
  it.each(own.filter((name) => name !== "Query"))("shows %s as it is", (name) => {
    expect(shape(find(whole, name))).toEqual(shape(find(risk, name)));
  });

  it("shows our queries as they are, beside Ponder's two for each table", () => {
    const shown = shape(find(whole, "Query"));
    const ours = shape(find(risk, "Query"));
    expect(shown).toEqual(expect.arrayContaining(ours));
    const others = shown.filter((query) => !ours.includes(query)).map((query) => query.split("(")[0]);
    expect(others).toEqual(["_meta", ...[...tables.keys()].flatMap((name) => [name, `${name}s`])].sort());
  });

  const typeOf: Readonly<Record<string, string>> = {
    PgInteger: "Int",
    PgText: "String",
    PgHex: "String",
    PgEvmBigint: "BigInt",
    PgBoolean: "Boolean",
    PgJson: "JSON",
    // The one list: what every publisher of a round said.
    PgArray: "[BigInt!]",
  };

  it.each([...tables])("shows every column of %s, with its type", (name, columns) => {
    const shown = new Map(fieldsOf(find(whole, name)).map((field) => [field.name.value, print(field.type)]));
    for (const [column, { columnType, notNull }] of Object.entries(columns)) {
      const type = columnType === "PgEnumColumn" ? shown.get(column)?.replace("!", "") : typeOf[columnType];
      expect(`${column}: ${shown.get(column)}`, columnType).toBe(`${column}: ${type}${notNull ? "!" : ""}`);
    }
  });
});

describe("resolvers", () => {
  it("answer every query of ours", () => {
    const queries = fieldsOf(find(risk, "Query")).map(({ name }) => name.value);
    expect(Object.keys(resolversOf("Query")).sort()).toEqual(queries.sort());
  });

  it("answer every field of an account but its address, which is read with it", () => {
    const fields = fieldsOf(find(risk, "Account")).map(({ name }) => name.value);
    expect([...Object.keys(resolversOf("Account")), "owner"].sort()).toEqual(fields.sort());
  });

  it("are of types that there are", () => {
    expect(resolvedTypes.filter((name) => !own.includes(name))).toEqual([]);
  });

  it("group greeks in every way that a book can", () => {
    expect(shape(find(risk, "GreeksBy"))).toEqual([...GROUPINGS].sort());
    expect(resolversOf("GreeksBy")).toEqual(Object.fromEntries(GROUPINGS.map((by) => [by, by])));
  });
});
