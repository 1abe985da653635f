import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { Resolved } from '../resolve';
import type { Service } from '../service';
import type { SettingsLayer } from '../settings';
import { unheardKeys } from './unheard-keys';

/** Labels and annotations of every object are those of its manifests, too. */
const heard: ReadonlySet<string> = new Set(['metadata'] satisfies (keyof SettingsLayer)[]);

/** Keys of a service about pods that Slipway makes, and about who reaches them. */
const ofPods = [
  'image',
  'command',
  'args',
  'ports',
  'public',
  'database',
  'redis',
  'dependsOn',
  'peers',
  'egress',
  'storage',
  'podManagement',
  'backup',
  'selector',
  'names',
] as const satisfies readonly (keyof Service)[];

/** What is nothing but its manifests has some, and says nothing of pods that nobody makes. */
export function* checkOnlyManifests(resolved: Resolved): Iterable<Breach> {
  const { service, environment, wants, overlay, manifests, isRetired } = resolved;
  if (wants.runs !== 'manifests') return;
  const sources: readonly (readonly [document: string, said: object])[] = [
    [documents.service(service), wants],
    [documents.overlay(service, environment), overlay],
  ];
  for (const [document, said] of sources) {
    for (const key of unheardKeys(said, heard, ofPods))
      yield {
        document,
        path: [key],
        message: `"${key}" of service "${service}" changes nothing: it runs nothing but its manifests`,
        hint: 'say it there, or remove "runs: manifests"',
      };
  }
  if (isRetired || wants.extensions !== undefined || manifests.some(({ objects }) => objects.length > 0)) return;
  yield {
    document: documents.service(service),
    path: ['runs'],
    message: `service "${service}" is nothing but its manifests, and has none in "${environment}"`,
    hint: `write one into catalog/${documents.manifestsFolder(service)}`,
  };
}
