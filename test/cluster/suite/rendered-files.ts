import { objectsOf } from '../../helpers/shipped-catalog';
import { KubeObject } from '../harness/kube-client';

/** An object and the file that it was rendered to. */
export interface RenderedFile {
  readonly file: string;
  readonly object: KubeObject;
}

/** Every object of a rendered tree. The lists of kustomize are for its own eyes, not for the API server. */
export function renderedFiles(texts: ReadonlyMap<string, string>): readonly RenderedFile[] {
  return [...objectsOf(texts)]
    .filter(([, { kind }]) => kind !== 'Kustomization')
    .map(([file, object]) => ({ file, object: KubeObject.parse(object) }));
}

/** Service and environment whose folder a file is in; undefined for what belongs to an environment as a whole. */
export function ownerOf(file: string): { readonly service: string; readonly environment: string } | undefined {
  const [, service, environment] = /^services\/([^/]+)\/overlays\/([^/]+)\//.exec(file) ?? [];
  return service === undefined || environment === undefined ? undefined : { service, environment };
}
