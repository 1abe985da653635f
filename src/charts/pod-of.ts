import type { ExtraContainer } from '../constructs/container';
import type { PodTemplateProps } from '../constructs/pod-template';
import type { PodConfig, PodFiles, PodSecrets } from '../constructs/pod-volumes';
import type { PlacedContainer } from '../model/placed-container';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';

/** The pods of a placement. */
export function podOf(placement: Placement): PodTemplateProps {
  return {
    ...runtimeOf(placement),
    name: placement.service,
    labels: placement.podLabels,
    annotations: placement.podAnnotations,
    command: placement.command,
    args: placement.args,
    ports: placement.ports.filter(({ container }) => container === undefined),
    probes: placement.probes,
    ...(placement.preStop === undefined ? {} : { preStop: placement.preStop }),
    ...besides(placement),
  };
}

/** The containers besides that of the service. */
function besides(placement: Placement): Pick<PodTemplateProps, 'initContainers' | 'sidecars'> {
  const { initContainers, sidecars } = placement;
  return {
    ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map((one) => extraOf(placement, one)) }),
    ...(sidecars.length === 0
      ? {}
      : { sidecars: sidecars.map((one) => ({ ...extraOf(placement, one), native: one.native })) }),
  };
}

function extraOf(placement: Placement, one: PlacedContainer): ExtraContainer {
  const runtime = runtimeOf(placement);
  const { imagePullPolicy } = runtime;
  const { inheritsEnv: _, envFrom: __, ...container } = one;
  return {
    ...container,
    ...(imagePullPolicy === undefined ? {} : { imagePullPolicy }),
    ...variablesFor(runtime, one),
  };
}

/** Variables of a container besides that of the service: its own, and those of the service where it takes them. */
export function variablesFor(
  runtime: ReturnType<typeof runtimeOf>,
  { env, envFrom, inheritsEnv }: Pick<PlacedContainer, 'env' | 'envFrom' | 'inheritsEnv'>,
): Pick<PodTemplateProps, 'env' | 'envFrom' | 'secrets' | 'config'> {
  if (!inheritsEnv) return { env, envFrom };
  const { config, secrets, env: usual, envFrom: every } = runtime;
  const inherited = { secrets, ...(config === undefined ? {} : { config }) };
  return { env: { ...usual, ...env }, envFrom: [...every, ...envFrom], ...inherited };
}

/** What the image of a placement needs to run, whatever it is asked to do. */
export function runtimeOf(placement: Placement) {
  const config = configOf(placement);
  const files = podFilesOf(placement);
  return {
    serviceAccountName: placement.identity.account ?? placement.service,
    ...pullSecretsOf(placement),
    hasToken: placement.identity.token,
    image: placement.image,
    ...(placement.pull.policy === undefined ? {} : { imagePullPolicy: placement.pull.policy }),
    scheduling: placement.scheduling,
    resources: placement.resources,
    env: placement.env,
    envFrom: placement.envFrom,
    ...(config === undefined ? {} : { config }),
    ...(files === undefined ? {} : { files }),
    secrets: {
      name: objectNames(placement.service).secrets,
      mountPath: placement.secrets.mountPath,
      keys: placement.secrets.keys,
      ...wholeKeysOf(placement),
    },
    security: placement.security,
    scratch: placement.scratch,
    volumes: placement.volumes,
    terminationGracePeriodSeconds: placement.terminationGracePeriodSeconds,
  } satisfies Partial<PodTemplateProps>;
}

/** Secrets of the registry are of the account, where that is its own. */
function pullSecretsOf({ identity, pull }: Placement): Pick<PodTemplateProps, 'pullSecrets'> {
  return identity.account === undefined || pull.secrets.length === 0 ? {} : { pullSecrets: pull.secrets };
}

function wholeKeysOf({ secrets }: Placement): Pick<PodSecrets, 'asEnvironment' | 'asFiles'> {
  if (secrets.wholeKeys.length === 0) return {};
  return secrets.wholeKeysAs === 'files' ? { asFiles: true } : { asEnvironment: true };
}

/** Volumes that pods see besides those of the service: what outlives pods is of what goes on. */
export function volumesBeside({ volumes, runs }: Placement): Placement['volumes'] {
  const ownMounts = volumes.map(({ mounts, ...volume }) => ({
    ...volume,
    mounts: mounts.filter(({ container }) => container === undefined),
  }));
  return ownMounts.filter(({ mounts, claimName }) => mounts.length > 0 && (runs === 'jobs' || claimName === undefined));
}

/** What the pods read of the files beside the service; undefined when there is none. */
export function podFilesOf({ service, files }: Placement): PodFiles | undefined {
  const { contents, folders, single } = files;
  if (Object.keys(contents).length === 0) return undefined;
  return {
    name: objectNames(service).files,
    folders,
    single,
    contents: Object.fromEntries(
      Object.entries(contents).map(([name, file]) => [name, 'text' in file ? file.text : file.base64]),
    ),
  };
}

/** What the pods read of the ConfigMap; undefined when there is none. */
export function configOf({ service, config }: Placement): PodConfig | undefined {
  if (Object.keys(config.values).length === 0) return undefined;
  return { name: objectNames(service).config, ...config };
}
