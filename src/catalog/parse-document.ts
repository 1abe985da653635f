import * as z from 'zod';

import type { DocumentKind, SettingsDocumentKind } from '../model/catalog';
import { Environment } from '../model/environment';
import { Overlay } from '../model/overlay';
import { People } from '../model/people';
import { Platform } from '../model/platform';
import type { Problem } from '../model/problem';
import { Service } from '../model/service';
import type { ServiceFile } from '../model/service-file';
import type { ServiceManifests } from '../model/service-manifests';
import type { SoftwareFile } from '../model/software';
import { Locator } from '../yaml/locate';
import { parseFile } from './parse-file';
import type * as ParseManifests from './parse-manifests';
import { parseSoftware } from './parse-software';
import { readYaml } from './read-yaml';
import { schemaProblems } from '../problems/schema-problems';

/** The content of a document, by its kind. */
export type DocumentValue =
  | { readonly kind: 'platform'; readonly value: Platform }
  | { readonly kind: 'people'; readonly value: People }
  | { readonly kind: 'environment'; readonly value: Environment }
  | { readonly kind: 'service'; readonly value: Service }
  | { readonly kind: 'overlay'; readonly value: Overlay }
  | { readonly kind: 'manifests'; readonly value: ServiceManifests }
  | { readonly kind: 'file'; readonly value: ServiceFile }
  | { readonly kind: 'software'; readonly value: SoftwareFile };

/** A number or a word, as it is written. */
const scalar = /^[-+.\w]+/;

/**
 * Reads the content of a document as the kind that its place says.
 *
 * @param file its name for problems
 * @returns the value, or every problem, each with line and column
 */
export function parseDocument(
  kind: DocumentKind,
  content: Buffer,
  file: string,
): DocumentValue | { readonly problems: readonly Problem[] } {
  if (kind === 'file') return parseFile(content, file);
  if (kind === 'manifests') return manifestsParser().parseManifests(content, file);
  if (kind === 'software') return parseSoftware(content, file);
  const read = readYaml(content, file);
  if ('problems' in read) return read;
  const parsed = parseAs(kind, read.value);
  if (!(parsed instanceof z.ZodType)) return parsed;
  const text = content.toString('utf8');
  const locator = new Locator(text);
  const lines = text.split('\n');
  const written = (path: Problem['path']): string | undefined => {
    const { line, column } = locator.locate(path, 'value') ?? { line: 0, column: 0 };
    return scalar.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0];
  };
  const problems = schemaProblems(parsed, read.value, written);
  return {
    problems: problems.map(({ at, ...problem }) => ({ file, ...locator.locate(problem.path, at), ...problem })),
  };
}

// Few services have manifests of their own, and their reader is as large as all of this room.
function manifestsParser(): typeof ParseManifests {
  return require('./parse-manifests');
}

/** Parses a value; the schema that refused it when it is not one. */
function parseAs(kind: SettingsDocumentKind, value: unknown): DocumentValue | z.ZodType {
  switch (kind) {
    case 'platform': {
      const result = Platform.safeParse(value);
      return result.success ? { kind, value: result.data } : Platform;
    }
    case 'people': {
      const result = People.safeParse(value);
      return result.success ? { kind, value: result.data } : People;
    }
    case 'environment': {
      const result = Environment.safeParse(value);
      return result.success ? { kind, value: result.data } : Environment;
    }
    case 'service': {
      const result = Service.safeParse(value);
      return result.success ? { kind, value: result.data } : Service;
    }
    case 'overlay': {
      const result = Overlay.safeParse(value);
      return result.success ? { kind, value: result.data } : Overlay;
    }
  }
}
