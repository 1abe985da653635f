import { relative, resolve } from 'node:path';

import { chartsFolder } from '../../charts-suite/real-chart';
import { packageRoot } from '../../helpers/run-slipway';
import { catalogBehindEnvoy } from '../../stacks/helpers/catalog-behind-envoy';
import { everyAddOn } from '../../stacks/helpers/every-add-on';
import { shippedConfig } from '../../stacks/helpers/the-stack';
import type { Config } from '../../stacks/helpers/the-stack';
import { describeWithRealCharts } from '../describe-with-real-charts';
import { PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

const up = ['up', '--stack', 'dev', '--yes', '--skip-preview'] as const;
const roleArn = 'arn:aws:iam::123456789012:role/karpenter';

// Each test goes on where the one before it ended.
describeWithRealCharts("every add-on, and one of one's own", (cluster) => {
  let project: PulumiProject;
  let config: Config;

  beforeAll(async () => {
    project = PulumiProject.create();
    const { cluster: which, linkerd } = await stackConfig(cluster());
    const outputs = { roleArn: JSON.stringify(roleArn), token: "pulumi.secret('for-nobody')" };
    config = {
      ...shippedConfig('dev'),
      cluster: which,
      linkerd,
      charts: chartsFolder,
      catalog: relative(project.folder, resolve(packageRoot, catalogBehindEnvoy())),
      argocd: exposedBehindEnvoy,
      // The class of volumes that the others name is not here.
      addOns: { ...everyAddOn, tempo: { size: '50Gi' } },
      outputsOf: project.addOutputs('network', outputs),
    };
    project.addStack('dev', { ...config, ownAddOns: karpenter('token') });
  });

  afterAll(() => project?.remove());

  test('a secret of another stack is refused before anything is made, and so is what it has not', () => {
    const secret = project.pulumi('preview', '--stack', 'dev');
    project.configure('dev', { ...config, ownAddOns: karpenter('rolArn') });
    const unknown = project.pulumi('preview', '--stack', 'dev');

    expect(secret.exitCode).not.toBe(0);
    expect(secret.output).toContain('the output "token" of organization/network/dev is a secret');
    expect(secret.output).not.toContain('for-nobody');
    expect(unknown.exitCode).not.toBe(0);
    expect(unknown.output).toContain('the stack organization/network/dev has no output "rolArn"');
  });

  test('an output of another stack becomes a value of the add-on, and all the others are installed', async () => {
    project.configure('dev', { ...config, ownAddOns: karpenter('roleArn') });

    succeeded(project.pulumi(...up));

    const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd' };
    const { spec } = await cluster().client.get({ ...application, name: 'add-on-karpenter' });
    expect(spec).toMatchObject({
      source: { helm: { valuesObject: { replicas: 2, serviceAccount: { annotations: { role: roleArn } } } } },
    });
  });

  test('a second "up" changes nothing, also when the engine looks at the cluster', () => {
    const again = succeeded(project.pulumi(...up, '--expect-no-changes'));
    succeeded(project.pulumi('preview', '--stack', 'dev', '--refresh', '--expect-no-changes'));

    expect(again.output).toMatch(/Resources:\s+\d+ unchanged\s/);
  });
});

/** Envoy Gateway has its proxies beside its controller. */
const exposedBehindEnvoy = {
  exposure: {
    kind: 'gateway',
    host: 'argocd-dev.local',
    name: 'public',
    namespace: 'gateway-system',
    proxyNamespace: 'envoy-gateway-system',
  },
};

/** An add-on of one's own, as docs/how-to/add-ons.md has it. @param output that it takes */
function karpenter(output: string): object {
  return {
    karpenter: {
      path: 'add-ons/karpenter',
      namespace: 'karpenter',
      values: { replicas: 2 },
      outputs: { 'serviceAccount.annotations.role': output },
      reaches: [443],
    },
  };
}
