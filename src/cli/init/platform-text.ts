import type { InitNames } from './names';

/** `catalog/platform.yaml` of a new repository. */
export function platformText({ repository, registry, team, path }: InitNames): string {
  return `# yaml-language-server: $schema=./.schemas/platform.schema.json
# What holds for every service and environment.
catalogVersion: 1

# This repository, as Argo CD reads it.
repository:
  url: ${quoted(repository)}
  branch: main
${path === undefined ? '' : `  path: ${quoted(path)} # this folder of it\n`}
# Where images are, unless a service names another place.
registry: ${quoted(registry)}

# Teams that review what belongs to no service.
owners: [platform-team]

# Who owns services. Owners become CODEOWNERS; the others are where Argo CD sends what happens.
teams:
  ${team}:
    owners: ["@your-org/${team}"]
    # slack: ${team}
    # email: ${team}@example.com
  platform-team:
    owners: ["@your-org/platform-team"]

# Where several repositories share one Argo CD, all but one have a prefix: two with an environment "dev" would both be
# "root-dev", and the one that is applied last would own it (docs/how-to/two-repositories.md).
# argocd:
#   prefix: shop

# Services that belong together can be delivered together: one Application per service, an app of apps,
# or an ApplicationSet.
# systems:
#   shop:
#     delivery: app-of-apps
`;
}

// JSON strings are YAML strings.
function quoted(text: string): string {
  return JSON.stringify(text);
}
