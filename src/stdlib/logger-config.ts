// logger-config — the default handler of the logger as OTP 29 configures it. Its level, its filters and its formatter count.
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";

const sym = (name: string): symbol => Symbol.for(name);
const map = (entries: Record<string, Term>): Term =>
  mapFrom(Object.entries(entries).map(([key, value]) => [sym(key), value]));

const OVERLOAD = {
  burst_limit_max_count: 500,
  burst_limit_window_time: 1000,
  overload_kill_enable: false,
  overload_kill_mem_size: 3000000,
  overload_kill_qlen: 20000,
  overload_kill_restart_after: 5000,
};

const domainFilter = (name: string, ...arg: Term[]): Term =>
  tuple2(
    sym(name),
    tuple2(new ExternalFun(sym("logger_filters"), sym("domain"), 2), tuple3(arg[0], arg[1], arg[2])),
  );

export const DEFAULT_HANDLER: Term = map({
  id: sym("default"),
  module: sym("logger_std_h"),
  config: map({
    ...OVERLOAD,
    type: sym("standard_io"),
    burst_limit_enable: true,
    drop_mode_qlen: 200,
    flush_qlen: 1000,
    sync_mode_qlen: 10,
    filesync_repeat_interval: sym("no_repeat"),
  }),
  level: sym("all"),
  filter_default: sym("stop"),
  filters: fromArray([
    tuple2(
      sym("remote_gl"),
      tuple2(new ExternalFun(sym("logger_filters"), sym("remote_gl"), 2), sym("stop")),
    ),
    domainFilter("domain", sym("log"), sym("super"), fromArray([sym("otp"), sym("sasl")])),
    domainFilter("no_domain", sym("log"), undefined, NIL),
  ]),
  formatter: tuple2(sym("logger_formatter"), map({ single_line: false, legacy_header: true })),
});

export const PROXY_CONFIG: Term = map({
  ...OVERLOAD,
  burst_limit_enable: false,
  drop_mode_qlen: 1000,
  flush_qlen: 5000,
  sync_mode_qlen: 500,
});
