import { documents } from '../catalog';
import type { Breach, Catalog, DocumentName } from '../catalog';
import { isDnsLabel } from '../names';
import { didYouMean } from '../nearest';
import { fileVolume } from '../place-files';
import { formatBytes } from '../quantity';
import type { Resolved } from '../resolve';
import { mostBytes } from '../service-file';
import { nameOf, placeOf } from './place-of';

/**
 * Files that are named lie beside the service, each is named by somebody, and all of them have room in a ConfigMap. Asked of the
 * whole catalog: a file that is gone changes none of the documents that a placement says.
 */
export function* checkFiles(catalog: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  // Of thousands of placements few have files.
  const reading = all.filter(({ settings }) => Object.keys(settings.files).length > 0);
  for (const resolved of reading) yield* checkNamed(resolved);
  yield* checkUnused(catalog, reading);
}

function* checkNamed(resolved: Resolved): Iterable<Breach> {
  const { service, environment, files, settings } = resolved;
  const used = new Set<string>();
  for (const [path, said] of Object.entries(settings.files)) {
    const at = ['files', path];
    const names = Array.isArray(said) ? said : [said];
    for (const [index, name] of names.entries()) {
      used.add(name);
      if (files.has(name)) continue;
      yield {
        ...placeOf(resolved, Array.isArray(said) ? [...at, index] : at),
        message: `${nameOf(resolved, at)} has no file "${name}" in "${environment}"`,
        hint:
          files.size === 0
            ? `add catalog/services/${service}/files/${name}`
            : `${didYouMean(name, files.keys())}; or add catalog/services/${service}/files/${name}`,
      };
    }
    if (!Array.isArray(said) || isDnsLabel(fileVolume(path))) continue;
    yield {
      ...placeOf(resolved, at),
      message: `the volume of files at "${path}" would be called "${fileVolume(path)}", which is no DNS-1123 label`,
      hint: 'use another folder: letters and digits of the path make the name, at most 57',
    };
  }
  const total = [...used].reduce((sum, name) => sum + (files.get(name)?.file.bytes ?? 0), 0);
  if (total <= mostBytes) return;
  yield {
    ...placeOf(resolved, ['files']),
    message: `${nameOf(resolved, ['files'])} has files of ${total} bytes in all, above the ${formatBytes(mostBytes)} that a ConfigMap holds`,
    hint: 'put the large ones into the image, or into a volume',
  };
}

/** A file that nobody reads was meant for somebody. */
function* checkUnused({ services }: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const read = new Set<DocumentName>();
  for (const { service, environment, settings } of all) {
    const folder = documents.filesFolder(service);
    // One that every environment has another one of is what a new environment begins with.
    for (const name of Object.values(settings.files).flat())
      for (const document of [`${folder}/${name}`, `${folder}/${environment}/${name}`]) read.add(document);
  }
  for (const [name, { files, overlays }] of services) {
    for (const document of files?.keys() ?? []) {
      // What is deployed nowhere reads nothing yet.
      if (read.has(document) || overlays.size === 0) continue;
      const file = document.slice(document.lastIndexOf('/') + 1);
      yield {
        document,
        path: [],
        message: `service "${name}" reads this file nowhere`,
        hint: `name it in files, such as "files: { /etc/${name}: [${file}] }", or delete it`,
      };
    }
  }
}
