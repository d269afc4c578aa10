// after — going on with the result of a call that may be a frame.
import { mapFrame } from "../process/apply.ts";
import type { FunctionInfo } from "../process/frame.ts";
import type { Term } from "../terms/term.ts";

/**
 * What `convert` makes of a result: at once, or when the frame that the result is has its value; `info` says which
 * function waits for that.
 */
export function after(result: Term, convert: (value: Term) => Term, info?: FunctionInfo): any {
  const frame = mapFrame(result, convert);
  if (frame !== undefined) frame.info = info ?? null;
  return frame ?? convert(result);
}
