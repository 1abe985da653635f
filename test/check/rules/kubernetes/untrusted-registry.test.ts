import { untrustedRegistry } from '../../../../src/check/rules/kubernetes/untrusted-registry';
import { testCases } from '../../../helpers/rule-cases';

const trustingUs = { trustedRegistries: ['ghcr.io/your-org'] };

describe('where Docker Hub is trusted', () => {
  testCases(
    untrustedRegistry,
    [{ in: 'an image without a registry, which is of Docker Hub', manifests: podOf('nginx:1.29.1'), finds: [] }],
    { trustedRegistries: ['docker.io/library'] },
  );
});

describe('where one organization is trusted', () => {
  testCases(
    untrustedRegistry,
    [
      { in: 'an image of its own', manifests: podOf('ghcr.io/your-org/web:v1'), finds: [] },
      {
        in: 'an image without a registry',
        manifests: podOf('nginx:1.29.1'),
        finds: ['warning: container "web" runs "nginx:1.29.1" from a registry that is not trusted'],
      },
      {
        in: 'an image of an organization whose name begins alike',
        manifests: podOf('ghcr.io/your-org-evil/web:v1'),
        finds: ['warning: container "web" runs "ghcr.io/your-org-evil/web:v1" from a registry that is not trusted'],
      },
    ],
    trustingUs,
  );
});

function podOf(image: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: "${image}" }] }
`;
}
