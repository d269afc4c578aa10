// term — what counts as an Erlang term here, and the words for it.
//
// Terms are JavaScript values (src/README.md has the table). Two families meet in this room: the forms that
// TypeScript sees (arrays, strings, plain objects, numbers) and the forms that the Erlang side may hold instead
// (cons cells, persistent maps, boxed floats, Fun objects). Every reader accepts both; border.ts turns the second
// into the first where a value enters a user's module.

/** Any Erlang term, in either form. */
export type Term = any;

/** An atom: a registered symbol, or one of the four values that JavaScript has words of its own for. */
export type Atom = symbol | boolean | null | undefined;
