import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { policyRules } from '../../policies/rules';
import { areas } from '../../stacks/doctor/symptom';
import type { Area } from '../../stacks/doctor/symptom';
import { StackSettings } from '../../stacks/settings';
import { chartNames, images, ownCharts, publishedChart } from '../../stacks/versions';
import type { PublishedChart } from '../../stacks/published-chart';
import { jsonSchemaOf } from '../schemas/catalog-schemas';
import { readExported } from './read-exports';
import { rowsOf, schemaOf } from './schema-rows';
import { codeCell, proseCell, table } from './table';

const components = join(__dirname, '..', '..', 'stacks', 'components');

/** Who runs an image that no chart brings. */
const userOfImage = {
  argocd: 'the backup',
  awsCli: 'the backup',
  gatewayApiPlugin: 'Argo Rollouts, where an environment has `canaryWeights: routes`',
} as const satisfies Readonly<Record<keyof typeof images, string>>;
const imageNames = ['argocd', 'awsCli', 'gatewayApiPlugin'] as const;

/** What the doctor looks at, in the words of people. */
const meaningOfArea: Readonly<Record<Area, string>> = {
  cluster: 'The API server answers in time, and is that of the cluster that the stack names.',
  version: 'Kubernetes has the minor version that the environments of the cluster name.',
  state: 'Nothing holds the state of the stack.',
  repositories: 'No Application or AppProject of the names of this catalog is of another repository.',
  permissions: 'This user may do what `pulumi up` does, for every kind that the program and its releases make.',
  releases: 'Every release is there, and none is stuck.',
  plugins: 'Argo Rollouts has its plugin where an environment has `canaryWeights: routes`.',
  fields: 'Nobody has added a field to what the tree runs. Argo CD does not see what is added.',
  drift: 'No object of a release was deleted or edited by hand. Pulumi does not look at these.',
  kinds: 'Every kind of the rendered tree and of the program is served, in the version that they are written in.',
  owners:
    'What the first `pulumi up` makes is not there already: no kind of a chart that is not installed yet, and no namespace.',
  stores: 'External Secrets can read each `ClusterSecretStore` that an environment names.',
  storage: 'The cluster has each StorageClass that a service names.',
  signatures:
    'The cluster verifies signatures of images where `imageSignatures` of an environment says so: who verifies is there, and its policies are there, ready, and refuse.',
  secrets: 'Every Secret that the platform reads is there, with its keys. Values are neither compared nor shown.',
  metrics:
    'What Prometheus is to measure can be found: each monitor of the platform has a Service or pods with its port.',
  'add-ons': 'Each add-on works, as the object says by which that can be seen.',
  delivery: 'Each environment is delivered, and no Application of it is stuck; what to do about one that is.',
};

/** docs/reference/platform.md: what a stack may say, and what it is made of. */
export function platformPage(): string {
  const schema = schemaOf(jsonSchemaOf({ name: 'stack', title: 'Stack', description: '', schema: StackSettings }));
  const rows = rowsOf(schema).map(({ path, value, fallback, meaning }) => [
    codeCell(`slipway:${path}`),
    value,
    fallback,
    proseCell(meaning),
  ]);
  return [
    '# Platform',
    'What a stack of the Pulumi program in `stacks/` may say, and what it is made of. [Install the platform](../how-to/install-the-platform.md) begins at ' +
      'the beginning.',
    '## Settings',
    'Keys of `stacks/config/Pulumi.<stack>.yaml`. `pulumi config set --path <key> <value>` writes them. An unknown key is an error, and all errors are ' +
      'reported together. No setting is a secret: `kind: store` and `kind: secret` say where one comes from.',
    table(['key', 'value', 'default', 'meaning'], rows),
    '## Components',
    'Each is a file, and can be used without the others.',
    table(['component', 'what it is'], componentRows()),
    '## Charts and images',
    'Pinned in [`stacks/versions.ts`](../../stacks/versions.ts), those of add-ons in [`stacks/add-ons/`](../../stacks/add-ons); `slipway:versions` of a stack says otherwise.',
    table(
      ['chart', 'version', 'for a folder of charts'],
      [
        ...chartNames.map((name) => [
          codeCell(name),
          publishedChart(name).version,
          codeCell(pullOf(publishedChart(name))),
        ]),
        ...Object.entries(ownCharts).map(([name, version]) => [
          codeCell(name),
          version,
          `is in \`stacks/charts/${name}\``,
        ]),
      ],
    ),
    table(
      ['image', 'of'],
      imageNames.map((name) => [codeCell(images[name]), userOfImage[name]]),
    ),
    '## Doctor',
    '`npm run platform -- doctor --stack <stack>` looks at these and changes nothing. A `?` is what could not be looked at, or is not there yet: it proves nothing. `--json` is for programs. Exit codes: 0 fine, 1 something is ' +
      'wrong with the cluster, 2 wrong usage or bad input.',
    table(
      ['area', 'what holds'],
      areas.map((area) => [area, proseCell(meaningOfArea[area])]),
    ),
    '## Policies',
    '`pulumi preview --policy-pack policies` refuses a program that breaks one. A test holds them against the shipped stacks.',
    table(
      ['policy', 'what holds'],
      policyRules.map(({ name, description }) => [codeCell(name), proseCell(description)]),
    ),
  ].join('\n\n');
}

function pullOf({ reference, repository, version }: PublishedChart): string {
  const from = repository === undefined ? '' : ` --repo ${repository}`;
  return `helm pull ${reference}${from} --version ${version} --untar --untardir charts`;
}

function componentRows(): readonly (readonly string[])[] {
  return readdirSync(components)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const name = /class (\w+) extends pulumi\.ComponentResource/.exec(
        readFileSync(join(components, file), 'utf8'),
      )?.[1];
      if (name === undefined) throw new Error(`stacks/components/${file} has no component`);
      const { summary } = readExported(`stacks/components/${file}`, name);
      return [`[\`${name}\`](../../stacks/components/${file})`, proseCell(summary)];
    });
}
