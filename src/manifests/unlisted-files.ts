import { basename, dirname } from 'node:path';

import type { KustomizationNode } from './kustomization';
import { kustomizationFiles } from './object-of';
import type { ManifestText } from './read-text';

/** Fields that name files whose own texts name more: nobody knows which. */
const opaqueFields = ['generators', 'transformers', 'validators'] as const;

/**
 * Files with objects that lie beside a kustomization, and that neither it nor another one names. kustomize, Argo CD and Flux
 * apply none of them.
 *
 * @param files absolute paths
 * @returns their paths by that of the kustomization
 */
export function unlistedFiles(
  files: readonly string[],
  textAt: (path: string) => ManifestText,
  nodes: ReadonlyMap<string, KustomizationNode>,
): ReadonlyMap<string, readonly string[]> {
  const kustomizationByFolder = new Map<string, string>();
  for (const { file, folder } of nodes.values()) {
    // With a key twice nobody knows what its author means by it, and that is what has to be mended.
    const isOpaque = textAt(file).kustomizations.some(
      ({ value, repeatedKeys }) => repeatedKeys.length > 0 || opaqueFields.some((field) => field in value),
    );
    if (kustomizationFiles.includes(basename(file)) && !isOpaque) kustomizationByFolder.set(folder, file);
  }
  const candidates = files.filter((file) => {
    const kustomization = kustomizationByFolder.get(dirname(file));
    if (kustomization === undefined || nodes.has(file)) return false;
    const { parts = [] } = nodes.get(kustomization) ?? {};
    // Nearly always its own one names it, in a short list.
    return !(parts.length < 100 && parts.includes(file)) && isForKustomize(textAt(file));
  });
  const unlisted = new Map<string, string[]>();
  if (candidates.length === 0) return unlisted;
  const named = new Set([...nodes.values()].flatMap(({ parts }) => parts));
  for (const file of candidates.filter((one) => !named.has(one))) {
    const kustomization = kustomizationByFolder.get(dirname(file)) ?? '';
    const beside = unlisted.get(kustomization);
    if (beside === undefined) unlisted.set(kustomization, [file]);
    else beside.push(file);
  }
  return unlisted;
}

/** What begins everything lies beside what it begins, and is applied by hand: Applications, and the like of Flux. */
function isForKustomize({ objects }: ManifestText): boolean {
  return objects.length > 0 && !objects.some(({ group }) => group === 'argoproj.io' || group.endsWith('.fluxcd.io'));
}
