/** Something that whoever asked can put right, and that is no problem of a file. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    message: string,
    /** `usage`: it was asked wrongly. `answer`: it was asked well, and the answer is no. */
    readonly fault: 'usage' | 'answer',
  ) {
    super(message);
  }
}
