import type * as kubernetes from '../../imports/kubernetes';
import type { PodConfig, PodSecrets } from './pod-volumes';

// As a schema gives it, what is absent may also be there and undefined.
type Optional = boolean | undefined;

/** Where a variable is from, where it is no text: a key of an object, a field of the pod, an amount of a container. */
export type EnvValueSource =
  | { readonly secret: string; readonly key: string; readonly optional?: Optional }
  | { readonly configMap: string; readonly key: string; readonly optional?: Optional }
  | { readonly field: string }
  | {
      readonly resource: string;
      /** Whose amount it is. @default - its own */
      readonly container?: string | undefined;
      /** Unit in which it is said. @default 1 */
      readonly divisor?: string | undefined;
    };

/** Objects of which every key is a variable. */
export interface EnvSource {
  readonly secret?: string | undefined;
  readonly configMap?: string | undefined;
  /** Text before each name. @default - none */
  readonly prefix?: string | undefined;
  readonly optional?: Optional;
}

/** Variables of a container. */
export interface ContainerVariables {
  /** Texts, and where others are from; one wins over a key of `secrets` with the same variable. @default - none */
  readonly env?: Readonly<Record<string, string | EnvValueSource>>;
  /** Objects of which every key is a variable; of two with one name the later one wins. @default - none */
  readonly envFrom?: readonly EnvSource[];
  /** Its entries may be variables, too; they win over those of `envFrom`. @default - no ConfigMap */
  readonly config?: PodConfig;
  /** Keys with `env` are variables. @default - no Secret */
  readonly secrets?: PodSecrets;
}

/**
 * Variables one by one: what is known in the cluster alone comes first, so that texts may have it in them, `$(POD_IP)`. One that
 * is there twice is refused by server-side apply, so each name has one value.
 */
export function variablesOf({ env = {}, secrets }: ContainerVariables): readonly kubernetes.EnvVar[] {
  const [sources, texts]: [kubernetes.EnvVar[], kubernetes.EnvVar[]] = [[], []];
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === 'string') texts.push({ name, value });
    else sources.push({ name, valueFrom: sourceOf(value) });
  }
  for (const { key, env: name } of secrets?.keys ?? []) {
    if (secrets === undefined || name === undefined || env[name] !== undefined) continue;
    texts.push({ name, valueFrom: { secretKeyRef: { name: secrets.name, key } } });
  }
  return [...sources.sort(byName), ...texts.sort(byName)];
}

/** Objects of which every key is a variable. */
export function envFromOf({ envFrom = [], config, secrets }: ContainerVariables): readonly kubernetes.EnvFromSource[] {
  return [
    ...envFrom.map(envSourceOf),
    ...(secrets?.asEnvironment === true ? [{ secretRef: { name: secrets.name } }] : []),
    ...(config?.asEnvironment === true ? [{ configMapRef: { name: config.name } }] : []),
  ];
}

function byName(a: kubernetes.EnvVar, b: kubernetes.EnvVar): number {
  return a.name < b.name ? -1 : 1;
}

function sourceOf(source: EnvValueSource): kubernetes.EnvVarSource {
  if ('field' in source) return { fieldRef: { fieldPath: source.field } };
  if ('resource' in source) {
    const { resource, container, divisor } = source;
    return {
      resourceFieldRef: {
        resource,
        ...(container === undefined ? {} : { containerName: container }),
        ...(divisor === undefined ? {} : { divisor }),
      },
    };
  }
  const { key, optional } = source;
  const more = optional === undefined ? {} : { optional };
  return 'secret' in source
    ? { secretKeyRef: { name: source.secret, key, ...more } }
    : { configMapKeyRef: { name: source.configMap, key, ...more } };
}

function envSourceOf({ secret, configMap, prefix, optional }: EnvSource): kubernetes.EnvFromSource {
  const more = optional === undefined ? {} : { optional };
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(secret === undefined ? {} : { secretRef: { name: secret, ...more } }),
    ...(configMap === undefined ? {} : { configMapRef: { name: configMap, ...more } }),
  };
}
