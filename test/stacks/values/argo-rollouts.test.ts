import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { readStack } from '../../../stacks/platform-command/read-stack';
import { valuesText } from '../../../stacks/platform-command/values';
import { argoRolloutsValues } from '../../../stacks/values/argo-rollouts';
import { images } from '../../../stacks/versions';
import { builtProgram } from '../../cluster/tools/built-program';
import { versionOf } from '../../cluster/tools/programs';
import { edit } from '../../cluster/harness/gitops';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { aProject } from '../helpers/a-project';

test('no environment wants weights of routes: the controller has no plugin, and no right to routes is asked for', () => {
  const values = argoRolloutsValues(false);

  expect(values.controller).not.toHaveProperty('trafficRouterPlugins');
  expect(values).not.toHaveProperty('providerRBAC');
});

test('an environment whose canaries are divided by routes gets the plugin, from its image', async () => {
  const project = aProject({ catalog: 'mine' });
  cpSync(shippedCatalog, join(project, 'mine'), { recursive: true });
  edit(join(project, 'mine', 'environments', 'dev.yaml'), [[['canaryWeights'], 'routes']]);

  const values: unknown = parse(await valuesText(readStack(project, 'dev'), 'argo-rollouts'));

  expect(values).toMatchObject({
    controller: {
      initContainers: [{ image: images.gatewayApiPlugin, volumeMounts: [{ mountPath: '/plugins' }] }],
      trafficRouterPlugins: [
        { name: 'argoproj-labs/gatewayAPI', location: 'file:///plugins/rollouts-plugin-trafficrouter-gatewayapi' },
      ],
      volumeMounts: [{ mountPath: '/plugins', readOnly: true }],
    },
    providerRBAC: { providers: { gatewayAPI: true } },
  });
});

test('its init container is let in by the strictest Pod Security Standard, which its namespace has', () => {
  const [container] = argoRolloutsValues(true).controller?.initContainers ?? [];

  expect(container?.securityContext).toMatchObject({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('the cluster tests build the version that the platform installs', () => {
  expect(images.gatewayApiPlugin.split(':')[1]).toBe(`v${versionOf(builtProgram('gateway-api-plugin'))}`);
});
