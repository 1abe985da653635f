import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { loadAll } from 'js-yaml';
import * as z from 'zod';

import type { Lifecycles } from '../../src/manifest-schemas/lifecycle';
import type { KindSchema, Schema } from '../../src/manifest-schemas/schema';
import type { ShippedMinor } from '../../src/manifest-schemas/shipped-schemas';
import { goModuleFolder } from '../imports/go-module';
import { readEnums } from '../imports/read-enums';
import { sources } from '../imports/sources';
import { Crd, readCrd } from '../../src/check/schema/read-crds';
import { readLifecycles } from './read-lifecycles';
import { readLinkerd } from './read-linkerd';
import { definitionsOf, OpenapiDocument, readOpenapi } from './read-openapi';

/** Module k8s.io/kubernetes of each minor version: the newest patch that a Go proxy has. */
export const kubernetesVersions: Readonly<Record<ShippedMinor, string>> = {
  '1.36': versionOf('kubernetes.ts'),
  '1.35': 'v1.35.4',
  '1.34': 'v1.34.4',
};

const metadata = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

/** Reads the kinds that a version of Kubernetes has, those included that a server only serves when it is told to. */
export function readBuiltInKinds(minor: ShippedMinor): ReadonlyMap<string, KindSchema> {
  const folder = goModuleFolder('k8s.io/kubernetes', kubernetesVersions[minor]);
  // The documents are written with OpenAPIEnums=false (hack/update-openapi-spec.sh), servers have it on.
  const enums = readEnums(join(folder, 'pkg/generated/openapi/zz_generated.openapi.go'));
  const kinds = documentsOf(folder).flatMap((document) => [...readOpenapi(document, enums)]);
  return new Map(kinds.map(([name, kind]) => [name, isPreview(name) ? { ...kind, isOffByDefault: true } : kind]));
}

/** Reads the custom resources: all that the modules of scripts/imports/sources.ts define beside those that we render. */
export function readCustomKinds(): { kinds: ReadonlyMap<string, KindSchema>; sources: readonly string[] } {
  const kubernetes = kubernetesTypes();
  const objectMeta = kubernetes('ObjectMeta');
  const used = sources
    .filter(({ file }) => file !== 'kubernetes.ts')
    .map(({ version, checkedVersion = version, ...source }) => ({ ...source, version: checkedVersion }));
  const kinds = used.flatMap(({ module, version, folder, format, kinds: kindsByFile }) => {
    if (folder === undefined && format === 'crds') {
      const folders = new Set(Object.keys(kindsByFile).map((file) => dirname(file)));
      const crds = [...folders].flatMap((inside) => readCrdFolder(join(goModuleFolder(module, version), inside)));
      return crds.flatMap((crd) => [...readCrd(crd, objectMeta)]);
    }
    return Object.keys(kindsByFile).flatMap((file) => {
      const content: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', folder ?? '', file), 'utf8'));
      return [...readLinkerd(content, objectMeta, kubernetes)];
    });
  });
  return { kinds: new Map(kinds), sources: used.map(({ module, version }) => `${module} ${version}`) };
}

/** Reads the ends of all kinds. A newer module knows better, an older one has kinds that are gone. */
export function readAllLifecycles(): Lifecycles {
  const oldestFirst = Object.values(kubernetesVersions).sort();
  const all = oldestFirst.map((version) => readLifecycles(goModuleFolder('k8s.io/api', version.replace('v1.', 'v0.'))));
  return Object.fromEntries(all.flatMap((lifecycles) => Object.entries(lifecycles)));
}

/** Built-in alpha and beta versions are off (pkg/controlplane/instance.go lists them, for all minors that we ship). */
function isPreview(name: string): boolean {
  return /v\d+(alpha|beta)\d+ /.test(name);
}

function documentsOf(folder: string): readonly OpenapiDocument[] {
  const documents = join(folder, 'api/openapi-spec/v3');
  return readdirSync(documents)
    .filter((file) => /^apis?__.*_openapi\.json$/.test(file))
    .sort()
    .map((file) => OpenapiDocument.parse(JSON.parse(readFileSync(join(documents, file), 'utf8'))));
}

/** Types of Kubernetes by their short names. */
function kubernetesTypes(): (name: string) => Schema {
  const folder = goModuleFolder('k8s.io/kubernetes', kubernetesVersions['1.36']);
  const file = join(folder, 'api/openapi-spec/v3/api__v1_openapi.json');
  const { components } = OpenapiDocument.parse(JSON.parse(readFileSync(file, 'utf8')));
  const define = definitionsOf(components.schemas);
  return (name) => define(`${metadata}${name}`);
}

function readCrdFolder(folder: string): readonly Crd[] {
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')));
  const isCrd = z.object({ kind: z.literal('CustomResourceDefinition') });
  return documents.filter((document) => isCrd.safeParse(document).success).map((document) => Crd.parse(document));
}

function versionOf(file: string): string {
  const source = sources.find((one) => one.file === file);
  if (source === undefined) throw new Error(`scripts/imports/sources.ts has no "${file}"`);
  return source.version;
}
