import { documents } from '../../model/catalog';
import { cdk8sFiles } from './cdk8s-texts';
import { checkConfigText } from './check-config-text';
import { environmentSketches, environmentText } from './environment-text';
import type { InitFile, InitNames } from './names';
import { platformText } from './platform-text';
import { readmeText } from './readme-text';
import { overlayText, serviceText } from './service-texts';

/** Names of the JSON Schemas that the files of a catalog, and slipway.yaml, point to. */
export const schemaNames = ['platform', 'environment', 'service', 'overlay', 'slipway'] as const;

/**
 * The files of a new repository that people edit, in the order of paths. CODEOWNERS and .gitattributes are rendered.
 *
 * @param pipeline the files of the CI system
 * @param schemas text of each JSON Schema, by name
 */
export function skeleton(
  names: InitNames,
  pipeline: readonly InitFile[],
  schemas: Readonly<Record<(typeof schemaNames)[number], string>>,
): readonly InitFile[] {
  const inCatalog = (document: string, text: string): InitFile => ({ path: `catalog/${document}`, text });
  const files: readonly InitFile[] = [
    inCatalog(documents.platform, platformText(names)),
    ...environmentSketches.map((sketch) => inCatalog(documents.environment(sketch.name), environmentText(sketch))),
    inCatalog(documents.service(names.service), serviceText(names)),
    ...environmentSketches.map(({ name }, index) =>
      inCatalog(documents.overlay(names.service, name), overlayText(names, name, environmentSketches[index - 1]?.name)),
    ),
    ...schemaNames.map((name) => inCatalog(`.schemas/${name}.schema.json`, schemas[name])),
    ...pipeline,
    ...cdk8sFiles,
    { path: 'slipway.yaml', text: checkConfigText() },
    {
      path: '.gitignore',
      text: '# What Slipway is writing at the moment.\n.slipway/\n# What "cdk8s synth" writes.\ndist/\n',
    },
    { path: 'README.md', text: readmeText(names) },
  ];
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
