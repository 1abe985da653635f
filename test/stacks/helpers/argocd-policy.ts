import { z } from 'zod';

import type { KubernetesObject } from '../../../src/constructs/manifest';

/** Somebody who is signed in. */
export interface Person {
  /** The claim `groups` of the token. */
  readonly groups: readonly string[];
}

/** What is asked: may somebody do this? */
export interface Question {
  readonly resource: string;
  readonly action: string;
  readonly object: string;
}

interface Permission {
  readonly subject: string;
  readonly resource: string;
  readonly action: string;
  readonly object: string;
  readonly effect: string;
}

interface Grant {
  readonly subject: string;
  readonly role: string;
}

const Project = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    roles: z
      .array(z.object({ name: z.string(), groups: z.array(z.string()), policies: z.array(z.string()) }))
      .default([]),
  }),
});

/** Resources whose object begins with the name of a project: the roles of that project count, too. */
const inProjects = new Set(['applications', 'applicationsets', 'repositories', 'clusters', 'logs', 'exec']);

/**
 * Decides as the server of Argo CD does (`assets/model.conf`, `server/rbacpolicy`): a line matches when its subject is a role
 * of one of the groups, and resource, action and object match as globs; one "allow" is needed, and one "deny" is enough
 * against it. A group that has no role is not looked at.
 */
export class ArgoCdPolicy {
  private readonly global: readonly string[];
  private readonly linesByProject: ReadonlyMap<string, readonly string[]>;

  /**
   * @param data of argocd-rbac-cm
   * @param projects the AppProjects of the cluster
   */
  constructor(data: Readonly<Record<string, string>>, projects: readonly KubernetesObject[]) {
    this.global = linesOf(data['policy.csv'] ?? '');
    this.linesByProject = new Map(
      projects.map((object) => {
        const { metadata, spec } = Project.parse(object);
        return [metadata.name, spec.roles.flatMap((role) => roleLines(metadata.name, role))];
      }),
    );
  }

  /** Whether somebody may do something. */
  allows({ groups }: Person, question: Question): boolean {
    const lines = this.linesFor(question);
    const grants = lines.flatMap(readGrant);
    const permissions = lines.flatMap(readPermission);
    return groups.some((group) => {
      if (!grants.some(({ subject }) => subject === group)) return false;
      const subjects = rolesOf(group, grants);
      const found = permissions.filter((one) => subjects.has(one.subject) && matches(one, question));
      const effects = new Set(found.map(({ effect }) => effect));
      return effects.has('allow') && !effects.has('deny');
    });
  }

  /** Lines that count for a question: those of argocd-rbac-cm, and those of the project that it is about. */
  linesFor({ resource, object }: Question): readonly string[] {
    const [project = ''] = resource === 'projects' ? [object] : inProjects.has(resource) ? object.split('/') : [];
    return [...this.global, ...(this.linesByProject.get(project) ?? [])];
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

// Who has a role of a project may also see the project (`AppProject.ProjectPoliciesString`).
function roleLines(project: string, role: z.infer<typeof Project>['spec']['roles'][number]): readonly string[] {
  const subject = `proj:${project}:${role.name}`;
  return [
    `p, ${subject}, projects, get, ${project}, allow`,
    ...role.policies,
    ...role.groups.map((group) => `g, ${group}, ${subject}`),
  ];
}

function readGrant(line: string): readonly Grant[] {
  const [kind, subject, role, ...more] = line.split(', ');
  if (kind !== 'g') return [];
  if (subject === undefined || role === undefined || more.length > 0) throw new Error(`Argo CD cannot read "${line}"`);
  return [{ subject, role }];
}

function readPermission(line: string): readonly Permission[] {
  const [kind, subject, resource, action, object, effect, ...more] = line.split(', ');
  if (kind === 'g') return [];
  if (
    kind !== 'p' ||
    subject === undefined ||
    resource === undefined ||
    action === undefined ||
    object === undefined ||
    effect === undefined ||
    more.length > 0
  ) {
    throw new Error(`Argo CD cannot read "${line}"`);
  }
  return [{ subject, resource, action, object, effect }];
}

function rolesOf(subject: string, grants: readonly Grant[]): ReadonlySet<string> {
  const roles = new Set([subject]);
  for (const role of roles) for (const grant of grants) if (grant.subject === role) roles.add(grant.role);
  return roles;
}

function matches(permission: Permission, question: Question): boolean {
  return (['resource', 'action', 'object'] as const).every((part) => isLike(question[part], permission[part]));
}

/** A star stands for any characters, "/" too. */
function isLike(text: string, glob: string): boolean {
  if (/[?[\]{}\\!]/.test(glob)) throw new Error(`the glob "${glob}" has more than stars`);
  const [first = '', ...rest] = glob.split('*');
  if (rest.length === 0) return text === glob;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let left = text.slice(first.length, text.length - last.length);
  for (const middle of rest) {
    const at = left.indexOf(middle);
    if (at === -1) return false;
    left = left.slice(at + middle.length);
  }
  return true;
}
