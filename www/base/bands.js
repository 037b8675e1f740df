/** What lies between the curves of several runs: pure functions. */

/**
 * The lowest and the highest value at each step that all curves have, as a chart takes them: step, lowest and highest in turn.
 * @param {readonly Float64Array[]} curves steps and values in turn, steps rising
 */
export function bandOf(curves) {
  const [first, ...others] = curves.map((pairs) => {
    /** @type {Map<number, number>} */
    const at = new Map();
    for (let index = 0; index < pairs.length; index += 2) at.set(pairs[index], pairs[index + 1]);
    return at;
  });
  return Float64Array.from(
    [...(first ?? [])].flatMap(([step, value]) => {
      const values = [value, ...others.map((other) => other.get(step) ?? NaN)];
      // A step that one of them has not is not one of the band.
      return values.some((one) => Number.isNaN(one)) ? [] : [step, Math.min(...values), Math.max(...values)];
    }),
  );
}
