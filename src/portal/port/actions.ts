import { ticketText } from '../../model/ticket-form';
import { webhookPath, type PortalVerb } from '../portal-call';
import { deploymentBlueprint } from './entities';

/** A self-service action as Port's API takes it (`POST /v1/actions`). */
export interface PortAction {
  readonly identifier: string;
  readonly title: string;
  readonly trigger: {
    readonly type: 'self-service';
    readonly operation: 'CREATE' | 'DAY-2';
    readonly blueprintIdentifier?: string;
    readonly userInputs: {
      readonly properties: Readonly<Record<string, PortInput>>;
      readonly required: readonly string[];
      readonly order: readonly string[];
    };
  };
  readonly invocationMethod: {
    readonly type: 'WEBHOOK';
    readonly url: string;
    readonly agent: false;
    readonly synchronized: false;
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: object;
  };
  /** Who has to agree is decided by gates, and is asked for by the controller. */
  readonly requiredApproval: false;
}

/** What somebody fills in. */
export interface PortInput {
  readonly title: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What actions offer to choose from. */
export interface PortActionOptions {
  /** Address of the controller, without a slash at its end. */
  readonly controller: string;
  /** Name of the blueprint of services. */
  readonly blueprint: string;
  readonly teams: readonly string[];
  readonly environments: readonly string[];
  readonly templates: readonly string[];
}

/** An action for each thing that the portal may ask for. */
export function portActions({ teams, environments, templates, ...options }: PortActionOptions): readonly PortAction[] {
  const why = {
    reason: text('Reason'),
    change_ticket: { ...text('Change ticket'), pattern: ticketText.source },
    hotfix: { ...text('Urgent because'), description: 'Only for an urgent fix: gates may ask less of it' },
  };
  const answer = {
    proposal: { ...text('Run that waits'), description: 'Its id is in the log of the run' },
    of: { ...text('Digest of what was looked at'), pattern: '^sha256:[0-9a-f]{64}$' },
    comment: text('Comment'),
  };
  return [
    action(
      'create',
      'create_microservice',
      'Create a service',
      options,
      {
        name: { ...text('Name'), pattern: '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$' },
        team: { ...text('Team'), enum: teams },
        language: text('Language'),
        framework: text('Framework'),
        template: { ...text('Template of its repository'), enum: templates },
        port: { ...number('Port'), minimum: 1, maximum: 65_535 },
        database: flag('Has a database'),
        redis: flag('Has Redis'),
        public: flag('Is reached from outside'),
        ...why,
      },
      ['name', 'team'],
    ),
    action(
      'promote',
      'promote_deployment',
      'Promote',
      options,
      {
        target_environment: { ...text('To'), enum: environments },
        release: { ...text('Release'), description: 'Empty: what runs here' },
        run_tests: flag('Only when its tests have passed'),
        ...why,
      },
      ['target_environment'],
    ),
    action(
      'rollback',
      'rollback_deployment',
      'Roll back',
      options,
      {
        target_version: { ...text('Version'), description: 'Empty: the last one that was healthy here' },
        ...why,
      },
      ['reason'],
    ),
    action(
      'scale',
      'scale_resources',
      'Scale',
      options,
      {
        replicas: { ...number('Replicas'), minimum: 0, maximum: 10_000 },
        cpu_limit: { ...text('CPU limit'), description: 'Such as 2000m' },
        memory_limit: { ...text('Memory limit'), description: 'Such as 2Gi' },
        until: { ...text('Until'), description: 'A time, or a span such as 4h; empty: it stays' },
        ...why,
      },
      [],
    ),
    action('approve', 'approve_change', 'Approve what waits', options, answer, ['proposal']),
    action('reject', 'reject_change', 'Reject what waits', options, answer, ['proposal']),
  ];
}

function action(
  verb: PortalVerb,
  identifier: string,
  title: string,
  { controller, blueprint }: Pick<PortActionOptions, 'controller' | 'blueprint'>,
  properties: Readonly<Record<string, PortInput>>,
  required: readonly string[],
): PortAction {
  const isOfDeployment = verb !== 'create' && verb !== 'approve' && verb !== 'reject';
  const about = { create: { blueprintIdentifier: blueprint }, approve: {}, reject: {} } as const;
  return {
    identifier,
    title,
    trigger: {
      type: 'self-service',
      operation: isOfDeployment ? 'DAY-2' : 'CREATE',
      ...(isOfDeployment ? { blueprintIdentifier: deploymentBlueprint } : about[verb]),
      userInputs: { properties, required, order: Object.keys(properties) },
    },
    invocationMethod: {
      type: 'WEBHOOK',
      url: `${controller}${webhookPath(verb)}`,
      agent: false,
      synchronized: false,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: {
        apiVersion: 'gitops.platform/v1',
        action: '{{ .action.identifier }}',
        entity: isOfDeployment
          ? { identifier: '{{ .entity.identifier }}', blueprint: '{{ .action.blueprint }}' }
          : null,
        properties: '{{ .inputs }}',
        context: {
          runId: '{{ .run.id }}',
          userEmail: '{{ .trigger.by.user.email }}',
          userId: '{{ .trigger.by.userId }}',
          at: '{{ .trigger.at }}',
        },
      },
    },
    requiredApproval: false,
  };
}

function text(title: string): PortInput {
  return { title, type: 'string' };
}

function number(title: string): PortInput {
  return { title, type: 'number' };
}

function flag(title: string): PortInput {
  return { title, type: 'boolean' };
}
