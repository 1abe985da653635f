import type { ExtraContainer } from '../constructs/container';
import type { PodTemplateProps } from '../constructs/pod-template';
import type { PodConfig } from '../constructs/pod-volumes';
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
  const { inheritsEnv: _, ...container } = one;
  return {
    ...container,
    ...(imagePullPolicy === undefined ? {} : { imagePullPolicy }),
    ...variablesFor(runtime, one),
  };
}

/** Variables of a container besides that of the service: its own, and those of the service where it takes them. */
export function variablesFor(
  runtime: ReturnType<typeof runtimeOf>,
  { env, inheritsEnv }: Pick<PlacedContainer, 'env' | 'inheritsEnv'>,
): Pick<PodTemplateProps, 'env' | 'secrets' | 'config'> {
  if (!inheritsEnv) return { env };
  const { config, secrets, env: usual } = runtime;
  return { env: { ...usual, ...env }, secrets, ...(config === undefined ? {} : { config }) };
}

/** What the image of a placement needs to run, whatever it is asked to do. */
export function runtimeOf(placement: Placement) {
  const config = configOf(placement);
  return {
    serviceAccountName: placement.service,
    hasToken: placement.identity.token,
    image: placement.image,
    ...(placement.pull.policy === undefined ? {} : { imagePullPolicy: placement.pull.policy }),
    scheduling: placement.scheduling,
    resources: placement.resources,
    env: placement.env,
    ...(config === undefined ? {} : { config }),
    secrets: {
      name: objectNames(placement.service).secrets,
      mountPath: placement.secrets.mountPath,
      keys: placement.secrets.keys,
    },
    security: placement.security,
    scratch: placement.scratch,
    terminationGracePeriodSeconds: placement.terminationGracePeriodSeconds,
  } satisfies Partial<PodTemplateProps>;
}

/** What the pods read of the ConfigMap; undefined when there is none. */
export function configOf({ service, config }: Placement): PodConfig | undefined {
  if (Object.keys(config.values).length === 0) return undefined;
  return { name: objectNames(service).config, ...config };
}
