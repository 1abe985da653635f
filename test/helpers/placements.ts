import type { Placement } from '../../src/model/placement';
import { aPlacement } from './a-placement';

/** One placement of each shape that a service can have: together they use every construct of a MicroserviceChart. */
export const placements = {
  plain: aPlacement(),
  springBoot: aPlacement({
    name: 'payment-service',
    platform: { portal: { provider: 'port' } },
    service: {
      language: 'java',
      framework: 'spring-boot',
      database: true,
      public: true,
      metrics: { annotations: true },
      config: { mountPath: '/app/config', values: { LOG_LEVEL: 'INFO', ENVIRONMENT: 'production' } },
      secrets: { keys: { 'tls.key': {} } },
      scratch: { '/tmp': '1Gi' },
    },
  }),
  stateful: aPlacement({
    name: 'database',
    service: {
      ports: [{ name: 'sql', containerPort: 5432, protocol: 'tcp' }],
      storage: { size: '10Gi', mountPath: '/data', className: 'fast' },
      backup: {
        schedule: '0 2 * * *',
        retentionDays: 30,
        size: '50Gi',
        command: ['sh', '-c', 'pg_dumpall > "$BACKUP_DIR/all.sql"'],
      },
    },
  }),
  canary: aPlacement({
    name: 'apm',
    service: {
      mesh: { provider: 'linkerd' },
      rollout: { strategy: 'canary', steps: [{ setWeight: 20 }, { pause: {} }], analysis: true },
      scale: {
        owner: 'keda',
        minReplicas: 0,
        maxReplicas: 9,
        triggers: [{ type: 'kafka', metadata: { topic: 'orders' } }],
      },
    },
  }),
  blueGreen: aPlacement({
    name: 'apm',
    service: {
      ports: [{ name: 'grpc', containerPort: 50051, port: 80, protocol: 'grpc' }],
      rollout: { strategy: 'blueGreen' },
      scale: { owner: 'hpa', minReplicas: 3, maxReplicas: 10, memoryPercent: 80 },
    },
  }),
} satisfies Readonly<Record<string, Placement>>;
