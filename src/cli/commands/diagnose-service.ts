import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { diagnose } from '../../diagnosis/diagnose';
import type { ServiceDiagnosis } from '../../diagnosis/diagnose';
import { kubectlOf } from '../../diagnosis/kubectl';
import { readCase } from '../../diagnosis/read-case';
import type { CaseQuestion } from '../../diagnosis/read-case';
import { environmentNamed } from '../../model/catalog';
import { imagesOf } from '../../model/images-of';
import { place } from '../../model/place';
import type { Placements } from '../../model/placement';
import { InputError } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode, Output } from '../context';
import type { CatalogPlace } from '../find-catalog';

/** What `slipway doctor` was asked. */
export interface DoctorOptions {
  readonly place: CatalogPlace;
  readonly service: string;
  readonly environment: string;
  /** Context of the kubeconfig for the cluster of the service. @default - the current one */
  readonly context: string | undefined;
  /** That of the cluster of Argo CD. @default - the same */
  readonly argocdContext: string | undefined;
  readonly isJson: boolean;
}

/** Says why a service does not run, and what to do. */
export async function diagnoseService(options: DoctorOptions, context: Context): Promise<ExitCode> {
  const { catalog, resolved } = loadCatalog(folderSource(options.place.catalog));
  if (!catalog.services.has(options.service))
    throw new InputError([unknownName('SERVICE', 'service', options.service, catalog.services.keys())]);
  const environment = environmentNamed(catalog, options.environment);
  if (environment === undefined)
    throw new InputError([unknownName('ENV', 'environment', options.environment, catalog.environments.keys())]);
  const question = questionOf(place(catalog, resolved), options.service, environment, context.clock());
  if (question === undefined) throw notDeployed(options.service, environment);

  const { variables } = context;
  const diagnosis = diagnose(
    await readCase(question, {
      service: kubectlOf(options.context, variables),
      argocd: kubectlOf(options.argocdContext ?? options.context, variables),
    }),
  );
  if (options.isJson)
    context.stdout.write(`${JSON.stringify({ application: question.application, ...diagnosis }, null, 2)}\n`);
  else show(question, diagnosis, context.stdout);
  return diagnosis.findings.length + diagnosis.gaps.length > 0 ? 1 : 0;
}

function questionOf(
  { placements, baselines }: Placements,
  service: string,
  environment: string,
  now: Date,
): CaseQuestion | undefined {
  const placement = placements.find((one) => one.service === service && one.environment === environment);
  const baseline = baselines.find((one) => one.environment === environment);
  if (placement === undefined || baseline === undefined) return undefined;
  const { application, system } = placement;
  const parents = baseline.systems
    .filter(({ name, delivery }) => name === system && delivery === 'app-of-apps')
    .map((one) => one.application.name);
  return {
    service,
    environment,
    namespace: placement.namespace,
    selector: placement.selector,
    workload: placement.customization?.names.workload ?? service,
    application: application.name,
    parents: [...parents, baseline.root.name],
    argocdNamespace: application.argocdNamespace,
    isAutomatic: application.sync.mode === 'automatic',
    isRetired: placement.isRetired,
    images: imagesOf(placement),
    imageVerification: baseline.namespaces.find(({ name }) => name === placement.namespace)?.imageVerification,
    now: now.toISOString(),
  };
}

function show(
  { application, namespace }: CaseQuestion,
  { health, sync, findings, gaps }: ServiceDiagnosis,
  stdout: Output,
): void {
  const { colours } = stdout;
  stdout.write(`${printableLine(`${application} in namespace ${namespace}: ${sync}, ${health}`)}\n`);
  for (const { cause, what, remedy } of findings) {
    stdout.write(
      `${colours.red('✗')} ${printableLine(what)} [${cause}]\n  ${colours.dim('→')} ${printableLine(remedy)}\n`,
    );
  }
  for (const gap of gaps) stdout.write(`${colours.yellow('?')} not looked at: ${printableLine(gap)}\n`);
  if (findings.length + gaps.length === 0)
    stdout.write(`${colours.green('✓')} nothing is found that keeps it from running\n`);
}

function notDeployed(service: string, environment: string): InputError {
  const hint = `"slipway explain ${service}" says where it is`;
  return new InputError([
    { file: 'ENV', path: [], message: `service "${service}" is not deployed in "${environment}"`, hint },
  ]);
}
