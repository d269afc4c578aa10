// after — going on with the result of a call that may be a frame.
import { mapFrame } from "../process/apply.ts";
import type { Term } from "../terms/term.ts";

/** What `convert` makes of a result: at once, or when the frame that the result is has its value. */
export function after(result: Term, convert: (value: Term) => Term): any {
  return mapFrame(result, convert) ?? convert(result);
}
