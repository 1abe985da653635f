import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { isDnsLabel } from '../names';
import { volumeName } from '../place';
import { formatPath } from '../problem';
import type { Resolved } from '../resolve';
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

/** Folders of a service that a volume is in, and what says so. */
export function foldersOf({
  settings,
  wants,
}: Resolved): readonly { readonly path: SettingPath; readonly folder: string }[] {
  const { config, secrets, scratch } = settings;
  const hasFiles = Object.values(secrets.keys).some((key) => key.env === undefined);
  return [
    ...(wants.storage === undefined ? [] : [{ path: ['storage', 'mountPath'], folder: wants.storage.mountPath }]),
    ...(config.mountPath === undefined ? [] : [{ path: ['config', 'mountPath'], folder: config.mountPath }]),
    ...(hasFiles ? [{ path: ['secrets', 'mountPath'], folder: secrets.mountPath }] : []),
    ...Object.keys(scratch)
      .sort()
      .map((folder) => ({ path: ['scratch', folder], folder })),
  ];
}
