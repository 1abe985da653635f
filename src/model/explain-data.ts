import { documents } from './catalog';
import type { DocumentName } from './catalog';
import { isData, layData } from './layered-data';
import type { LayeredData } from './layered-data';
import type { Resolved } from './resolve';

/** Who says a value: as `explain` says it of settings. */
interface DataSource {
  readonly kind: 'service' | 'overlay';
  readonly name: string;
  readonly document: DocumentName;
  readonly path: readonly string[];
}

/** A value, as `explain` says it of settings. */
interface ExplainedValue {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: DataSource;
  readonly overrides: readonly { readonly value: unknown; readonly source: DataSource }[];
}

/** Values of a chart and what extensions are told: each with the file that says it. */
export function explainData(resolved: Resolved): readonly ExplainedValue[] {
  const { service, environment, wants, overlay } = resolved;
  return (['values', 'extensions'] as const).flatMap((key) => {
    const inOverlay = {
      kind: 'overlay',
      name: `overlay ${service} in ${environment}`,
      document: documents.overlay(service, environment),
    } as const;
    const inService = { kind: 'service', name: `service ${service}`, document: documents.service(service) } as const;
    return leavesOf(layData(wants[key], overlay[key])).map(([path, value]) => {
      const whole = [key, ...path];
      const [here, below] = [valueIn(overlay[key], path), valueIn(wants[key], path)];
      if (here === undefined) return { path: whole, value, source: { ...inService, path: whole }, overrides: [] };
      const weaker = below === undefined ? [] : [{ value: below, source: { ...inService, path: whole } }];
      return { path: whole, value, source: { ...inOverlay, path: whole }, overrides: weaker };
    });
  });
}

function leavesOf(
  data: LayeredData,
  parent: readonly string[] = [],
): readonly (readonly [readonly string[], unknown])[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const path = [...parent, key];
    return isData(value) && Object.keys(value).length > 0 ? leavesOf(value, path) : [[path, value] as const];
  });
}

function valueIn(data: LayeredData | undefined, path: readonly string[]): unknown {
  let node: unknown = data;
  for (const key of path) node = isData(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  return node;
}
