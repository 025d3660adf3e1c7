/** The integers of `array`, and room for more: typed arrays do not grow by themselves. */
export function lengthened(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}
