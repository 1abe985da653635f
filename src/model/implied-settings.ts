import type { SettingsLayer } from './settings';

/** What a framework or a need of a service implies, by the name that `explain` shows. */
export interface Preset {
  readonly name: string;
  readonly settings: SettingsLayer;
}

/**
 * Until it has started a process is not asked whether it lives: otherwise one that is slow, on a busy node or after a change
 * that makes it so, is ended in the middle of its start, again and again. One that is quick is asked as soon as before.
 */
export const slowStart: Preset = {
  name: 'preset slow start',
  settings: { probes: { startup: { initialDelaySeconds: 0, periodSeconds: 5, failureThreshold: 60 } } },
};

/** Health and metrics as Actuator has them. */
export const springBoot: Preset = {
  name: 'preset spring-boot',
  settings: {
    env: { SPRING_PROFILES_ACTIVE: 'kubernetes' },
    metrics: { path: '/actuator/prometheus' },
    probes: {
      liveness: {
        path: '/actuator/health/liveness',
        initialDelaySeconds: 60,
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
      readiness: {
        path: '/actuator/health/readiness',
        initialDelaySeconds: 30,
        periodSeconds: 5,
        timeoutSeconds: 3,
        failureThreshold: 3,
      },
    },
  },
};

/** What is made from the template takes jobs of up to a minute, and nobody calls it. */
export const worker: Preset = {
  name: 'preset worker',
  settings: { monitoring: { counts: 'jobs', maxLatency: '30s' } },
};

/**
 * A pod with a volume of its own is the only one that may use it, and needs time to flush it. After a crash it reads its
 * journal before it answers: to end it then would only make the journal longer.
 */
export const stateful: Preset = {
  name: 'preset storage',
  settings: {
    scale: { owner: 'fixed', replicas: 1 },
    probes: { startup: { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 60 } },
    terminationGracePeriodSeconds: 60,
  },
};

/** Where a database is, and how to get in. */
export const database: Preset = {
  name: 'preset database',
  settings: {
    secrets: {
      keys: {
        'db-host': { env: 'DB_HOST' },
        'db-username': { env: 'DB_USERNAME' },
        'db-password': { env: 'DB_PASSWORD' },
      },
    },
  },
};

/** On a node there is no second pod beside the one that is replaced: so Kubernetes does it when nobody says otherwise. */
export const everywhere: Preset = {
  name: 'preset everywhere',
  settings: { rollout: { strategy: 'rolling', maxSurge: 0, maxUnavailable: 1 } },
};

/** Where a Redis is, and how to get in. */
export const redis: Preset = {
  name: 'preset redis',
  settings: { secrets: { keys: { 'redis-url': { env: 'REDIS_URL' } } } },
};
