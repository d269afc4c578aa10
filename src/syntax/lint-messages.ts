// lint-messages — the words of lint's errors.
import { atomName, isAtom } from "../terms/atom.ts";
import { codePoints } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { writeAtom } from "./write-token.ts";

const PLAIN = new Map([
  ["illegal_pattern", "illegal pattern"],
  ["illegal_expr", "illegal expression"],
  ["illegal_guard_expr", "illegal guard expression"],
  ["illegal_map_construction", "only association operators '=>' are allowed in map construction"],
  ["illegal_map_assoc_in_pattern", "illegal pattern, did you mean to use `:=`?"],
  ["illegal_map_exact_in_comprehension", "illegal map association, did you mean to use `=>`?"],
  ["illegal_zip_generator", "only generators are allowed in a zip generator."],
  [
    "compr_assign",
    "matches using '=' are not allowed in comprehension qualifiers\n" +
      "unless the experimental 'compr_assign' language feature is enabled.\n" +
      "With 'compr_assign' enabled, a match 'P = E' will behave as a\nstrict generator 'P <:- [E]'.\"",
  ],
  ["native_record_in_guard", "creating a record in a guard is only supported for tuple records"],
  [
    "native_record_illegal_multi_field_init",
    "multi-field initialization (assigning to _) is only supported for tuple records",
  ],
  ["bad_multi_field_init", "'_' initializes no omitted fields"],
  ["native_record_illegal_record_info", "record_info/2 is only supported for tuple records"],
  ["illegal_record_info", "illegal record info"],
  ["bittype_unit", "a bit unit size must not be specified unless a size is specified too"],
  ["illegal_bitsize", "illegal bit size"],
  ["unsized_binary_not_at_end", "a binary field without size is only allowed at the end of a binary pattern"],
  ["typed_literal_string", "a literal string in a binary pattern must not have a type or a size"],
  ["utf_bittype_size_or_unit", "neither size nor unit must be given for segments of type utf8/utf16/utf32"],
  [
    "unsized_binary_in_bin_gen_pattern",
    "binary fields without size are not allowed in patterns of bit string generators",
  ],
  ["empty_module_name", "the module name must not be empty"],
  ["blank_module_name", "the module name must contain at least one visible character"],
  ["ctrl_chars_in_module_name", "the module name must not contain control characters"],
  ["non_latin1_module_unsupported", "module names with non-latin1 characters are not supported"],
]);

/** The text of an error that lint describes so. Mirrors erl_lint:format_error/1. */
export function formatLintError(descriptor: Term): string {
  if (!isTuple(descriptor)) return PLAIN.get(atomName(descriptor)) ?? writeAtom(descriptor);
  const [tag, a, b, c] = descriptor;
  const isGuessed = descriptor.length > 2;
  switch (atomName(tag)) {
    case "unbound_var":
      return `variable ${writeAtom(a)} is unbound${isGuessed ? `, did you mean '${atomName(b)}'?` : ""}`;
    case "unsafe_var":
      return `variable ${writeAtom(a)} unsafe in ${writeAtom(b[0])} (line ${b[1][0]}, column ${b[1][1]})`;
    case "singleton_typevar":
      return `type variable ${writeAtom(a)} is only used once (is unbound)`;
    case "variable_in_record_def":
      return `variable ${writeAtom(a)} in record definition`;
    case "stacktrace_guard":
      return `stacktrace variable ${writeAtom(a)} must not be used in a guard`;
    case "stacktrace_bound":
      return `stacktrace variable ${writeAtom(a)} must not be previously bound`;
    case "undefined_record":
      return `record ${writeAtom(a)} undefined${isGuessed ? `, did you mean ${atomName(b)}?` : ""}`;
    case "undefined_native_record":
      return `native record ${writeAtom(a)} undefined`;
    case "undefined_field":
      return descriptor.length > 3
        ? `field ${writeAtom(b)} undefined in record ${asList(atomName(a))}, did you mean ${atomName(c)}?`
        : `field ${writeAtom(b)} undefined in record ${recordName(a)}`;
    case "redefine_field":
      return `field ${writeAtom(b)} already defined in record ${recordName(a)}`;
    case "novalue":
      return `field ${writeAtom(b)} is not initialized in native record ${recordName(a)}`;
    case "native_record_illegal_record_index":
      return `syntax #${writeAtom(a)}.${writeAtom(b)} is only supported for tuple records`;
    case "field_name_is_variable":
      return `field ${writeAtom(b)} is not an atom or _ in record ${writeName(a)}`;
    case "wildcard_in_update":
      return `meaningless use of _ in update of record ${writeName(a)}`;
    case "undefined_bittype":
      return `bit type ${isTuple(a) ? `{${writeAtom(a[0])},${writeValue(a[1])}}` : writeAtom(a)} undefined`;
    case "bittype_mismatch":
      return `conflict in ${c} specification for bit field: '${writeValue(a)}' and '${writeValue(b)}'`;
    default:
      return writeAtom(tag);
  }
}

function writeValue(value: Term): string {
  return isAtom(value) ? writeAtom(value) : String(value);
}

/** OTP shows the record's name as the list that a string is. */
function asList(text: string): string {
  return `[${codePoints(text).join(",")}]`;
}

function writeName(name: Term): string {
  if (isTuple(name)) return `{${writeAtom(name[0])},${writeAtom(name[1])}}`;
  return Array.isArray(name) ? "[]" : writeAtom(name);
}

function recordName(name: Term): string {
  return isTuple(name) ? `#${writeAtom(name[0])}:${writeAtom(name[1])}` : atomName(name);
}
