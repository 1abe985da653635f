import type { ChangeDoor } from './door';

/**
 * A door that is opened when it is first needed, and again when that has failed: while a remote cannot be reached, calls are
 * taken all the same, and wait in the journal.
 *
 * @param open throws what the calls then throw
 */
export function lateDoor(open: () => Promise<ChangeDoor>): ChangeDoor {
  let opening: Promise<ChangeDoor> | undefined;
  const door = async (): Promise<ChangeDoor> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return await opening;
  };
  return {
    submitAll: async (changes) => await (await door()).submitAll(changes),
    answerAll: async (answers) => await (await door()).answerAll(answers),
    observe: async (observations) => await (await door()).observe(observations),
    keepActs: async (acts) => await (await door()).keepActs(acts),
    tick: async () => await (await door()).tick(),
    names: async () => await (await door()).names(),
  };
}
