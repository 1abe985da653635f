import { cpSync, rmSync, writeFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { notificationTriggers } from '../../../src/model/platform';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { edit } from '../harness/gitops';

/** Public keys of those whose word counts. */
export interface StoryKeys {
  readonly controller: string;
  /** The pipeline: it brings releases to dev, and says how tests ended. */
  readonly pipeline: string;
  readonly dev: string;
}

/**
 * The shipped catalog with its gates, and with people: nothing but another service runs yet. What depends on the hour of the day is
 * taken out, a soak is one minute instead of thirty, and nobody is told but the portal.
 */
export function storyCatalog({ controller, pipeline, dev }: StoryKeys): string {
  const catalog = join(temporaryFolder(), 'catalog');
  cpSync(shippedCatalog, catalog, { recursive: true });
  rmSync(join(catalog, 'services'), { recursive: true });
  edit(join(catalog, 'platform.yaml'), [
    [['notifications'], { port: [...notificationTriggers] }],
    [
      ['attesters'],
      {
        controller: { keys: [controller], of: ['portal', 'health', 'changes'] },
        pipeline: { keys: [pipeline], of: ['tests'] },
      },
    ],
  ]);
  edit(join(catalog, 'environments', 'staging.yaml'), [[['notifications'], {}]]);
  edit(join(catalog, 'environments', 'prod.yaml'), [
    [['notifications'], {}],
    [['freezes'], []],
    [['gates', 'evidence', 'healthyFor'], '1m'],
  ]);
  writeFileSync(
    join(catalog, 'people.yaml'),
    `people:
  dev: { emails: [developer@company.com], logins: { port: "auth0|dev" }, keys: ["${dev}"], teams: [backend-team] }
  sre-one: { emails: [sre-one@company.com], logins: { port: "auth0|sre-one" }, teams: [sre-team] }
  sre-two: { emails: [sre-two@company.com], logins: { port: "auth0|sre-two" }, teams: [sre-team] }
  sre-three: { emails: [sre-three@company.com], logins: { port: "auth0|sre-three" }, teams: [sre-team] }
`,
  );
  const service = join(catalog, 'services', 'mail');
  mkdirSync(service, { recursive: true });
  writeFileSync(join(service, 'service.yaml'), 'team: backend-team\nports:\n  - { name: http, containerPort: 8080 }\n');
  for (const environment of ['dev', 'staging', 'prod']) {
    writeFileSync(
      join(service, `${environment}.yaml`),
      'release: { version: v1.0.0 }\nscale: { owner: fixed, replicas: 1 }\n',
    );
  }
  return catalog;
}

/** What somebody writes into a file of a catalog by hand. */
export function replaceInFile(file: string, before: string, after: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
  writeFileSync(file, text.replace(before, after));
}
