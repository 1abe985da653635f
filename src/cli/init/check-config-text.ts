import { environmentSketches } from './environment-text';

/** `slipway.yaml` of a new repository: the one thing that its first tree does otherwise than the rules advise, on purpose. */
export function checkConfigText(): string {
  const [first] = environmentSketches;
  return `# yaml-language-server: $schema=catalog/.schemas/slipway.schema.json
# How "slipway check" judges the manifests. "slipway rules" lists the rules.
exceptions:
  - rule: single-replica
    objects: ["Deployment/${first?.name ?? '*'}/*"]
    reason: nobody waits for ${first?.name ?? 'it'} while a pod is replaced, and one pod costs half
`;
}
