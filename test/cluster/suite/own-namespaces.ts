import { createHash } from 'node:crypto';

import { ownerOf } from './rendered-files';
import type { RenderedFile } from './rendered-files';

/** Objects in namespaces that nobody else uses. */
export interface OwnNamespaces {
  readonly files: readonly RenderedFile[];
  /** Names of all of these namespaces. */
  readonly namespaces: readonly string[];
}

/**
 * Moves the objects of a catalog to namespaces of their own: many catalogs then fit into one cluster, and no Argo CD that
 * runs there takes their Applications for its own.
 *
 * Environments share no namespace, as if each had a cluster. Two that had one namespace of one cluster would fight for the
 * objects in it: that is a question to the model, and not to the API server. What Argo CD reads is in one place, as it is.
 *
 * @param prefix tells catalogs apart
 */
export function inOwnNamespaces(prefix: string, files: readonly RenderedFile[]): OwnNamespaces {
  const ownName = (file: string, namespace: string): string => {
    const hash = createHash('sha256')
      .update(`${environmentOf(file)} ${namespace}`)
      .digest('hex');
    return `${prefix}-${hash.slice(0, 8)}`;
  };
  const moved = files.map(({ file, object }) => {
    const { name, namespace } = object.metadata;
    const isNamespace = object.kind === 'Namespace';
    const own = ownName(file, isNamespace ? name : (namespace ?? ''));
    const place = isNamespace ? { name: own } : { namespace: own };
    return { rendered: { file, object: { ...object, metadata: { ...object.metadata, ...place } } }, own };
  });
  return { files: moved.map(({ rendered }) => rendered), namespaces: [...new Set(moved.map(({ own }) => own))] };
}

/** Environment that an object is deployed to; empty for what Argo CD reads. */
function environmentOf(file: string): string {
  return ownerOf(file)?.environment ?? /^argocd\/([^/]+)\/baseline\//.exec(file)?.[1] ?? '';
}
