import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { placementsIn } from '../../src/controller/outcome-status';
import { aCatalogFolder, serviceYaml } from '../helpers/a-catalog';
import { shippedCatalog } from '../helpers/shipped-catalog';

test('R0-24, R0-30: the portal is told what all replicas of a deployment ask for and may use, in cores and MiB', () => {
  const { catalog } = loadCatalog(folderSource(shippedCatalog));
  const isMeant = (service: string, environment: string) =>
    placementsIn(catalog, (one) => one.service === service && one.environment === environment);

  expect(isMeant('payment-service', 'prod')).toMatchObject([
    { replicas: 5, cpuRequested: 1, memoryRequested: 2560, cpuLimit: 5, memoryLimit: 5120, changeTicket: 'CHG-12345' },
  ]);
  // Of an autoscaler, the fewest.
  expect(isMeant('user-service', 'prod')).toMatchObject([{ replicas: 3, cpuRequested: 0.6, memoryRequested: 768 }]);
});

test('R0-29: when the source was committed is told in UTC, as the portal computes the lead time from it', () => {
  const { catalog } = loadCatalog(
    folderSource(
      aCatalogFolder({
        'services/web/service.yaml': serviceYaml,
        'services/web/dev.yaml': `release:
  version: v1.0.0
  source: { commit: ${'a'.repeat(40)}, committedAt: "2026-11-28T09:30:00.250+01:00" }
`,
      }),
    ),
  );

  expect(placementsIn(catalog, ({ environment }) => environment === 'dev')).toMatchObject([
    { service: 'web', sourceCommittedAt: '2026-11-28T08:30:00Z' },
  ]);
});
