import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { readShippedSchemas } from '../src/manifest-schemas/shipped-schemas';
import { programsOnPath } from '../src/manifests/programs';
import { readManifests } from '../src/manifests/read-folder';
import { renderedFolders } from '../src/model/tree-layout';
import { findPrograms } from '../test/cluster/tools/find-programs';
import { writeKubeconformSchemas } from '../test/scanners/kubeconform-schemas';
import { measureOther } from './measure';
import type { Figures } from './measure';
import { repository } from './tree';

/**
 * Prepares a run of kubeconform over a rendered tree, with the schemas that `slipway check` uses, and without the network.
 *
 * @returns undefined when it is not installed
 */
export function kubeconform(root: string): (() => Figures) | undefined {
  const program = findPrograms(['kubeconform']).found.get('kubeconform');
  if (program === undefined) return undefined;
  const folders = renderedFolders.map((folder) => join(root, folder));
  const kinds = new Map(
    readManifests(folders, programsOnPath({ variables: process.env })).flatMap(({ objects }) =>
      objects.map((object) => [`${object.apiVersion} ${object.kind}`, object]),
    ),
  );
  const schemas = join(root, 'kubeconform');
  mkdirSync(schemas);
  const location = writeKubeconformSchemas(readShippedSchemas(repository, '1.36'), kinds.values(), schemas);
  const options = ['-schema-location', location, '-ignore-filename-pattern', 'kustomization.yaml', '-summary'];
  return () => measureOther(program, [...options, '-n', String(availableParallelism()), ...folders]);
}
