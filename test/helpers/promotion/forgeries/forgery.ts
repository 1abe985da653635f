import { textAt } from '../../a-hand-commit';
import { overlayOf, paths, type Forged, type ForgedAnswer, type Forger } from '../forge';

/** Something that breaks a promise, and the words in which the model says so; none for what is right. */
export interface Forgery {
  readonly what: string;
  readonly says: string | undefined;
  readonly make: (forger: Forger) => Promise<void>;
}

/** Both SREs agree. */
export const bothAgree: readonly ForgedAnswer[] = [{ who: 'sre-one' }, { who: 'sre-two' }];

/** A setting of prod. */
export const setting = { [paths.overlay('prod')]: overlayOf(1, 'terminationGracePeriodSeconds: 45\n') };

/** A forgery that is one commit. */
export function oneCommit(what: string, says: string | undefined, forged: Forged): Forgery {
  return { what, says, make: async (forger) => void (await forger.commit(forged)) };
}

/** A forgery on a catalog that somebody has written by hand, as everybody knows. */
export function after(
  files: Readonly<Record<string, string>>,
  what: string,
  says: string | undefined,
  forged: Forged,
): Forgery {
  return {
    what,
    says,
    make: async (forger) => {
      forger.pushKnown(files);
      forger.table.pass(1);
      await forger.commit(forged);
    },
  };
}

/** Lines that are added to a file of the catalog by hand, as everybody knows. */
export function write(forger: Forger, path: string, lines: string): void {
  forger.pushKnown({ [path]: `${textAt(forger.remote, 'main', path)}${lines}` });
  forger.table.pass(1);
}
