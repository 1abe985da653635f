import type { Effect, Effects } from '../effects/effect';
import type { VerbName } from '../model/verb-name';

type IsOf = (effect: Effect) => boolean;

/** Effects that nothing else comes with. */
const onlyEffects: Partial<Record<VerbName, IsOf>> = {
  bump: ({ kind }) => kind === 'release',
  scale: ({ kind, path }) => kind === 'scale' || (kind === 'setting' && path[0] === 'resources'),
  hold: ({ kind }) => kind === 'hold',
  resume: ({ kind }) => kind === 'hold',
};

/** Effects of which one is there for each service, whatever else comes with it. */
const mainEffects: Partial<Record<VerbName, IsOf>> = {
  promote: ({ kind }) => kind === 'release',
  rollback: ({ kind }) => kind === 'release',
  create: ({ kind }) => kind === 'service',
  retire: ({ kind }) => kind === 'service',
};

/**
 * A verb as far as its effects bear it out: permissions are about verbs, and whoever writes a request writes its verb.
 *
 * @returns undefined when it does something else: then it is judged as an edit by hand
 */
export function credibleVerb(verb: VerbName | undefined, { effects }: Effects): VerbName | undefined {
  if (verb === undefined) return undefined;
  const said = effects.filter(({ kind }) => kind !== 'rendering');
  const [isOnly, isMain] = [onlyEffects[verb], mainEffects[verb]];
  if (isOnly !== undefined) return said.every(isOnly) ? verb : undefined;
  if (isMain === undefined) return verb;
  const services = new Set(said.map(({ service }) => service));
  const isBorneOut = [...services].every((name) => said.some((one) => one.service === name && isMain(one)));
  return isBorneOut ? verb : undefined;
}
