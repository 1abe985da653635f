import { hasRegistry } from '../model/image-reference';
import type { Placement } from '../model/placement';
import type { Platform } from '../model/platform';
import type { Service } from '../model/service';
import type { TemplateName } from '../model/service-template';

/** CI systems that a repository may have a pipeline for. */
export type PipelineSystem = 'github' | 'gitlab' | 'jenkins';

/** Another service that it calls, as it runs where releases begin. */
export interface CalledService {
  readonly name: string;
  /** With version and digest. */
  readonly image: string;
}

/** A repository of a service, as somebody wants it. */
export interface WantedRepository {
  readonly name: string;
  readonly template: TemplateName;
  /** @default - nobody has said what it is for */
  readonly description: string | undefined;
  readonly team: string;
  /** Repository of its image, with the registry. */
  readonly image: string;
  /** Registry of the platform, with its path. */
  readonly registry: string;
  /** Of its probes and metrics, and of HTTP. */
  readonly port: number;
  readonly database: boolean;
  readonly redis: boolean;
  /** Those whose image is known. */
  readonly calls: readonly CalledService[];
  readonly gitops: { readonly url: string; readonly branch: string };
  /** Where its releases begin. */
  readonly environment: string;
  readonly pipeline: PipelineSystem;
  /** Version of this program, which the pipeline uses. */
  readonly version: string;
}

/** What is known besides the service itself. */
export interface RepositorySurroundings {
  readonly platform: Platform;
  /** Where its releases begin. */
  readonly environment: string;
  /** What runs there. */
  readonly placements: readonly Placement[];
  readonly pipeline: PipelineSystem;
  readonly version: string;
}

/** The repository of a service, as the catalog describes it. */
export function repositoryOf(
  name: string,
  template: TemplateName,
  service: Service,
  { platform, environment, placements, pipeline, version }: RepositorySurroundings,
): WantedRepository {
  const { registry, repository } = platform;
  const image = service.image ?? name;
  const called = new Set(service.dependsOn.map((one) => (typeof one === 'string' ? one : one.service)));
  return {
    name,
    template,
    description: service.description,
    team: service.team,
    image: hasRegistry(image) ? image : `${registry}/${image}`,
    registry,
    port: service.ports.find(({ protocol }) => protocol === 'http')?.containerPort ?? 8080,
    database: service.database !== false,
    redis: service.redis !== false,
    calls: placements
      .filter((one) => one.environment === environment && called.has(one.service))
      .map((one) => ({ name: one.service, image: one.image })),
    gitops: { url: repository.url, branch: repository.branch },
    environment,
    pipeline,
    version,
  };
}
