import type { CommandSpec } from '../command';
import { jsonOption } from '../common-options';

/** `slipway import`. */
export const importCommand: CommandSpec = {
  name: 'import',
  summary: 'make a catalog of Kubernetes manifests that are there, and prove what is the same',
  description:
    'Reads a folder with plain YAML or kustomizations, a file, "-", or a chart of Helm as a folder or an archive, writes a catalog that says the same, renders it in memory and ' +
    'compares: object by object and field by field. What the catalog cannot say is listed with file and line, and why; ' +
    'what Slipway adds is listed apart. Values of secrets are never copied. Nothing is overwritten. The exit code is 0 ' +
    'when nothing remains but what Slipway adds.',
  arguments: [{ name: 'DIR', summary: 'folder with manifests, or a chart', isRequired: true, values: 'folders' }],
  options: [
    { flags: '-o, --out <DIR>', summary: 'folder of the catalog (default: catalog)', values: 'folders' },
    {
      flags: '--env <NAME=PATH>',
      summary:
        'an environment, and a folder or file of it, or the values that a chart has there; may be given several times (default: they are found)',
      isRepeatable: true,
    },
    { flags: '--release <NAME>', summary: 'name of the release of Helm, of a chart (default: that of the chart)' },
    {
      flags: '--keep-chart <SOURCE>',
      summary:
        'let a chart stay the source of its service: "folder" copies it beside the service, the address of its repository keeps its archive',
    },
    { flags: '--team <TEAM>', summary: 'team of services whose labels name none' },
    { flags: '--repository <URL>', summary: 'URL by which Argo CD reads the repository' },
    {
      flags: '--adopt-all',
      summary: 'adopt every convention at once; what nothing says is listed and left behind',
    },
    {
      flags: '--keep-plain-secrets',
      summary: 'copy secrets that are written in variables, as they are in Git already',
    },
    jsonOption,
  ],
  examples: [
    { command: 'slipway import deploy/', summary: 'write catalog/ and compare' },
    {
      command: 'slipway import charts/web --env prod=values-prod.yaml --keep-chart folder',
      summary: 'make a service of a chart, with the values of an environment',
    },
    { command: 'slipway import k8s --env staging=k8s/stg --env prod=k8s/prd', summary: 'name the environments' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { importTree } = await import('../commands/import.js');
    return importTree(
      {
        folder: input.words[0] ?? '',
        out: input.text('out') ?? 'catalog',
        environments: input.texts('env'),
        release: input.text('release'),
        keptChart: input.text('keepChart'),
        team: input.text('team'),
        repository: input.text('repository'),
        isJson: input.flag('json'),
        adoptsAll: input.flag('adoptAll'),
        keepsPlainSecrets: input.flag('keepPlainSecrets'),
      },
      context,
    );
  },
};
