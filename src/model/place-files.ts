import { volumeName } from './place-names';
import type { Resolved } from './resolve';
import type { ServiceFile } from './service-file';

/** Files of a placement that lie beside its service. */
export interface PlacedFiles {
  /** Each file that is used, by its name. */
  readonly contents: Readonly<Record<string, ServiceFile>>;
  /** Folders of nothing but files, and the name of the volume of each. */
  readonly folders: readonly { readonly path: string; readonly volume: string; readonly names: readonly string[] }[];
  /** Files in folders of the image. */
  readonly single: readonly { readonly path: string; readonly name: string }[];
}

/** Completes the files of a placement; those that nobody names are left out. */
export function placeFiles({ settings, files }: Pick<Resolved, 'settings' | 'files'>): PlacedFiles {
  const paths = Object.entries(settings.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = [...new Set(paths.flatMap(([, said]) => said))].sort();
  return {
    contents: Object.fromEntries(
      names.flatMap((name) => {
        const file = files.get(name)?.file;
        return file === undefined ? [] : [[name, file]];
      }),
    ),
    folders: paths.flatMap(([path, said]) =>
      Array.isArray(said) ? [{ path, volume: fileVolume(path), names: [...said].sort() }] : [],
    ),
    single: paths.flatMap(([path, said]) => (typeof said === 'string' ? [{ path, name: said }] : [])),
  };
}

/** Name of the volume of a folder of files. */
export function fileVolume(path: string): string {
  return `files-${volumeName(path)}`;
}
