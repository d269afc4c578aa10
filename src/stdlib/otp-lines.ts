// otp-lines — where the modules that OTP has written in Erlang stand when they refuse an argument of theirs.
//
// They raise the error in a helper of the module, as if the function itself had: a stack item of the function, its
// arguments, and the helper's line. What is a BIF has no line. Lines are those of OTP 29.

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** The functions that are no BIFs, by the line where they refuse; `cause` is the line where a cause is told as well. */
const REFUSALS: Record<string, { readonly cause?: number; readonly lines: Record<number, string> }> = {
  binary: {
    cause: 1141,
    lines: {
      1144: "bin_to_list/2 bin_to_list/3 decode_hex/1 join/2 replace/4",
      1147: "bin_to_list/1 encode_hex/1 encode_hex/2 replace/3",
    },
  },
  ets: { lines: { 2553: "soft_whereis/1" } },
  lists: { lines: { 541: "seq/3" } },
  maps: {
    lines: {
      1300: "filter/2 filtermap/2 fold/3 foreach/2 groups_from_list/2 groups_from_list/3 iterator/2 map/2 next/1",
      1303:
        "get/3 intersect/2 intersect_with/3 iterator/1 merge_with/3 size/1 to_list/1 update_with/3 update_with/4 " +
        "with/2 without/2",
    },
  },
  re: { cause: 1987, lines: { 1991: "replace/3 replace/4 split/2 split/3" } },
  unicode: {
    lines: {
      1373:
        "category/1 is_id_continue/1 is_id_start/1 is_whitespace/1 characters_to_nfc_binary/1 characters_to_nfc_list/1 " +
        "characters_to_nfd_binary/1 characters_to_nfd_list/1 characters_to_nfkc_binary/1 characters_to_nfkc_list/1 " +
        "characters_to_nfkd_binary/1 characters_to_nfkd_list/1",
      1376: "characters_to_binary/1 characters_to_binary/3 characters_to_list/1",
    },
  },
};

/** Where `module:name/arity` refuses an argument; undefined for a BIF, and for what raises its errors otherwise. */
export function refusalPlace(
  module: string,
  name: string,
  arity: number,
  hasCause: boolean,
): SourcePlace | undefined {
  const refusals = REFUSALS[module];
  if (refusals === undefined) return undefined;
  for (const [line, functions] of Object.entries(refusals.lines)) {
    if (!functions.split(" ").includes(`${name}/${arity}`)) continue;
    return { file: `${module}.erl`, line: hasCause && refusals.cause ? refusals.cause : Number(line) };
  }
  return undefined;
}
