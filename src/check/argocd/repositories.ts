import type { CheckSettings } from '../inventory';

/**
 * Whether an address is that of another repository than the one that the manifests are of. Forks and mirrors have other
 * owners and hosts, and keep the name; so the name decides, and where no remote is known nothing is known.
 */
export function isOfAnotherRepository({ remotes }: CheckSettings, address: string | undefined): boolean {
  if (remotes === undefined || remotes.length === 0 || address === undefined) return false;
  const name = nameOfRepository(address);
  return name !== '' && remotes.every((remote) => nameOfRepository(remote) !== name);
}

/** `gitops` of `https://git.example.com/team/gitops.git`, `git@git.example.com:team/gitops` and `/srv/gitops/`. */
function nameOfRepository(address: string): string {
  const path = address.trim().toLowerCase().split(/[?#]/)[0] ?? '';
  const parts = path.split(/[/:\\]/).filter((part) => part !== '');
  return (parts.at(-1) ?? '').replace(/\.git$/, '');
}
