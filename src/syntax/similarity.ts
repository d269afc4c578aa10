// similarity — the name that a misspelt one is most like, for "did you mean".

/** Names less alike than this are not suggested. */
const SUFFICIENTLY_SIMILAR = 0.66;

/** The most similar of the names, if any is similar enough. Mirrors erl_lint:most_possible_string/2. */
export function mostSimilar(name: string, names: readonly string[]): string | undefined {
  let best = -1;
  let guess: string | undefined;
  for (const candidate of names) {
    const similarity = jaroSimilarity(name, candidate);
    if (similarity > best || (similarity === best && guess !== undefined && candidate > guess)) {
      best = similarity;
      guess = candidate;
    }
  }
  return best > SUFFICIENTLY_SIMILAR ? guess : undefined;
}

/** The Jaro similarity of two names, from 0 to 1. Mirrors string:jaro_similarity/2. */
function jaroSimilarity(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  if (a.length === 0 && b.length === 0) return 1;
  const distance = Math.max(1, Math.floor(Math.max(a.length, b.length) / 2));
  const places = new Map<string, number[]>();
  b.forEach((character, index) => {
    const list = places.get(character);
    if (list === undefined) places.set(character, [index]);
    else list.push(index);
  });
  const matched: string[] = [];
  const matchedPlaces: number[] = [];
  a.forEach((character, index) => {
    const list = places.get(character);
    if (list === undefined) return;
    // Places too far back for this character are for good, as OTP has it.
    while (list.length > 0 && list[0] < index + distance) {
      const place = list.shift() as number;
      if (place > index - distance) {
        matched.push(character);
        matchedPlaces.push(place);
        return;
      }
    }
  });
  if (matched.length === 0) return 0;
  matchedPlaces.sort((x, y) => x - y);
  let moved = 0;
  matched.forEach((character, index) => {
    if (b[matchedPlaces[index]] !== character) moved++;
  });
  const count = matched.length;
  return (count / a.length + count / b.length + (count - moved / 2) / count) / 3;
}
