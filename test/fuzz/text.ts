// text — arbitraries of program text: templates with holes, and choices. What fills the holes shrinks by itself.
import fc, { type Arbitrary } from "fast-check";

export type Text = Arbitrary<string>;

/** A template: `text\`${a} + ${b}\`` is an arbitrary of such texts. */
export function text(strings: TemplateStringsArray, ...holes: Text[]): Text {
  return fc.tuple(...holes).map((values) => String.raw({ raw: strings.raw }, ...values));
}

/** One of these; the simplest comes first. */
export function oneOf(...choices: (Text | string)[]): Text {
  const arbitraries = choices.map((choice) => (typeof choice === "string" ? fc.constant(choice) : choice));
  return fc.oneof({ withCrossShrink: true }, ...arbitraries);
}

/** One of these, so many times as likely as another. */
export function weighted(...choices: [number, Text][]): Text {
  return fc.oneof(
    { withCrossShrink: true },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

/** One of the words of a list: `words("a b c")`. */
export function words(list: string): Text {
  return fc.constantFrom(...list.trim().split(/\s+/));
}

/** One of these texts, which may hold spaces. */
export function phrases(...list: string[]): Text {
  return fc.constantFrom(...list);
}

/** So many of these, with commas between. */
export function commas(item: Text, minLength: number, maxLength: number): Text {
  return fc.array(item, { minLength, maxLength, size: "max" }).map((items) => items.join(", "));
}

/** Grown to a depth: `grow` makes the arbitrary of a depth from that of the depth below. */
export function grown(leaf: Text, depth: number, grow: (below: Text) => Text): Text {
  let arbitrary = leaf;
  for (let i = 0; i < depth; i++) arbitrary = fc.oneof({ withCrossShrink: true }, leaf, grow(arbitrary));
  return arbitrary;
}
