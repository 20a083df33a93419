/**
 * Runs two sides of a comparison in turn, `rounds` times, and swaps who comes first each time: what drifts on the machine
 * meanwhile falls on both. Returns the pairs.
 */
export async function interleaved<A, B>(
  rounds: number,
  first: () => Promise<A> | A,
  second: () => Promise<B> | B,
): Promise<{ readonly first: A; readonly second: B }[]> {
  const pairs: { first: A; second: B }[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const a = await first()
      pairs.push({ first: a, second: await second() })
    } else {
      const b = await second()
      pairs.push({ first: await first(), second: b })
    }
  }
  return pairs
}
