import type { RecordedResource } from '../../stacks/helpers/record';
import { KubeObject } from '../harness/kube-client';
import type { RenderedFile } from './rendered-files';

/** The objects that the Pulumi program makes itself: all but the releases, whose objects Helm makes. */
export function platformObjects(resources: readonly RecordedResource[]): readonly RenderedFile[] {
  return resources
    .filter(({ type }) => type.startsWith('kubernetes:') && !type.startsWith('kubernetes:helm.sh/'))
    .map(({ type, name, inputs }) => ({ file: `${type} ${name}`, object: KubeObject.parse(inputs) }));
}
