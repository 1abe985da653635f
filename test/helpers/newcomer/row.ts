import { environmentYaml } from '../a-catalog';
import { ofService } from '../vocabulary/example';
import type { VocabularyExample } from '../vocabulary/example';

/** What somebody who comes with a system of their own needs to say, and what comes of it. */
export interface NewcomerRow extends VocabularyExample {
  /** Fields of rendered files of "web" in "prod", by the name of the file; null for one that is not there. */
  readonly shows: Readonly<Record<string, object | null>>;
  /** The same of other files of the tree, by path. @default - none */
  readonly tree?: Readonly<Record<string, object | null>>;
}

/** Ports of a service that answers HTTP. */
export const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

/** The release that runs in an environment. */
export const overlay = 'release: { version: v1.0.0 }\n';

/** A row of one service: `service.yaml` of "web". */
export function row(
  says: string,
  text: string,
  shows: NewcomerRow['shows'],
  more: Partial<Pick<NewcomerRow, 'files' | 'tree'>> = {},
): NewcomerRow {
  const { tree, files = {} } = more;
  return { ...ofService(says, text, { files }), shows, ...(tree === undefined ? {} : { tree }) };
}

/** A pod template with these fields. */
export function ofPods(spec: object, metadata: object = {}): object {
  return { spec: { template: { metadata, spec } } };
}

/** A pod template with these fields of its only container. */
export function ofContainer(fields: object): object {
  return ofPods({ containers: [fields] });
}

/** Both environments of the small catalog, with a text instead of another. */
export function inEnvironments(from: string, to: string): Readonly<Record<string, string>> {
  if (!environmentYaml.includes(from)) throw new Error(`no environment says ${from}`);
  return Object.fromEntries(
    ['dev', 'prod'].map((name) => [`environments/${name}.yaml`, environmentYaml.replace(from, to)]),
  );
}

/** Both environments, with another Pod Security Standard. */
export function withStandard(standard: string): Readonly<Record<string, string>> {
  return inEnvironments('namespace:', `podSecurity: ${standard}\nnamespace:`);
}

/** Fits a mapping that has none of these keys: what leaves them to Kubernetes. */
export function without(...keys: readonly string[]): object {
  const hasNone = (found: unknown): boolean =>
    typeof found === 'object' && found !== null && keys.every((key) => !(key in found));
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: hasNone,
    toString: () => 'without',
    toAsymmetricMatcher: () => `without ${keys.join(', ')}`,
  };
}
