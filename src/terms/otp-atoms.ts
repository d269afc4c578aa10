// otp-atoms — the short atoms that a shell of OTP 29 knows when it starts, in the order in which it made them.
//
// Erlang keeps the keys of small maps in the order of its atom table, and shows it: `#{b => 1,a => 2}` prints with b
// first. What is not listed here counts as made when it is first seen. Longer atoms, and those with odd characters,
// are left out: as keys that someone types they are rare.

/** The atoms, oldest first, separated by white space; `''` is the empty one. */
export const OTP_ATOMS = `
false true _ $end_of_table '' infinity timeout normal call return throw error exit undefined nocatch nil no
none DOWN UP EXIT abandoned abort abs_path ac access active alias alive all all_names allocated allocator
amd64 anchored and andalso andthen any anycrlf apply args arg0 arity asn1 async atom atom_used auto
backtrace badarg badarith badarity badfield badfile badfun badkey badmap badmatch badrecord badsig badopt
badtype bag band big binary block blocked bm bnot bor bxor bsl bsr busy busy_port call_time caller calls
capture caseless catch cause cd cdr cflags CHANGE check_gc clear close closed code command commandv compact
compile complete config_h connect connected const control copy counters count cpu cr crlf creation data
decimals default demonitor dirty_cpu dirty_io disabled discard dist dist_cmd dist_data div dotall / driver
$$ $_ dupnames einval emu_type emulator enabled endian entry env eof eol erl_init erlang =:= == ets
exclusive exited existing exiting export exports extended external extra fcgi fd first firstline flags flush
force free function functions get_size get_tail get_tcw global >= grun handle heap_size heap_type > heir
hidden hide high http httph https http_eoh http_bin httph_bin id if_clause ignore in inactive index info
info_msg info_trap inherit init inplace input integer internal invalid iterator io iodata iovec keypos kill
killed known label latin1 ldflags legacy lf line links =< list little loaded local logger long_gc low
machine magic_ref major match < max maximum mbuf_size md5 memory message messages meta min minor module
monitor monitors monotonic - -- more multiline name namelist native need_gc never_utf new new_index
new_ports =/= /= new_uniq newline nifs nomatch noconnect node node_type nodedown nodeup noeol noproc
nosuspend no_fail no_float not not_owner notalive notbol noteol notempty notify notsup novalue nul off_heap
offset ok on_heap on_load open opt or orelse os_pid os_type out output owner packet parent pause pending
permanent pid port + ++ ports port_op positive position prepare print priority private process processes
procs proc_sig profile protected public raw re reason receive refc register reload rem reply reply_tag reset
restart resume return_to reuse run_queue runnable running runtime safe sbct scheduler scheme scope second
seconds send sensitive serial session set set_tcw short shutdown sighup signed sigterm sigusr1 sigusr2
sigill sigchld sigabrt sigalrm sigstop sigint sigsegv sigtstp sigcont sigquit sigwinch siginfo silent size
skip slots spawned ssl_tls start status stop stream sunrm suspend suspended system table tag this threads
timestamp total tpkt trace traced * tracer trap_exit trim trim_all type ucompile ucp undef ungreedy unicode
urun use_stdio used utf8 utf16 utf32 unblock uniq unit unloaded unsafe value vars version visible waiting
warning wordsize x xor x86 y yes yield abs adler32 crc32 date display element erase float fun_info get
get_keys halt phash phash2 hd length link localtime make_ref md5_init md5_final nodes now open_port put
round self spawn time tl trunc unlink whereis spawn_opt setnode port_info port_call term_type time_unit
seq_trace math cos cosh sin sinh tan tanh acos acosh asin asinh atan atanh erf erfc exp log log2 log10 sqrt
atan2 pow raise append subtract is_atom is_list is_tuple ! is_float is_number is_pid is_port is_binary
is_record delete lookup last member next prev insert rename slot select os getenv putenv unsetenv getpid
erl_ddll try_load run lists reverse keymember keysearch keyfind same flat_size dirty hibernate string
make_fun byte_size bit_size give_away setopts load_nif matches at part nif_error prim_file file inspect
is_map map_size maps find from_list is_key keys merge remove update values cmp_term take map_info split
floor ceil fmod map_next map_get atomics add add_get exchange unalias from_keys check supported peek_xreg
import put_new records get_module get_name get_field_names is_exported create unix linux inet unspec tcp udp tcp_error udp_error tos tclass ttl
sendfile tcp_inet udp_inet sctp buffer mode once multi linger recbuf sndbuf reuseaddr reuseport dontroute
recvtos recvttl netns sctp_prim unordered addr_over comm_up comm_lost hb_enable hb_demand empty sctp_inet
md5_trap Date Pragma Upgrade Via Accept From Host Range Referer Age Location Public Server Vary Warning
Allow Etag Expires Cookie OPTIONS GET HEAD POST PUT DELETE TRACE prim_tty zlib zstd prim_net aux check_io gc
other sleep purge do_purge cpc_kill started continued died continue boot fatal if_loaded debug script_id
filename absname bs2as bs2ss request embedded reboot stop_1 b2a b2s map relaxed strict state crash boot_loop
progress get_file foreach loop new_state user stdout config set_flag stopping do_stop get_heart heart resend
kill_pids unload do_unload terminate set_path do_boot path es get_root root bindir boot_var bootfile pa pz
get_boot not_found script get_cwd preLoaded primLoad load_rest make_path fix_path add_var patch_dir
file_info directory join start_em start_it eval erl_scan dot erl_anno erl_parse erl_eval exprs nofile timer
arg end_args eval_arg start_arg flag get_args get_flag snifs sort io_lib format prepared starting read write
wipe try_lock unlock peek_head prim_eval prim_inet fdopen bool inet6 enc_type dgram seqpacket mptcp
enc_proto send_pend bind do_bind addr bindx sync connectx addr_list accept accept0 listen peeloff sendto
do_sendto uint32 sendmsg recv recv0 recvfrom recvfrom0 peername peernames sockname socknames setopt getopt
getopts chgopt chgopts enotsup hwaddr broadcast netmask getiflist ifget ifset subscribe getstat getfd
ignorefd getindex gettype getstatus unrecv detach attach enc_opt deliver header keepalive keepcnt keepidle
keepintvl nodelay nopush dec_opt type_opt opts mif uint int record enum bool8 ether linkaddr sockaddr uint16
uint24 uint8 loopback family enc_value scope_id flowinfo dec_value decode borlist enum_vals enum_val
enum_name enc_opts dec broadaddr dstaddr mtu enc_ifopt dec_ifopt enc_subs dec_subs enc_stats recv_avg
recv_cnt recv_dvi recv_max recv_oct send_avg send_cnt send_max send_oct dec_stats enc_time rev len ktree_get
tree ip4_any ip6_any get_addrs get_addr get_ip get_ip4 get_ip6 ctl_cmd ssl term up down multicast accepting
bound make_fd r_buffer read_1 read_line write_1 truncate advise allocate datasync cur bof pread pwrite
open_nif close_nif read_nif write_nif pread_nif seek_nif sync_nif read_file read_link list_dir gl posix
set_owner set_time universal get_dcwd set_cwd make_dir del_dir make_link altname ebadf deflated deflate
zlib_opts cut inflate compress finish zip unzip gzip gunzip finished arg_flush full arg_level filtered rle
arg_bitsz arg_mem number_of del send_down log_msg error_msg socket sock_size msocket mon nosock mon_take
mon_size sock_take user_take user_size whoami registry protocols options msg_flags protocol supports fold
domain nth iov ctrl with msg rest_iov sendv sendmmsg recvmsg recvmmsg ioctl sifflags cancel enc_path
msg_flag enc_msg enc_cmsgs dec_cmsgs otp iow rcvbuf p_put p_get nif_info nif_open nif_bind nif_send
nif_sendv nif_recv nif_close nif_ioctl level peek_off if_names prim_zip do_open primzip foldl do_foldl
get_z_all bad_eocd seek binary_io regular eocd splitter skipper loader hosts efile noport init_ack get_path
enoent enotdir report bad_state emfile find_loop ll_close prim_init primary cache cache_new win32 send_all
keysort keyins to_strs path_join archive no_split no_match is_prefix ipv4_list ipv4_addr absolute relative
pathtype normalize real_path std_error ebusy clean combine get_sign radix stderr gcopt is_alive crasher auth
core processor thread logical cput_e2i cput_i2e rvrs memory_1 bif_timer hl_ptimer ll_ptimer msg_ref proc
fix_proc fix_types ets_alloc blocks mbcs mbcs_pool sbcs fix_alloc ets_misc fun_list fun_table instance
gc_info allow_gc mc_refill find_lac callbacks msg_loop idle working passive done sub sub_get mem_error
buf_error gc_zlib trace_ts acquired gc_buffer random will_need dont_need no_reuse device symlink address
assoc_id atmark boolean bufsz closing ctype cwnd data_io do dont dscp dtor eei exclude genaddr gifaddr
gifconf gifflags gifhwaddr gifindex gifmap gifmtu gifname giftxqlen how include initial interface in_sacks
iov_max listening max_rto missing multiaddr nogroup noroute nread nspace nwrite null num_dinet num_pip
num_psctp num_ptcp num_pudp offender onoff origin out_sacks path_mtu peer_rwnd probe rcvall rto rwnd remote
rstates selected sifaddr sifmtu siftxqlen slist srtt tcp_info txstatus txtime want wstates zerocopy
acc_fails acc_tries acc_waits action addrform af11 af12 af13 af21 af22 af23 af31 af32 af33 af41 af42 af43
alen allmulti already appletlk arcnet associnfo atm authhdr authinfo authkey auth_key autoclose automedia
ax25 bad_data base_addr bridge bsp_state busy_poll bytes_in bytes_out cancelled cellular chaos checksum
confirm context cork cs0 cs1 cs2 cs3 cs4 cs5 cs6 cs7 ctrunc cum_tsn data_sent data_size denied dlci dma
dontfrag dormant dstaddrv4 dstaddrv6 dstopts dup dying dynamic echo eether ef egp eor errqueue eui64 events
failed faith fastroute flash freebind frelay gif hatype hdh1822 hdrincl hoplimit hopopts host icmp icmp6
ieee802 ieee1394 ifindex igmp immediate implink initmsg ip ipip iplevel ipv4 ipv6 irq kernel keynumber
last_ack le link0 link1 link2 localtlk local_tsn lowdelay lower_up mark master maxburst maxdg maxseg md5sig
mem_end mem_start metricom mincost minttl min_rtt msfilter mss netrom nlen noarp nodefrag noopt nosignal
not_bound nqb nxtinfo oactive off on oob oobinline otherhost outgoing passcred peek peercred pktinfo pkttype
policy portrange portsel ppid ppp ppromisc prinfo promisc pronet pup rawip rcvinfo rcvlowat rcvtimeo rcv_buf
rcv_wnd rdm read_byte read_pkg recverr recvif recvopts renaming retopts rights rm routine rthdr rtoinfo rtt
rxq_ovfl sec seq setfib sid simplex slave slen sndinfo sndlowat sndrcv sndtimeo snd_wnd socktype spec_dst
ssn staticarp stf streams syncnt syn_rcvd syn_sent time_wait tsn tunnel tunnel6 txqlen unknown usec nsec
void v6only write_pkg x25ddn x25 zero eagain sockets dad_state dhcp duplicate fddi idn ieee80211 in_octets
in_errors manual mask namereqd name_info nofqdn out_qlen phys_addr preferred prefixes service speed
tentative testing transient unchanged wwanpp wwanpp2 ebadflags efail efamily efault emem enodata enoname
enxio eoverflow eservice esocktype esystem no_data net progname home preloaded erl_lint gen gen_event
proc_lib disk_log dist_ac dist_util erl_epmd erl_reply erpc gen_sctp gen_tcp gen_udp group inet6_tcp
inet6_udp inet_db inet_dns inet_res inet_sctp inet_tcp inet_udp local_tcp local_udp net_adm pg pg2 ram_file
rpc user_drv user_sup argparse array base64 beam_lib c calendar dets dets_sup dets_v9 dict digraph edlin
edlin_key epp erl_bits erl_error erl_pp erl_tar escript eval_bits filelib gb_sets gb_trees gen_fsm graph
io_ansi json log_mf_h man_docs orddict ordsets peer pool proplists qlc qlc_pt queue rand sets shell sofs sys
win32reg vsn modules net_sup rex os_server notice maxT maxP mod load stdlib erlangrc load1 temporary to_list
deadlock takeover permit set_env unset_env get_env get_key get_child prep_stop $1 $2 ack flatten ac_tab appl
appl_data get_value noreply keydelete filtermap loading failover stop_it cntrl del_cntrl do_start cast
search stop_appl stopped ksd nd make_appl splitwith get_opt conv make_term allow macro_log get_env_i
merge_env add_env del_env configfd dirname basename flatmap load_file scan_file tokens only_ws unlimited
depth encoding p single to_string keystore mfa open_file sasl report_cb title std_info init_loop main_loop
child keytake bad_keys loop_it set_timer get_chunk load_ok load_abs concat modp int_list is_loaded umerge
extension root_dir lib_dir dir priv_dir stick_dir stick_mod is_sticky nocache add_path add_pathz add_patha
add_paths del_path del_paths get_mode usort partition load_mods load_bins do_par bad good nostick compiler
do_s which get_doc sources erts chunks docs_v1 attribute signature filter clash build decorate filter2
has_ext nthtail removed modified spec eep48 rootname generated code_call gen_reply is_vsn is_numstr split1
split2 choose cache_key add_pa_pz get_arg droplast do_add del_path1 del_ebin do_dir priv sticky get_mods
is_dir keep bad_name format_fa format_mf possibly exprs_opt used_vars lint features usage guard mapfoldl
add_error loc location forms pre_scan set_file map_anno form behavior behaviour callback doc moduledoc
nominal opaque tuple track_doc dialyzer bif_clash is_member relation converse depr_cat depr_fa unsafe_fa
inline union imported clauses clause head pattern op cons char bin var only_vars arith_op expr_bin bit_type
bittype type_test gexpr guard_bif bif is_gexpr op_type arith comp expr try bc case lc maybe mc named_fun
unused else fun if begin expr_list product no_value type_def typeinfo user_type range ann_type seen_once
used_type is_type spec_decl is_fa nowarn exported rel2fam reachable dropwhile lc_quals generate bytes bits
bitstring pat_var expr_var vtupdate vtunsafe vtexport vtmerge vtnew vtold copy_expr q obsolete keywords text
fwrite foldr warn arguments args_list matched map_key store item func no_return no_unused no_opaque
specdiffs overspecs fields success failure fun_data unbound v k not_ok expr_grp m f do_apply no_env eval_lc
eval_lc1 bin_gen get_vars eval_bc eval_bc1 eval_mc eval_mc1 eval_mc2 eval_zip map_exact map_assoc ret_expr
eval_fun eval_op guard1 guard0 number reference match1 match_fun match_map bindings binding to_terms to_term
set_text Fun Port Ref fixup_ast fixup_tag fixup_mfa normalise eval_expr ev_expr eval_str all_white anno
is_anno badexpr do_log string_p string_p1 logfile tty worker filters remote_gl super no_domain formatter
del_dir_r ram get_chars pread_int put_chars copy_int consult path_eval path_open file_name mode_list
character get_line type_tag abstract2 var_list typed build_fun build_try B S b s ret_err last_anno find_anno
loc_lte abstract enc_func inop_prec func_prec max_prec fold_anno new_anno parse yeccpars0 yecc_bug yeccpars1
no_func yecc_end yeccerror yeccpars2 when after cond end let of local_fun pass from_term equiv fun2ms
do_foldr from_dets to_ets to_dets from_ets test_ms tab2list tab2file badtab eaccess dump_file md5terms
md5sum file2tab repaired verify bchunk chunk last_prev info_fun post_fun pre_fun qlc_next qlc_prev traverse
listify i mem tabs prinfo2 is_reg hform pad_right eot choice nonl trailing slice re_search re_match
log_terms called real should be a the repair read_only n_objects no_master valid_enc io_reply std_reply
get_until requests err_func unfold cat read_size cafu = cbv basenameb basename1 fstrip dirjoin dirjoin1
bad_size join1 join1b rootname2 replace basedir user_log windows site_data darwin author user_data lexemes
noappdata validate do_spawn init_it init_fail init_it2 do_call no_reply via where no_heart set_cmd get_cmd
clear_cmd cycle wait wait_ack bad_cmd nolink call1 wake_hib fetch_msg do_unlink handler s_s_h swapped
do_swap get_label get_log items do_cast cast_msg abcast do_abcast mc_send mc_recv do_send dead sublist
start_pg intensity period strategy proxy simple set_opts handlers exist get_type metadata check_id check_mod
diff_maps call_h diffs emergency alert critical eq gt lt i_primary i_proxy i_modules modifier without tid
deatomize proc_meta log_event equal not_equal gteq lteq neq prefix on_match nth_1 nthtail_1 suffix seq_loop
sum sublist_2 fail pad zip3 unzip3 zipwith zipwith3 sort_1 merge3 rmerge3 rmerge keystore2 keysort_1
keymerge rkeymerge ukeysort ukeymerge keymap enumerate merge_1 rmerge_1 usort_1 umerge_1 rumerge rumerge_1
umerge3 rumerge3 all_1 any_1 map_1 flatmap_1 foldl_1 foldr_1 zf foreach_1 mapfoldr takewhile search_1 uniq_1
uniq_2 split_1 split_1_1 split_2 split_2_1 mergel rmergel merge3_1 merge3_2 rmerge3_1 rmerge3_2 merge2_1
merge2_2 rmerge2_1 rmerge2_2 usplit_1 asc usplit_2 desc umergel rumergel umerge3_1 umerge3_2 umerge2_1
umerge2_2 keymergel fsplit_1 fsplit_2 fmergel rfmergel fmerge2_1 fmerge2_2 ufsplit_1 ufsplit_2 ufmergel
rufmergel table_key init_p spawn_mon wake_up exit_p nack set_label my_info my_info_1 ancestors neighbour
visit adjacents no_trap proc_info badrpc do_format pp_fun nl rich dropped drop_msg never workers specs
bad_flags wakeup try_again del_child split_ids set_pid set_flags supname validId validFunc validMods mfargs
dyn_size dyn_erase dyn_store mapsets dyn_fold dyn_map dyn_args dyn_init get_pid no_state get_ref drop
flushed try_log get_opts result olp_ref cb_state last_qlen mode_ref do_load set_mode is_queue is_empty in_r
out_r get_r peek_r drop_r filter_f filter_r delete_r tail snoc daeh liat lait property get_bool expand
expand_0 expand_1 expand_2 expand_3 key_uniq aliases negations to_map from_map lowercase cmd do_cmd max_size
mk_cmd validate1 validate2 validate3 get_data get_state booting cover get_node deadline exec char_list
detached not_alive wait_boot node_name peer_down name_arg longnames unquote relay io_server tcp_init ntoa
ignored cmp cmp_dirs diff_dirs strip exists des3_cbc read_info diff_only image wildcard cmp_files cmp_lists
strip_rel atoms scan_beam del_chunk erlang_v1 literals imports locals symbols symbols1 symbol bb read_all
crypto f_p_s splitat uppercase nonono is_equal singleton insert_1 balance delete_1 smallest largest
largest_1 smaller smaller_1 found larger larger_1 to_list_1 ordered reversed mk_set union_1 union_2 push
is_subset is_set fold_1 lookup_1 get_1 update_1 enter take_any take_1 nfd nfkd nfc nfkc category letter
connector ml_map i_trans o_trans do_i_utf8 approved is_valid long history rejected nqTeX adjust disable
enable feature add_ftr init_done unless ifn while until erl_bifs beam_dict core_pp beam_asm beam_z cerl
beam_a core_lint v3_core beam_jump core_scan beam_ssa beam_trim core_lib beam_doc rec_env server isatty
onlcr columns rows handles terminal ofd cooked badcall primitive init_term writer reader init_ssh ssh reinit
is_reader is_writer resize enc set_name putc putc_raw beep move move_line left right cursor_up in_view cols
cols_int npwcwidth is_wide xnfix ansi tab ansi_sgr to_latin1 encode tty_init setlocale isprint wcwidth
wcswidth setupterm tigetnum tigetflag tigetstr tinfo tputs tinfo_nif tputs_nif bold canon stdin sig resolv
add_hosts add_host del_host add_ns listop ins_ns ins del_ns recurse set_retry retry set_inet6 set_usevc
usevc set_edns edns dnssec_ok add_rc yp nisplus nis dns get_rc res_usevc res_retry res_ns res_inet6 res_edns
get_rc_ns next_id res_set methods noproxy hostname db_get add_rr dns_rr del_rr add_rrs getbyname dots
dns_rec aaaa hostent cname ptr nxdomain reset_db clear_ns times match_rr tolower stripdot lists_nth res_id
fips_mode chars sname nonames freebsd netbsd sunos nt read_rc inetrc getserv getaddr udp_opts open_bind
udp_close addrs do_ifget genhwaddr do_ifset dstdaddr sifhwaddr getif net_getif do_getif pushf popf nostring
states getll getaddrs stats con_opt ifaddr con_add list_opt backlog list_add udp_opt udp_add sctp_opts
sctp_opt add_opt wins formerr open_fd open_opts sent ii smax i_line h_line h_field hh_field upper fmt_addr
enotconn fmt_port port_list exbadport exbadseq tcp_close services noname netmasks networks parse_fd parse_cs
is_dom1 is_dom2 strip0 ipv6_addr hex dec16 ntoa_done separate split_mid split_end run_once rid get_rid getit
ndx notfound sbcast exception signal rpc_check multicall rec_nodes nb_yield response map_nodes pmap pinfo
registrar set_lock del_lock trans aborted no_trace conf seed uniform get_known resolved save_ops new_nodes
lock_set in_sync prot_vsn locker lock_id wait_lock resolve lock added ops resolver ins_name ins_lock
rem_lock do_ops del_name him no_fun do_trace call_fun the_boss add_node minmax pid_locks removing node_vsn
node_list get_names exsplus sync_init sync_loop synced allowed nodename node_info verbose ticktime publish
ticker sys_dist tick no_link longer shorter is_auth static name_type badcookie inserted remark remarked
aux_tick get_conn check_opt bye setup init_node set_node all_atoms fetch nformat getnode opts_node bad_node
rand_seed seed_s exsss uniform_s weak_low_bits uniform_n bytes_s bytes_r jump normal_s shuffle shuffle_s shuffle_r
seed_put seed_get mk_alg dummy exro928ss exrop exs1024 exs1024s exs64 exsp exsp_next exsp_jump zero_seed
mwc59 hash58 seed58_nz seed64_nz seed_nz seed58 seed64 polyjump xorzip_sr normal_fi bc64 float2str no_epmd
intersect filter_1 with_1 try_next own_nodes send_test no_conf agreed names gconf config_ok send_res
find_name no_name grp_tuple safesend use_all time_left expired relay1 get_user noinput noshell nouser
oldshell remsh old dumb bformat editor ctrl_g interrupt chomp die ctrl_c activate shell_esc jcl edit_line
blink h r j below put_ansi move_rel is_file mktemp gr_new gr gr_list postpone replies params postponed
timeouts sys_debug consume loop_msg loop_done loop_t0q StateName fread bc_req xterm both driver_id pop_state
send_drv help help_full over_word h1 prompt new_stack stack up_stack save_line get_lines pad_stack is_latin1
no_help key_map edit key new_line redraw do_op skip_down skip_up kill_line kill_word yank word_char
erase_inp gc_len cp_len csi meta_csi meta_meta meta_o bfwrite scan unscan bwrite write_bin write1 fwrite_g
write_map tsub name_char binrev limit limit_map benign pmt e expand_cs add_cmd getc del_cmd has_bin
shell_cmd shell_rep shell_req ev_caught ev_exit serious evaluator eval_loop do_catch redirect fl ft rd
results rf rl rp rr td apply_fun foo prep_rec init_dict ff lr tf leading init_rec files find_file beam
source pre_defs d inc_paths a0 pos pp strings column garb check_env hints nospec nodef build_bin width
precision pad_char collect modifiers w not_small decr_pc term_bin uniconv base print_bin fwrite_e float_e
float_man float_exp fwrite_f float_f signbit final go check_up ping pong cleanup resource template reformat
get_last get_first month get_depth utc_log filesync modes no_repeat fix_modes inode sync_res write_res dev
sync_dev rotation curr_size olp last_op caught outdir h2 ht hcb find_beam cwd from_asm from_core from_opt
lc_batch split_def nc l ni less iformat all_procs pi bt mformat mm lm f_p_e bi print_md5 nregs regs all_regs
pwhereis portinfo procline portline pwd ls ls_print uptime xm xref tools yecc appcall render no_source
open_1 ih iv im iq ini inq ib ir ibd ibe iba ibc ic il ipb iaa ist ia I Pid File Opt Filter D X M F A Y Z
Mod Type Opts Flag calli Fnk Line Arity L Action Cond Op Args debugger Func macros includes circular illegal
NYI arg_error mismatch redefine com_nl com com_c com_oding com_sep com_space com_enc not_typed text_fun
MACHINE LINE FILE ftr_macro scan_toks define elif endif ifdef ifndef in_prefix extends MODULE macro_ref lib
scan_else scan_if eval_if defined scan_elif skip_toks skip_else skip_elif bind_args store_arg macro_arg
fun_end comma token_src stringify epp_reply add_line start_loc line1 set_line is_anno1 is_anno2 is_string
set_anno simplify anno_info core_v1 to_core union1 get_slot fold_set fold_segs fold_seg rehash mk_seg no_col
sigil tokens1 string1 scan1 scan_atom scan_name scan_dot scan_spcs scan_tabs scan_char tqs qstring vstring
qatom scan_hex chr float_end comment tok2 tok3 nl_spcs spcs nl_tabs asn1ct ct_ftp ct_slave dbg ftp http_uri
httpd mod_cgi odbc get_debug prf find_src pid2name hash lclose cmac hmac hmac_init next_iv poly1305 get_anno
cookie fragment query uri user_info bool_op comp_op list_op send_op bitsize byte iolist make_list max_cs
pp_map pp_pair map_pair pp_record pp_field field pp_list pp_tail pp_binary pp_bin no_more is_flat not_utf8
cind no_good cind_map cind_pair cind_rec cind_list cind_tail indent as_list set_bit set_bit_1 unsigned sign
`;
