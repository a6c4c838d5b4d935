/** What Graphviz makes of a graph, with places in points from the top. */
export interface PlacedGraph {
  /** Its corners. */
  readonly bb: string;
  /** Middles of boxes, and corners of frames, by name. */
  readonly places: ReadonlyMap<string, string>;
  /** Ways of edges, by id. */
  readonly ways: ReadonlyMap<string, string>;
}

/** Graphviz, which is loaded only when something is to be drawn. `null`: it does not get done with the graph. */
export async function engine(): Promise<(dot: string) => PlacedGraph | null> {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  return (dot) => {
    const { status, output } = graphviz.render(dot, { format: 'json0', yInvert: true });
    return status === 'success' ? placed(JSON.parse(output)) : null;
  };
}

function placed(graph: unknown): PlacedGraph {
  const objects = listIn(graph, 'objects').map(
    (each) => [textIn(each, 'name'), textIn(each, 'pos') || textIn(each, 'bb')] as const,
  );
  const edges = listIn(graph, 'edges').map((each) => [textIn(each, 'id'), textIn(each, 'pos')] as const);
  return { bb: textIn(graph, 'bb'), places: new Map(objects), ways: new Map(edges) };
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}

function textIn(value: unknown, key: string): string {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : '';
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
