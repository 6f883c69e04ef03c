/** The known word that somebody meant: at most a third of its letters differ; null where none is so near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance * 3 <= best.candidate.length ? best.candidate : null;
}

/** The words that somebody may have meant, the nearest first: they hold what was typed, or at most half of their letters differ. */
export function nearOnes(word: string, known: readonly string[], most: number): readonly string[] {
  return known
    .map((candidate) => {
      const isPart = candidate.includes(word) || word.includes(candidate);
      return { candidate, distance: isPart ? 0 : distanceOf(word, candidate) };
    })
    .filter(({ candidate, distance }) => distance * 2 <= candidate.length)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** How many letters must be put in, taken out, changed, or swapped with their neighbour to make the one of the other. */
function distanceOf(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const changed = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : changed;
      row.push(Math.min(changed, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(one.length, other.length);
}
