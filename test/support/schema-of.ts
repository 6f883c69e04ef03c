import ts from "typescript";

/** A JSON Schema as plain data. */
export type Schema = { readonly [keyword: string]: unknown };

/** A document that the program prints: its type, and where that is declared. */
export type Declared = { readonly name: string; readonly type: string; readonly file: string };

/** `2026-11-20T10:15:00Z` */
const INSTANT = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$";

/**
 * The schema of a type, out of its declaration: every field is there, none is missing, and nothing else may stand beside them.
 * Named types become definitions, comments descriptions.
 */
export function schemaMaker(files: readonly string[]): (declared: Declared) => Schema {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: [],
  });
  return (declared) => new Maker(program).whole(declared);
}

class Maker {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #definitions = new Map<string, Schema>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  whole({ name, type, file }: Declared): Schema {
    const source = this.#program.getSourceFile(file);
    const symbol = this.#checker
      .getExportsOfModule(this.#symbolOf(source))
      .find((one) => one.name === type);
    if (symbol === undefined) throw new Error(`${file} exports no type ${type}`);
    const described = this.#described(symbol);
    const schema = this.#object(this.#checker.getDeclaredTypeOfSymbol(symbol));
    const definitions = [...this.#definitions].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:smtp-analyze:${name.replace("-", ":")}`,
      title: `smtp-analyze/${name.replace("-", "/")}`,
      ...described,
      ...schema,
      ...(definitions.length === 0 ? {} : { $defs: Object.fromEntries(definitions) }),
    };
  }

  #symbolOf(source: ts.SourceFile | undefined): ts.Symbol {
    const symbol = source === undefined ? undefined : this.#checker.getSymbolAtLocation(source);
    if (symbol === undefined) throw new Error("no such module");
    return symbol;
  }

  /** A type that has a name of ours is defined once and referred to. */
  #schema(type: ts.Type): Schema {
    const alias = type.aliasSymbol;
    const isOurs = alias !== undefined && type.aliasTypeArguments === undefined;
    if (!isOurs) return this.#inline(type);
    const { name } = alias;
    if (!this.#definitions.has(name)) {
      this.#definitions.set(name, {});
      this.#definitions.set(name, { ...this.#described(alias), ...this.#inline(type) });
    }
    return { $ref: `#/$defs/${name}` };
  }

  #inline(type: ts.Type): Schema {
    if (type.isUnion()) return this.#union(type.types);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if ((type.flags & ts.TypeFlags.String) !== 0) return { type: "string" };
    if ((type.flags & ts.TypeFlags.Number) !== 0) return { type: "number" };
    if ((type.flags & ts.TypeFlags.Null) !== 0) return { type: "null" };
    if (this.#checker.isTupleType(type)) return this.#tuple(type as ts.TupleTypeReference);
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return { type: "array", items: item === undefined ? true : this.#schema(item) };
    }
    if (type.isIntersection() || (type.flags & ts.TypeFlags.Object) !== 0) {
      return this.#object(type);
    }
    throw new Error(`no schema for ${this.#checker.typeToString(type)}`);
  }

  #union(types: readonly ts.Type[]): Schema {
    const isBoolean = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
    const rest = types.filter((type) => !isBoolean(type));
    const schemas = [
      ...(rest.length < types.length ? [{ type: "boolean" }] : []),
      ...this.#literals(rest.filter((type) => type.isLiteral())),
      ...rest.filter((type) => !type.isLiteral()).map((type) => this.#schema(type)),
    ];
    const simple = schemas.map(({ type, ...other }) =>
      typeof type === "string" && Object.keys(other).length === 0 ? type : null,
    );
    if (simple.every((type) => type !== null)) {
      return { type: simple.length === 1 ? simple[0] : simple };
    }
    return schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas };
  }

  #literals(types: readonly ts.Type[]): readonly Schema[] {
    const values = types.flatMap((type) => (type.isLiteral() ? [type.value] : []));
    return values.length === 0 ? [] : [{ enum: values }];
  }

  #tuple(type: ts.TupleTypeReference): Schema {
    const items = this.#checker.getTypeArguments(type).map((item) => this.#schema(item));
    return { type: "array", prefixItems: items, minItems: items.length, items: false };
  }

  #object(type: ts.Type): Schema {
    const properties = this.#checker.getPropertiesOfType(type);
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const required = properties
      .filter((property) => (property.flags & ts.SymbolFlags.Optional) === 0)
      .map(({ name }) => name);
    return {
      type: "object",
      properties: Object.fromEntries(
        properties.map((property) => [property.name, this.#property(property)]),
      ),
      required,
      additionalProperties: index === undefined ? false : this.#schema(index),
    };
  }

  #property(symbol: ts.Symbol): Schema {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const schema = this.#schema(type);
    return { ...this.#described(symbol), ...(isInstant(symbol) ? withForm(schema) : schema) };
  }

  #described(symbol: ts.Symbol): Schema {
    const words = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    return words === "" ? {} : { description: words.replaceAll("\n", " ") };
  }
}

/** An `Instant` is a string to the compiler: only its declaration tells. */
function isInstant(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.getDeclarations() ?? [];
  const node = declaration !== undefined && ts.isPropertySignature(declaration) && declaration.type;
  return node ? /^Instant(?: \| null)?$/u.test(node.getText()) : false;
}

function withForm(schema: Schema): Schema {
  return { ...schema, format: "date-time", pattern: INSTANT };
}
