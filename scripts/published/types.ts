import ts from 'typescript';

/** The declarations that `name` in `file` is made of, as one module without imports: for `.d.ts`. */
export function declarationsOf(file: string, name: string): string {
  const { checker, root } = typeIn(file, name);
  const done = new Map<ts.Symbol, string>();
  declare(root);
  return [...done.values()].join('\n\n');

  function declare(symbol: ts.Symbol): void {
    if (done.has(symbol)) return;
    const node = declarationOf(symbol);
    done.set(symbol, '');
    const comment = ts
      .getLeadingCommentRanges(node.getSourceFile().text, node.getFullStart())
      ?.map(({ pos, end }) => `${node.getSourceFile().text.slice(pos, end)}\n`)
      .join('');
    // What is a list of values in the sources is the values themselves to a reader.
    const isQuery = ts.isTypeAliasDeclaration(node) && /\btypeof\b/.test(node.type.getText());
    const text = isQuery ? `export type ${symbol.name} = ${valuesOf(checker, symbol)};` : node.getText();
    done.set(symbol, (comment ?? '') + text);
    if (!isQuery) visit(node);
  }

  function visit(node: ts.Node): void {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : null;
    const symbol = name === null ? undefined : checker.getSymbolAtLocation(name);
    if (symbol !== undefined) {
      const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (isOurs(real)) declare(real);
    }
    ts.forEachChild(node, visit);
  }
}

function valuesOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation);
}

type Schema = Readonly<Record<string, unknown>>;

/** JSON Schema (draft 7) of what `JSON.stringify` makes of a value of the type `name` in `file`. More keys may be there: the report grows. */
export function schemaOfType(file: string, name: string): Schema {
  const { checker, root } = typeIn(file, name);
  const definitions = new Map<string, Schema>();
  const top = ofType(checker.getDeclaredTypeOfSymbol(root));
  return { ...top, definitions: Object.fromEntries([...definitions].sort(([one], [two]) => (one < two ? -1 : 1))) };

  function ofType(type: ts.Type): Schema {
    const name = nameOf(type);
    if (name === null) return written(type);
    if (!definitions.has(name)) {
      definitions.set(name, {});
      definitions.set(name, written(type));
    }
    return { $ref: `#/definitions/${name}` };
  }

  /** Generic types are written where they stand. */
  function nameOf(type: ts.Type): string | null {
    const symbol = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
    const isGeneric = type.aliasTypeArguments !== undefined || checker.getTypeArguments(asReference(type)).length > 0;
    return symbol === undefined || isGeneric || !isOurs(symbol) ? null : symbol.name;
  }

  function written(type: ts.Type): Schema {
    if (type.flags & ts.TypeFlags.Unknown) return {};
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (type.isUnion()) return alternatives(type.types);
    if (checker.isTupleType(type)) {
      const items = checker.getTypeArguments(asReference(type)).map(ofType);
      return { type: 'array', items, minItems: items.length, maxItems: items.length };
    }
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(asReference(type));
      return { type: 'array', items: item === undefined ? {} : ofType(item) };
    }
    if (type.flags & ts.TypeFlags.Object) return object(type);
    throw new Error(`no schema for ${checker.typeToString(type)}`);
  }

  function alternatives(types: readonly ts.Type[]): Schema {
    const texts = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    if (texts.length === types.length) return { enum: texts };
    const booleans = types.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral);
    const others = types.filter((type) => !booleans.includes(type) && !type.isStringLiteral()).map(ofType);
    const all = [
      ...(texts.length === 0 ? [] : [{ enum: texts }]),
      ...others,
      ...(booleans.length === 0 ? [] : [{ type: 'boolean' }]),
    ];
    return all.length === 1 ? (all[0] ?? {}) : { anyOf: all };
  }

  function object(type: ts.Type): Schema {
    const properties = checker.getPropertiesOfType(type);
    const isRequired = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Optional) === 0;
    return {
      type: 'object',
      required: properties.filter(isRequired).map(({ name }) => name),
      properties: Object.fromEntries(
        properties.map((property) => {
          const description = ts.displayPartsToString(property.getDocumentationComment(checker));
          const schema = ofType(checker.getTypeOfSymbol(property));
          if (description === '') return [property.name, schema];
          return [property.name, '$ref' in schema ? { description, allOf: [schema] } : { description, ...schema }];
        }),
      ),
    };
  }
}

function asReference(type: ts.Type): ts.TypeReference {
  return type as ts.TypeReference;
}

function isOurs(symbol: ts.Symbol): boolean {
  const node = symbol.declarations?.[0];
  return (
    node !== undefined &&
    (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
    !/node_modules/.test(node.getSourceFile().fileName)
  );
}

function declarationOf(symbol: ts.Symbol): ts.Declaration {
  const [node] = symbol.declarations ?? [];
  if (node === undefined) throw new Error(`${symbol.name} is declared nowhere`);
  return node;
}

function typeIn(file: string, name: string): { readonly checker: ts.TypeChecker; readonly root: ts.Symbol } {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const root = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  if (root === undefined) throw new Error(`${file} exports no ${name}`);
  return { checker, root };
}
