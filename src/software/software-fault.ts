import type { Breach } from '../model/catalog';

/** Why Helm or kustomize cannot make the objects of a placement; what is not said of a place is said of the service. */
export type SoftwareFault = Omit<Breach, 'document'> & Partial<Pick<Breach, 'document'>>;

/** What was found wrong on the way. */
export class SoftwareFaults extends Error {
  override readonly name = 'SoftwareFaults';

  constructor(readonly faults: readonly SoftwareFault[]) {
    super(faults.map(({ message }) => message).join('\n'));
  }
}
