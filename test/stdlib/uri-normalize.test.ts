// uri_string: the normal form of hosts, with their escapes and characters beyond ASCII.
import { prints } from "./prints.ts";

prints({
  'uri_string:normalize("http://ex%61mple%c3%b6.ORG/").': `"http://example%C3%B6.org/"`,
  'uri_string:normalize("http://%C3%96X/").': `"http://%C3%96x/"`,
  'uri_string:normalize(#{scheme => "http", host => "ÖREBRO", path => "/a/../b"}).': `"http://%C3%96rebro/b"`,
  'uri_string:normalize(#{scheme => "http", host => "ÖREBRO", path => "/ä"}).': `"http://%C3%96rebro/%C3%A4"`,
  'uri_string:normalize(#{scheme => "http", host => "ÖREBRO", path => "/ä"}, [return_map]).': `#{scheme => "http",path => "/ä",host => "Örebro"}`,
  'uri_string:normalize("http://%c3%b6rebro/%c3", [return_map]).': `#{scheme => "http",path => "/%C3",host => "%C3%B6rebro"}`,
  'uri_string:normalize(<<"http://%c3%b6rebro/%c3">>).': `<<"http://%C3%B6rebro/%C3">>`,
  'uri_string:normalize(#{scheme => "http", host => <<"Ab%2a"/utf8>>, path => <<"/a">>}).': `"http://ab%2A/a"`,
});
