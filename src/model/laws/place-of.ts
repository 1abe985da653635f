import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { decides, decidingLayer } from '../layers';
import type { Layer } from '../layers';
import type { SettingPath } from '../explain';
import type { Resolved } from '../resolve';

/**
 * The place in a file that decides a setting: where a reader has to change something. Of several settings, the one
 * that the strongest layer sets; it was written in the knowledge of the others.
 */
export function placeOf(resolved: Resolved, ...paths: readonly SettingPath[]): Pick<Breach, 'document' | 'path'> {
  const strength = (path: SettingPath): number =>
    resolved.layers.findIndex((layer) => layer === decided(resolved, path));
  const [strongest = []] = [...paths].sort((a, b) => strength(b) - strength(a));
  const layer = decided(resolved, strongest);
  if (layer?.document === undefined)
    return { document: documents.overlay(resolved.service, resolved.environment), path: [] };
  return { document: layer.document, path: [...layer.prefix, ...strongest] };
}

/**
 * Names a placement in a message. The environment is left out when none of the settings is its own: the service is
 * wrong everywhere in the same way, and that is said once.
 */
export function nameOf(resolved: Resolved, ...paths: readonly SettingPath[]): string {
  const isOfEnvironment = paths.some((path) => {
    const kind = decided(resolved, path)?.kind;
    return kind === 'environment' || kind === 'overlay';
  });
  return `service "${resolved.service}"${isOfEnvironment ? ` in "${resolved.environment}"` : ''}`;
}

/**
 * Whether the service or its overlay decides a setting. What an environment says by default is for those who have a use for it.
 * The layers themselves are not asked: to lay them takes longer.
 */
export function isSaidByService({ wants, overlay }: Resolved, path: SettingPath): boolean {
  return decides(overlay, path) || decides(wants, path);
}

// A default and a preset are code: nobody can change something there.
function decided(resolved: Resolved, path: SettingPath): Layer | undefined {
  const layer = decidingLayer(resolved.layers, path);
  return layer?.document === undefined ? undefined : layer;
}
