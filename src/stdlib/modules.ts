// modules — the OTP modules, one a line.
import { application } from "./application.ts";
import { array } from "./array.ts";
import { atomics } from "./atomics.ts";
import { base64 } from "./base64.ts";
import { binary } from "./binary.ts";
import { calendar } from "./calendar.ts";
import { code } from "./code.ts";
import { counters } from "./counters.ts";
import { dict } from "./dict.ts";
import { digraph } from "./digraph.ts";
import { digraph_utils } from "./digraph_utils.ts";
import { erl_anno } from "./erl_anno.ts";
import { erl_erts_errors } from "./erl_erts_errors.ts";
import { erl_eval } from "./erl_eval.ts";
import { erl_internal } from "./erl_internal.ts";
import { erl_kernel_errors } from "./erl_kernel_errors.ts";
import { erl_parse } from "./erl_parse.ts";
import { erl_pp } from "./erl_pp.ts";
import { erl_scan } from "./erl_scan.ts";
import { erl_stdlib_errors } from "./erl_stdlib_errors.ts";
import { erlang } from "./erlang.ts";
import { withModuleInfo } from "./erlang-code.ts";
import { error_logger } from "./error_logger.ts";
import { escript } from "./escript.ts";
import { ets } from "./ets.ts";
import { file } from "./file.ts";
import { filelib } from "./filelib.ts";
import { filename } from "./filename.ts";
import { gb_sets } from "./gb_sets.ts";
import { gb_trees } from "./gb_trees.ts";
import { init } from "./init.ts";
import { io } from "./io.ts";
import { io_lib } from "./io_lib.ts";
import { json } from "./json.ts";
import { lists } from "./lists.ts";
import { logger } from "./logger.ts";
import { logger_filters } from "./logger_filters.ts";
import { maps } from "./maps.ts";
import { math } from "./math.ts";
import { orddict } from "./orddict.ts";
import { ordsets } from "./ordsets.ts";
import { os } from "./os.ts";
import { persistent_term } from "./persistent_term.ts";
import { proc_lib } from "./proc_lib.ts";
import { proplists } from "./proplists.ts";
import { queue } from "./queue.ts";
import { rand } from "./rand.ts";
import { re } from "./re.ts";
import { records } from "./records.ts";
import { sets } from "./sets.ts";
import { string } from "./string.ts";
import type { OtpModule } from "./table.ts";
import { timer } from "./timer.ts";
import { unicode } from "./unicode.ts";
import { uri_string } from "./uri_string.ts";

const MODULES: readonly OtpModule[] = [
  application,
  array,
  atomics,
  base64,
  binary,
  calendar,
  code,
  counters,
  dict,
  digraph,
  digraph_utils,
  erl_anno,
  erl_erts_errors,
  erl_eval,
  erl_internal,
  erl_kernel_errors,
  erl_parse,
  erl_pp,
  erl_scan,
  erl_stdlib_errors,
  erlang,
  error_logger,
  escript,
  ets,
  file,
  filelib,
  filename,
  gb_sets,
  gb_trees,
  init,
  io,
  io_lib,
  json,
  lists,
  logger,
  logger_filters,
  maps,
  math,
  orddict,
  ordsets,
  os,
  persistent_term,
  proc_lib,
  proplists,
  queue,
  rand,
  re,
  records,
  sets,
  string,
  timer,
  unicode,
  uri_string,
];

/** All of them, each with module_info/0,1. */
export const OTP_MODULES: readonly OtpModule[] = MODULES.map(withModuleInfo);
