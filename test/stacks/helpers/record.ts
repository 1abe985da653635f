import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import type { MockResourceArgs, MockResourceResult } from '@pulumi/pulumi/runtime/mocks';
import { setMockOptions } from '@pulumi/pulumi/runtime/settings';

/** A resource as the program asked Pulumi's engine for it. */
export interface RecordedResource {
  /** `kubernetes:core/v1:Namespace`. */
  readonly type: string;
  readonly name: string;
  /** Name of the resource that it belongs to. */
  readonly parent: string | undefined;
  /** Names of the resources that must be there first. Whoever depends on a component depends on what is in it. */
  readonly dependsOn: readonly string[];
  readonly isProtected: boolean;
  readonly isRetained: boolean;
  /** Paths of inputs whose changes are nobody's business. */
  readonly ignoresChangesOf: readonly string[];
  /** Name of the provider, for what is not a component. */
  readonly provider: string | undefined;
  /** A secret is `{ secret: value }`. */
  readonly inputs: Inputs;
}

/** What a resource is made with. */
export type Inputs = Readonly<Record<string, unknown>>;

/** What the engine does. */
export interface Engine {
  readonly stack?: string;
  /** Whether it is `pulumi preview`. @default false */
  readonly isPreview?: boolean;
  /** Uid of the namespace kube-system of the cluster that is reached. @default clusterId */
  readonly clusterId?: string;
}

/** Uid of the cluster that is reached, unless a test says otherwise. */
export const clusterId = '00000000-0000-4000-8000-000000000001';

const usualStackTraceLimit = Error.stackTraceLimit;

/**
 * Runs a Pulumi program against an engine that makes everything at once, and records what it was asked for. Unlike Pulumi's own
 * mocks, the record has parents, dependencies, protection and providers.
 *
 * @returns resources in the order in which the engine heard of them
 * @throws what the program throws
 */
export async function record(program: () => unknown, engine: Engine = {}): Promise<readonly RecordedResource[]> {
  const resources: RecordedResource[] = [];
  const monitor = new RecordingMonitor(resources, engine.clusterId ?? clusterId);
  setMockOptions(monitor, 'slipway', engine.stack ?? 'dev', engine.isPreview ?? false, 'organization');
  // Pulumi keeps a stack trace with each of thousands of promises, and jest looks up every line of it in a source map.
  Error.stackTraceLimit = 0;
  try {
    await pulumi.runtime.runInPulumiStack(async () => program());
    // The program is over before the engine has heard of everything.
    await pulumi.runtime.disconnect();
  } finally {
    Error.stackTraceLimit = usualStackTraceLimit;
  }
  return resources.filter(({ type }) => type !== 'pulumi:pulumi:Stack');
}

/** The recorded resource of a kind and a name. @throws Error naming what there is */
export function resourceOf(resources: readonly RecordedResource[], type: string, name: string): RecordedResource {
  const found = resources.find((resource) => resource.type === type && resource.name === name);
  if (found !== undefined) return found;
  throw new Error(
    `there is no ${type} "${name}" among\n${resources.map((one) => `${one.type} ${one.name}`).join('\n')}`,
  );
}

class RecordingMonitor extends MockMonitor {
  constructor(
    private readonly recorded: RecordedResource[],
    clusterUid: string,
  ) {
    super({
      newResource: ({ type, name, inputs }: MockResourceArgs): MockResourceResult => ({
        id: `${name}-id`,
        state: type === 'kubernetes:core/v1:Namespace' && name === 'kube-system' ? kubeSystem(clusterUid) : inputs,
      }),
      call: ({ inputs }) => inputs,
    });
  }

  override async registerResource(
    ...[request, callback]: Parameters<MockMonitor['registerResource']>
  ): ReturnType<MockMonitor['registerResource']> {
    const type: string = request.getType();
    const name: string = request.getName();
    this.recorded.push({
      type,
      name,
      parent: nameIn(request.getParent()),
      dependsOn: request.getDependenciesList().map((urn: string) => nameIn(urn) ?? urn),
      isProtected: request.getProtect() === true,
      isRetained: request.getRetainondelete() === true,
      ignoresChangesOf: request.getIgnorechangesList(),
      provider: nameIn(request.getProvider().split('::').slice(0, 4).join('::')),
      inputs: Object.fromEntries(
        Object.entries(request.getObject().toJavaScript()).map(([key, value]) => [key, withSecrets(value)]),
      ),
    });
    return await super.registerResource(request, callback);
  }
}

function kubeSystem(uid: string): Inputs {
  return { metadata: { name: 'kube-system', uid } };
}

function nameIn(urn: string): string | undefined {
  return urn === '' ? undefined : urn.split('::').at(-1);
}

const signatureKey = '4dabf18193072939515e22adb298388d';

function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (signatureKey in value) return { secret: withSecrets(Object.fromEntries(entries)['value']) };
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSecrets(inner)]));
}
