// escript — what a script may ask about itself. Running one is shell/script.ts.
//
// Differs from OTP: scripts are neither created nor taken apart.
import { errorTuple } from "../terms/exception.ts";
import { NIL } from "../terms/list.ts";
import { OtpSource } from "./otp-source.ts";
import { ports } from "./ports.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("escript");
const LINE = 399;

/** Module escript. What a script may ask about itself. */
export const escript = otpModule("escript", {
  /**
   * The script that runs, as it was named on the command line. Mirrors escript:script_name/0.
   *
   * ```eshell
   * 1> escript:script_name().
   * ** exception error: no match of right hand side value []
   *      in function  escript:script_name/0 (escript.erl:399)
   * ```
   */
  script_name(): string {
    const [name] = ports.of().os.plainArguments;
    if (name !== undefined) return name;
    throw SOURCE.error(errorTuple(Symbol.for("badmatch"), NIL).reason, "script_name", 0, LINE);
  },
});
