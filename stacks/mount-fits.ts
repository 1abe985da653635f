import type { Platform } from '../src/model/platform';
import { InputError } from '../src/model/problem';
import type { StackSettings } from './settings';

/**
 * Refuses a store of Vault whose engine is mounted where the catalog does not know: External Secrets cuts the mount off keys, and the
 * laws of the catalog hold keys against places as they are read.
 *
 * @throws InputError with what to do
 */
export function refuseUnknownMount(
  { secrets }: Pick<Platform, 'secrets'>,
  { secretStore }: Pick<StackSettings, 'secretStore'>,
): void {
  if (secretStore?.provider !== 'vault' || secrets.mounts.includes(secretStore.path)) return;
  throw new InputError([
    {
      file: 'catalog/platform.yaml',
      path: ['secrets', 'mounts'],
      message: `the engine of slipway:secretStore is mounted at "${secretStore.path}", which is none of them: ${secrets.mounts.map((mount) => `"${mount}"`).join(', ')}`,
      hint: `add "${secretStore.path}", so that keys of services are held against places as they are read`,
    },
  ]);
}
