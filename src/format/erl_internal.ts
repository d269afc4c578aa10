// erl_internal — which functions of module erlang are written without a module in messages, and which are operators.
//
// Mirrors erl_internal:bif/3 and op_type/2 of OTP 29.

/** Each name with its arities. */
const AUTO_IMPORTED = table(
  "abs/1 alias/01 apply/23 atom_to_binary/12 atom_to_list/1 binary_part/23 binary_to_atom/12 " +
    "binary_to_existing_atom/12 binary_to_float/1 binary_to_integer/12 binary_to_list/13 " +
    "binary_to_term/12 bit_size/1 bitstring_to_list/1 byte_size/1 ceil/1 check_old_code/1 " +
    "check_process_code/23 date/0 delete_module/1 demonitor/12 disconnect_node/1 element/2 erase/01 " +
    "error/123 exit/123 exit_signal/23 float/1 float_to_binary/12 float_to_list/12 floor/1 " +
    "garbage_collect/012 get/01 get_keys/01 group_leader/02 halt/012 hd/1 integer_to_binary/12 " +
    "integer_to_list/12 iolist_size/1 iolist_to_binary/1 is_alive/0 is_atom/1 is_binary/1 " +
    "is_bitstring/1 is_boolean/1 is_float/1 is_function/12 is_integer/13 is_list/1 is_map/1 " +
    "is_map_key/2 is_number/1 is_pid/1 is_port/1 is_process_alive/1 is_record/123 is_reference/1 " +
    "is_tuple/1 length/1 link/12 list_to_atom/1 list_to_binary/1 list_to_bitstring/1 " +
    "list_to_existing_atom/1 list_to_float/1 list_to_integer/12 list_to_pid/1 list_to_port/1 " +
    "list_to_ref/1 list_to_tuple/1 load_module/2 make_ref/0 map_get/2 map_size/1 max/2 min/2 " +
    "module_loaded/1 monitor/23 monitor_node/2 node/01 nodes/012 now/0 open_port/2 pid_to_list/1 " +
    "port_close/1 port_command/23 port_connect/2 port_control/3 port_to_list/1 pre_loaded/0 " +
    "process_flag/23 process_info/12 processes/0 purge_module/1 put/2 ref_to_list/1 register/2 " +
    "registered/0 round/1 self/0 setelement/3 size/1 spawn/1234 spawn_link/1234 spawn_monitor/1234 " +
    "spawn_opt/2345 spawn_request/12345 spawn_request_abandon/1 split_binary/2 statistics/1 " +
    "term_to_binary/12 term_to_iovec/12 throw/1 time/0 tl/1 trunc/1 tuple_size/1 tuple_to_list/1 " +
    "unalias/1 unlink/1 unregister/1 whereis/1",
);

const OPERATORS = table(
  "+/12 -/12 */2 //2 bnot/1 div/2 rem/2 band/2 bor/2 bxor/2 bsl/2 bsr/2 not/1 and/2 or/2 xor/2 ==/2 /=/2 =</2 </2 >=/2 >/2 " +
    "=:=/2 =/=/2 ++/2 --/2 !/2",
);

function table(names: string): ReadonlyMap<string, string> {
  const arities = new Map<string, string>();
  for (const entry of names.split(" ")) {
    const slash = entry.lastIndexOf("/");
    arities.set(entry.slice(0, slash), entry.slice(slash + 1));
  }
  return arities;
}

/** Whether a function of module erlang is auto-imported. Mirrors erl_internal:bif/2. */
export function isAutoImported(name: string, arity: number): boolean {
  return AUTO_IMPORTED.get(name)?.includes(String(arity)) === true;
}

/** Whether a function of module erlang is an operator. Mirrors erl_internal:op_type/2, which fails if it is none. */
export function isOperator(name: string, arity: number): boolean {
  return OPERATORS.get(name)?.includes(String(arity)) === true;
}
