import * as z from 'zod';

import { DataKey, Folder, ObjectName, VariableName, pattern } from './names';
import { Duration } from './numbers';

/** A store of External Secrets. */
export const SecretStore = z.strictObject({
  name: ObjectName,
  kind: z.enum(['SecretStore', 'ClusterSecretStore']).default('ClusterSecretStore'),
});

const SecretKey = z.strictObject({
  env: VariableName.optional().describe('Environment variable that receives the value. Without it the key is a file.'),
  remoteKey: z.string().min(1).optional().describe('Key in the secret store. Default: secrets.remoteKey.'),
  property: z.string().min(1).optional().describe('Property below the key. Default: the name of this key.'),
});

/** Secrets from the external store. */
export const SecretSettings = z.strictObject({
  remoteKey: pattern(['service', 'environment', 'team']).optional().describe('Key in the secret store.'),
  refreshInterval: Duration.optional().describe('How often the store is asked.'),
  mountPath: Folder.optional().describe('Folder of the keys that are files.'),
  keys: z.record(DataKey, SecretKey).optional().describe('Keys of the Secret `<service>-secrets`.'),
  store: SecretStore.optional().describe('Store that is asked. Default: that of the environment.'),
  wholeKeys: z
    .array(pattern(['service', 'environment', 'team']))
    .optional()
    .describe('Keys in the store of which the Secret gets every property, whatever they are called.'),
  wholeKeysAs: z
    .enum(['environment', 'files'])
    .optional()
    .describe(
      'Whether the properties of `wholeKeys` are files in `mountPath`, or variables, which every program of the container sees. Default: files.',
    ),
  reload: z
    .enum(['never', 'reloader'])
    .optional()
    .describe(
      "Who replaces pods when a Secret that they read has other values: nobody, so that files change and variables do not; or Stakater's Reloader, which has to run in the cluster. Default: never.",
    ),
});
