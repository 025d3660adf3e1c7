/** Thrown where a reduction turns out not to be sound: the search starts again without it, and says why. */
export class NotReducible extends Error {
  readonly reduction: 'symmetry' | 'partialOrder';
  /** One clause. */
  readonly because: string;

  constructor(reduction: NotReducible['reduction'], because: string) {
    super(because);
    this.reduction = reduction;
    this.because = because;
  }
}
