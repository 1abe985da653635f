import { grpcPort, serviceTemplates } from '../model/service-template';
import type { Filling } from './fill-in';
import type { WantedRepository } from './wanted-repository';

/** What is filled into the files of a template for a repository. */
export function fillingFor(wanted: WantedRepository): Filling {
  const { name, template, description, team, image, registry, port, calls, gitops, environment, version } = wanted;
  const paths = serviceTemplates[template].framework === 'spring-boot' ? ofActuator : ofTheRest;
  return {
    texts: {
      name,
      template,
      // A description is one line of Markdown, of JSON and of XML: what these read as more than text goes.
      description: (description ?? `The service ${name}.`).replaceAll(/[\s"\\<>&`]+/g, ' ').trim(),
      team,
      image,
      registry,
      'registry-host': image.split('/')[0] ?? '',
      port: String(port),
      'grpc-port': String(grpcPort),
      environment,
      'gitops-url': gitops.url,
      'gitops-branch': gitops.branch,
      'slipway-version': version,
      dependencies: calls.map((one) => one.name).join(', '),
      'called-services': calledServices(wanted),
      ...paths,
    },
    conditions: conditionsOf(wanted),
  };
}

const ofActuator = {
  'health-path': '/actuator/health/liveness',
  'ready-path': '/actuator/health/readiness',
  'metrics-path': '/actuator/prometheus',
};

const ofTheRest = { 'health-path': '/health', 'ready-path': '/ready', 'metrics-path': '/metrics' };

function conditionsOf({ template, database, redis, calls, pipeline }: WantedRepository): ReadonlySet<string> {
  const holds: Readonly<Record<string, boolean>> = {
    [`template-${template}`]: true,
    [pipeline]: true,
    [template === 'rust-workspace' ? 'workspace' : 'one-service']: true,
    [template === 'worker' ? 'worker' : 'shell']: true,
    grpc: serviceTemplates[template].hasGrpc,
    database,
    redis,
    stores: database || redis,
    dependencies: calls.length > 0,
  };
  return new Set(Object.keys(holds).filter((condition) => holds[condition] === true));
}

/** What docker-compose.yaml calls what it starts itself. */
const ownNames: ReadonlySet<string> = new Set(['service', 'integration-tests', 'database', 'redis']);

/** Services of docker-compose.yaml: what they depend on in their turn is theirs to say, so they start only when they are asked for. */
function calledServices({ calls }: WantedRepository): string {
  return calls
    .map(
      ({ name, image }) => `  ${ownNames.has(name) ? `${name}-service` : name}:
    image: ${image}
    profiles: [services]
    user: "65534:65534"
    read_only: true
    tmpfs: [/tmp]
`,
    )
    .join('')
    .trimEnd();
}
