import { listAt, textAt } from '../../manifests/value-at';
import type { ManifestObject } from '../../manifests/manifest';
import { afterOf, beforeOf } from '../change';
import type { Consequence, Forecast } from '../consequence';
import { onlyIn, sources } from '../consequence';
import { podTemplateOf } from '../workload';

/** Parts of nodes that pods get or lose: what is there is of the node and of everybody who runs on it. */
export const nodeFolders: Forecast = ({ change, object }) => {
  if (podTemplateOf(object) === undefined) return [];
  const [before, after] = [foldersIn(beforeOf(change)), foldersIn(afterOf(change))];
  const say = (text: string): Consequence => ({
    category: 'access',
    severity: 'notice',
    text,
    source: sources.hostPath,
  });
  return [
    ...onlyIn(after, before).map((path) => say(`pods get ${path} of their node`)),
    ...onlyIn(before, after).map((path) => say(`pods no longer get ${path} of their node`)),
  ];
};

function foldersIn(object: ManifestObject | undefined): readonly string[] {
  const template = object === undefined ? undefined : podTemplateOf(object);
  if (object === undefined || template === undefined) return [];
  const volumes = listAt(object.value, [...template.path, 'spec', 'volumes']);
  return volumes.flatMap((volume) => textAt(volume, ['hostPath', 'path']) ?? []);
}
