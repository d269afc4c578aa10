// sentinels — values that are no terms, by which compiled code tells that there is none.

/** What a guard's operation answers that has no value. */
export const FAIL = Symbol("fail");
/** The value of a variable that no path has bound; where a record's name is wanted, any name. */
export const UNBOUND = Symbol("unbound");
