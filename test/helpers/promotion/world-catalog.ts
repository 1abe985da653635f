import { environmentYaml } from '../a-catalog';

/** What the model plays on, besides the catalog of the other tests: limits, a daily freeze, and a way for urgent fixes. */
export const worldCatalog: Readonly<Record<string, string>> = {
  'environments/staging.yaml': `${environmentYaml}gates:
  after: [dev]
  limits: { replicas: 6 }
`,
  'environments/prod.yaml': `${environmentYaml}freezes:
  - { reason: peak hours, schedule: "0 17 * * *", duration: 4h, allowsManualSync: true }
gates:
  after: [staging]
  approvals:
    - { count: 2, teams: [sre-team], kinds: [release, setting, service, environment, rendering] }
    - { count: 1, teams: [sre-team], kinds: [scale] }
  approvalLife: 8h
  ticket: { prefix: CHG-, kinds: [release] }
  limits: { replicas: 6, fewestReplicas: 1 }
  hotfix:
    skips: [order, evidence, freeze]
    approvals:
      - { count: 1, teams: [sre-team] }
    ticket: { prefix: INC- }
`,
};
