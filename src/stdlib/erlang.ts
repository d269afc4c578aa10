// erlang — the BIFs. What they do is in the erlang-*.ts files by subject; this is the export table.
//
// Not here: distribution beyond `nonode@nohost`, ports, NIFs, tracing, and functions that OTP keeps for itself.
import { bifs } from "./erlang-bifs.ts";
import { match_spec_test } from "./ets-match.ts";
import { otpModule } from "./table.ts";

/**
 * Module erlang. The BIFs: types, numbers, lists and binaries, processes, signals, time, code and the system. Most
 * can be called without the module's name.
 */
export const erlang = otpModule(
  "erlang",
  {
    ...bifs.functions,
    match_spec_test,
  },
  { errors: "erl_erts_errors" },
);
