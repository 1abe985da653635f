import * as z from 'zod';

import { DnsLabel } from '../src/model/names';
import { AddOnSettings } from './add-ons/settings';
import { ArgoCdSettings } from './settings/argocd';
import { BackupSettings } from './settings/backup';
import { EmailSettings } from './settings/email';
import { GitOpsControllerSettings } from './settings/gitops-controller';
import { LinkerdSettings } from './settings/linkerd';
import { MonitoringSettings } from './settings/monitoring';
import { NotificationSettings } from './settings/notifications';
import { OwnAddOns } from './settings/own-add-ons';
import { SecretStoreSettings } from './settings/secret-store';
import { chartNames } from './versions';

/** What is installed on a cluster besides Argo CD. Everything that the tree of the shipped catalog needs is on by default. */
export const Install = z.strictObject({
  gatewayApi: z.boolean().default(true).describe('Kinds of the Gateway API.'),
  externalSecrets: z.boolean().default(true).describe('External Secrets, and the store that environments name.'),
  linkerd: z.boolean().default(true).describe('Service mesh.'),
  monitoring: z.boolean().default(true).describe('Prometheus, Alertmanager and Grafana.'),
  argoRollouts: z.boolean().default(true).describe('Controller of canaries and of blue-green.'),
  gitopsController: z
    .boolean()
    .default(false)
    .describe("Slipway's own controller; its image is built by whoever runs it."),
  backup: z.boolean().default(true).describe('Nightly backup of what Argo CD keeps.'),
});

/** Which cluster a stack is for. */
export const ClusterSettings = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a uid')
    .describe(
      'Uid of the namespace kube-system, which no two clusters share: "kubectl get namespace kube-system -o jsonpath={.metadata.uid}".',
    ),
  kubeconfig: z.string().min(1).optional().describe('Path of a kubeconfig. Default: what KUBECONFIG names.'),
  context: z.string().min(1).optional().describe('Context of the kubeconfig. Default: its current context.'),
});

// What is installed, and the settings that have no default for it.
const needed = [
  ['backup', 'backup'],
  ['externalSecrets', 'secretStore'],
  ['gitopsController', 'gitopsController'],
  ['linkerd', 'linkerd'],
] as const;

/** What is not installed needs no settings, not even right ones: nobody has to finish what somebody began. */
export function withoutUnneeded(input: unknown): unknown {
  const install: unknown =
    typeof input === 'object' && input !== null && 'install' in input ? input.install : undefined;
  if (typeof input !== 'object' || input === null || typeof install !== 'object' || install === null) return input;
  const off = needed.filter(([part]) => Reflect.get(install, part) === false).map(([, settings]) => settings);
  return Object.fromEntries(Object.entries(input).filter(([key]) => !off.some((settings) => settings === key)));
}

/** Configuration of a stack: the keys `slipway:*` of `stacks/config/Pulumi.<stack>.yaml`. Secrets are not among them. */
export const StackSettings = z
  .strictObject({
    catalog: z
      .string()
      .min(1)
      .default('catalog')
      .describe('Folder of the catalog: a whole path, or one relative to the root of the project.'),
    environments: z
      .array(DnsLabel)
      .min(1)
      .optional()
      .describe('Environments of the catalog that this cluster serves. Default: the one that is named like the stack.'),
    cluster: ClusterSettings.describe('Which cluster this stack is for.'),
    charts: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder with every chart, for clusters without internet. Default: charts are taken from where they are published.',
      ),
    chartSources: z
      .partialRecord(
        z.enum(chartNames),
        z.strictObject({
          reference: z
            .string()
            .min(1)
            .describe('Where Helm gets it, such as an OCI reference, or its name in a repository.'),
          repository: z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe('Repository that is no registry.'),
        }),
      )
      .default({})
      .describe('Where charts are, if not where their makers publish them: a mirror.'),
    versions: z
      .partialRecord(z.enum(chartNames), z.string().min(1))
      .default({})
      .describe('Versions of charts other than those that Slipway was made with.'),
    backup: BackupSettings.optional().describe(
      'Where the backup goes. Needed unless "slipway:install.backup" is false.',
    ),
    gitopsController: GitOpsControllerSettings.optional().describe(
      'Slipway\'s own controller. Needed unless "slipway:install.gitopsController" is false.',
    ),
    linkerd: LinkerdSettings.optional().describe('The service mesh. Needed unless "slipway:install.linkerd" is false.'),
    otherMesh: z
      .boolean()
      .default(false)
      .describe(
        'Whether somebody else keeps Linkerd on this cluster. Meshed services are refused where neither does it nor Slipway.',
      ),
    apiServerPorts: z
      .array(z.int().min(1).max(65_535))
      .min(1)
      .default([443, 6443])
      .describe(
        'Ports under which the API server listens, which NetworkPolicies open: that of its Service, and the one behind it, such as 16443 of MicroK8s.',
      ),
    values: z
      .partialRecord(z.enum(chartNames), z.record(z.string(), z.json()))
      .default({})
      .describe(
        'Values of charts besides those of Slipway, laid over them last: mappings are merged, everything else is replaced, and "null" takes away. The policies look at the outcome.',
      ),
    secretStore: SecretStoreSettings.optional().describe(
      'Where secrets are. Needed unless "slipway:install.externalSecrets" is false.',
    ),
    install: Install.prefault({}).describe('What is installed besides Argo CD.'),
    argocd: ArgoCdSettings.prefault({}).describe('Argo CD itself.'),
    addOns: AddOnSettings.default({}).describe(
      'What a cluster may have besides what the tree needs. What is said is installed, with its policies, monitors, alerts and a check of doctor; `{}` is enough where nothing is required.',
    ),
    ownAddOns: OwnAddOns.default({}).describe(
      'Add-ons of your own: folders of the GitOps repository, each an Application of this cluster.',
    ),
    outputsOf: z
      .string()
      .regex(/^[\w.-]+(?:\/[\w.-]+){0,2}$/, 'must be a stack such as "our-org/network/prod"')
      .optional()
      .describe('Pulumi stack whose outputs `slipway:ownAddOns` may name. Default: none.'),
    email: EmailSettings.optional().describe('The mail server. Default: nobody gets mail.'),
    monitoring: MonitoringSettings.prefault({}).describe('Prometheus, Alertmanager and Grafana.'),
    notifications: NotificationSettings.prefault({}).describe('What Argo CD tells of its Applications.'),
  })
  .check(({ value, issues }) => {
    for (const [part, settings] of needed) {
      if (!value.install[part] || value[settings] !== undefined) continue;
      issues.push({ code: 'invalid_type', expected: 'object', input: undefined, path: [settings] });
    }
  });
export type StackSettings = z.infer<typeof StackSettings>;
