import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { isDnsLabel } from '../names';
import { volumeName } from '../place-names';
import { formatPath } from '../problem';
import type { Resolved } from '../resolve';
import { storagesOf } from '../storage';
import { placeOf } from './place-of';

/** Each folder of a pod has one volume, and each volume has a name that Kubernetes accepts. */
export function* checkFolders(resolved: Resolved): Iterable<Breach> {
  const users = new Map<string, SettingPath>();
  for (const { path, folder } of foldersOf(resolved)) {
    const key = folder === '/' ? folder : folder.replace(/(?<!\/)\/+$/, '');
    const user = users.get(key);
    if (user === undefined) {
      users.set(key, path);
      continue;
    }
    yield {
      ...placeOf(resolved, path, user),
      message: `service "${resolved.service}" has two volumes at "${key}": ${formatPath(user)} and ${formatPath(path)}`,
      hint: 'give each of them a folder of its own',
    };
  }
  const paths = new Map<string, string>();
  for (const path of Object.keys(resolved.settings.scratch).sort()) {
    const name = volumeName(path);
    const other = paths.get(name);
    paths.set(name, path);
    if (other === undefined && isDnsLabel(name)) continue;
    const reason = other === undefined ? 'which is no DNS-1123 label' : `as that of "${other}" is`;
    yield {
      ...placeOf(resolved, ['scratch', path]),
      message: `the volume of scratch folder "${path}" would be called "${name}", ${reason}`,
      hint: 'use another folder: letters and digits of the path make the name, at most 63',
    };
  }
}

/** Whether keys of the Secret of a service are files. */
export function hasSecretFiles({ secrets }: Resolved['settings']): boolean {
  const isWhole = secrets.wholeKeys.length > 0 && secrets.wholeKeysAs === 'files';
  return isWhole || Object.values(secrets.keys).some((key) => key.env === undefined);
}

/** Folders of a service that a volume is in, and what says so. */
export function foldersOf({
  settings,
  wants,
}: Resolved): readonly { readonly path: SettingPath; readonly folder: string }[] {
  const { config, secrets, scratch, volumes, files } = settings;
  const hasFiles = hasSecretFiles(settings);
  return [
    ...storagesOf(wants).map(({ mountPath }, index) => ({
      path: ['storage', ...(Array.isArray(wants.storage) ? [index] : []), 'mountPath'],
      folder: mountPath,
    })),
    ...(config.mountPath === undefined ? [] : [{ path: ['config', 'mountPath'], folder: config.mountPath }]),
    ...Object.keys(files)
      .sort()
      .map((folder) => ({ path: ['files', folder], folder })),
    ...(hasFiles ? [{ path: ['secrets', 'mountPath'], folder: secrets.mountPath }] : []),
    ...Object.keys(scratch)
      .sort()
      .map((folder) => ({ path: ['scratch', folder], folder })),
    ...Object.entries(volumes).flatMap(([name, { mounts = [] }]) =>
      mounts.flatMap(({ mountPath, container }, index) =>
        container === undefined ? [{ path: ['volumes', name, 'mounts', index, 'mountPath'], folder: mountPath }] : [],
      ),
    ),
  ];
}
