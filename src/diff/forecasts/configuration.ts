import { textAt } from '../../manifests/value-at';
import type { Consequence, Forecast } from '../consequence';
import { objectInWords, sources } from '../consequence';
import { categoryOfKind } from '../category';
import { readersOf } from '../workload';

/** A ConfigMap or Secret: who reads it, and when they see the change. */
export const configuration: Forecast = ({ change, object, fields, surroundings }) => {
  if (change.change !== 'changed') return [];
  const category = categoryOfKind(object);
  const isMap = object.kind === 'ConfigMap';
  const isSecret = object.kind === 'Secret' || object.kind === 'ExternalSecret';
  if (!isMap && !isSecret) return [];
  if (!fields.some(({ shape }) => !shape.startsWith('metadata.') && shape !== 'apiVersion')) return [];
  const name =
    object.kind === 'ExternalSecret' ? (textAt(object.value, ['spec', 'target', 'name']) ?? object.name) : object.name;
  const readers = readersOf(isMap ? 'ConfigMap' : 'Secret', name, surroundings.neighbours(object));
  const source = isMap ? sources.configMap : sources.secret;
  const restarting = readers.filter(({ workload }) => surroundings.isRestarting(workload));
  const staying = readers.filter(({ workload }) => !surroundings.isRestarting(workload));
  const say = (text: string, among: typeof readers): readonly Consequence[] =>
    among.length === 0
      ? []
      : [
          {
            category,
            severity: 'notice',
            text: `${text}: ${among.map(({ workload }) => objectInWords(workload)).join(', ')}`,
            source,
          },
        ];
  return [
    ...(object.kind === 'ExternalSecret' ? rewritten(name) : []),
    ...say('pods that read it restart with this change', restarting),
    ...say(
      'pods that read it as environment see it after a restart',
      staying.filter((one) => one.asEnvironment),
    ),
    ...say(
      'pods that mount one file of it (subPath) see it after a restart',
      staying.filter((one) => one.asFixedFile),
    ),
    ...say(
      'pods that mount it see it within about a minute, without a restart',
      staying.filter((one) => one.asFiles),
    ),
  ];
};

function rewritten(name: string): readonly Consequence[] {
  return [
    {
      category: 'secret',
      severity: 'notice',
      text: `External Secrets writes Secret ${name} anew; what is missing in the store makes it fail`,
      source: sources.externalSecret,
    },
  ];
}
