import { join } from 'node:path';

import { withExtensions } from '../extensions/editor-schema';
import type { DescribedExtension } from '../extensions/run-extensions';
import { readJson } from '../manifests/read-json';
import { isMapping, mappingAt } from '../manifests/value-at';
import { documents } from '../model/catalog';
import { contentAt } from '../tree/content-at';
import { isOnDisk, readBytes } from '../tree/named-calls';
import { schemaNames } from './init/skeleton';
import { replaceFile } from './replace-files';

/** Folder of the JSON Schemas in a catalog. */
const schemaFolder = '.schemas';

/** Schemas of what names extensions. */
export const extendedSchemas = ['service', 'overlay'] as const;

type SchemaName = (typeof schemaNames)[number];

/** The extensions beside a catalog, as far as schemas ask for them. */
export interface SchemaExtensions {
  /** Whether their code was loaded already: otherwise it is only for a schema that says nothing of them, or is of another version. */
  readonly isLoaded: boolean;
  readonly described: readonly DescribedExtension[];
}

/**
 * Makes the JSON Schemas of a catalog those of this version, with the extensions that there are, so that editors complete what the
 * program reads. A catalog has them when the first line of its `platform.yaml` points there.
 *
 * @param extensions undefined where there are none
 * @returns paths of files that were written, from the catalog
 */
export function refreshSchemas(
  catalog: string,
  packageRoot: string,
  extensions: SchemaExtensions | undefined,
): readonly string[] {
  const folder = join(catalog, schemaFolder);
  if (!isOnDisk(folder) && !pointsThere(catalog)) return [];
  return schemaNames.flatMap((name) => {
    const shipped = shippedSchema(name, packageRoot);
    const there = contentAt(join(folder, fileOf(name)));
    const isExtended = extensions !== undefined && isOfServices(name);
    // To load code costs more than all else where nothing has changed.
    if (isExtended && !extensions.isLoaded && there !== undefined && hasExtensions(there, shipped)) return [];
    const wanted = isExtended ? extendedSchema(shipped, extensions.described) : shipped;
    if (there?.equals(wanted) === true) return [];
    return [write(catalog, name, wanted)];
  });
}

/**
 * Writes the JSON Schemas of services and overlays with extensions, whether the catalog has schemas or not.
 *
 * @param described undefined where there are no extensions
 * @returns paths of the files, from the catalog
 */
export function writeExtendedSchemas(
  catalog: string,
  packageRoot: string,
  described: readonly DescribedExtension[] | undefined,
): readonly string[] {
  return extendedSchemas.map((name) => {
    const shipped = shippedSchema(name, packageRoot);
    return write(catalog, name, described === undefined ? shipped : extendedSchema(shipped, described));
  });
}

function isOfServices(name: SchemaName): boolean {
  return extendedSchemas.some((one) => one === name);
}

function shippedSchema(name: SchemaName, packageRoot: string): Buffer {
  return readBytes(join(packageRoot, 'schemas', fileOf(name)));
}

function extendedSchema(shipped: Buffer, described: readonly DescribedExtension[]): Buffer {
  return Buffer.from(`${JSON.stringify(withExtensions(JSON.parse(shipped.toString('utf8')), described), null, 2)}\n`);
}

/** Whether a schema is that of this version in all but the extensions, of which it says something. */
function hasExtensions(there: Buffer, shipped: Buffer): boolean {
  const [one, other] = [there, shipped].map((content) => readJson(content.toString('utf8'))?.value);
  // Both are written by this program, in one order of keys.
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return !isSame(one, other) && isSame(withoutExtensions(one), withoutExtensions(other));
}

function withoutExtensions(schema: unknown): unknown {
  if (!isMapping(schema)) return schema;
  const { extensions: _, ...properties } = mappingAt(schema, ['properties']);
  return { ...schema, properties };
}

function write(catalog: string, name: SchemaName, content: Buffer): string {
  replaceFile(join(catalog, schemaFolder, fileOf(name)), content);
  return `${schemaFolder}/${fileOf(name)}`;
}

function fileOf(name: SchemaName): string {
  return `${name}.schema.json`;
}

function pointsThere(catalog: string): boolean {
  const text = contentAt(join(catalog, documents.platform))?.toString('utf8') ?? '';
  return /^# yaml-language-server: \$schema=(?:\.\/)?\.schemas\//.test(text);
}
