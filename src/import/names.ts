import { ServiceName } from '../model/service';

/** The name without that of its environment: kustomizations put it before or after the names of all objects. */
export function withoutEnvironment(name: string, environment: string): string {
  if (name.startsWith(`${environment}-`)) return name.slice(environment.length + 1);
  return name.endsWith(`-${environment}`) ? name.slice(0, -environment.length - 1) : name;
}

/** A name that a service of the catalog may have, as near to the one that is there as can be. */
export function serviceNameOf(name: string): string {
  if (ServiceName.safeParse(name).success) return name;
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? 'service' : plain;
}

/** Ten characters that kustomize appends to the name of what it generates: a hash without vowels and digits that look alike. */
const generatedSuffix = /-[2456789bcdfghkmt]{10}$/;

/** The name as a kustomization says it, without the hash of the content. */
export function withoutHash(name: string): string {
  return name.replace(generatedSuffix, '');
}

/** Puts placeholders for the names in a text, so that one text serves several environments: `{environment}/{service}`. */
export function withPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  let pattern = text;
  for (const [placeholder, value] of Object.entries(values)) {
    if (value === '') continue;
    const word = new RegExp(`(?<![A-Za-z0-9{])${value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9}])`, 'g');
    pattern = pattern.replaceAll(word, `{${placeholder}}`);
  }
  return pattern;
}
