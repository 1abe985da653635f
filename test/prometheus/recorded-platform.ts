import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

const Labels = z.record(z.string(), z.string());

/** Pods and Services of a platform with everything switched on, as its charts make them. */
export type RecordedPlatform = z.output<typeof RecordedPlatform>;

const RecordedPlatform = z.strictObject({
  /** Charts and their versions. */
  charts: Labels,
  pods: z.array(
    z.strictObject({
      /** "Deployment argocd-server". */
      of: z.string(),
      namespace: z.string(),
      labels: Labels,
      hostNetwork: z.boolean(),
      containers: z.array(
        z.strictObject({
          name: z.string(),
          ports: z.array(z.strictObject({ name: z.string(), containerPort: z.number() })),
        }),
      ),
    }),
  ),
  services: z.array(
    z.strictObject({
      name: z.string(),
      namespace: z.string(),
      labels: Labels,
      selector: Labels,
      ports: z.array(
        z.strictObject({ name: z.string(), port: z.number(), targetPort: z.union([z.string(), z.number()]) }),
      ),
    }),
  ),
});

/** Where it is written down. */
export const recordedFile = join(__dirname, 'recorded', 'platform.json');

/** What is written down: `npm run test:charts` holds it against the real charts, and `npm run chart-shapes` writes it. */
export function recordedPlatform(): RecordedPlatform {
  return RecordedPlatform.parse(JSON.parse(readFileSync(recordedFile, 'utf8')));
}
