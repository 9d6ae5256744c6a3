# -- Boot parameters -----------------------------------------------------------------------------------------
# What jq does with the entries of BSS. Words are edited one by one; the blanks between them are kept.

# shellcheck disable=SC2016 # $ stands for variables of jq here
readonly JQ_BSS='
  def words: [scan("[^ \t\r\n]+")];
  def edit(f): [scan("[^ \t\r\n]+|[ \t\r\n]+") | f] | join("");
  def starting($key): words | map(select(startswith($key)));
  def metal_server: starting("metal.server=") | if length == 1 then .[0][13:] else null end;
  def wiped: words | any(. == "metal.no-wipe=1") | not;

  # the parameters that the node shall have: the documented two words edited, nothing else
  def intended_params($server; $no_wipe):
    edit(if startswith("metal.server=") then "metal.server=" + $server
         elif (. == "metal.no-wipe=0" or . == "metal.no-wipe=1") and $no_wipe != "keep" then "metal.no-wipe=" + $no_wipe
         else . end)
    | if $no_wipe == "1" and starting("metal.no-wipe") == [] then . + " metal.no-wipe=1" else . end;
  def intended($image; $no_wipe):
    {xname: .hosts[0], kernel: ("s3://" + $image + "/kernel"), initrd: ("s3://" + $image + "/initrd"),
     params: (.params | intended_params("s3://" + $image + "/rootfs"; $no_wipe))};

  # what forbids to touch an entry, in the words of a person
  def params_problems($kind):
    (starting("metal.server=") | if length != 1 then "has \(length) words metal.server=, not one"
      elif .[0] == "metal.server=" then "has an empty metal.server=" else empty end),
    (starting("metal.no-wipe") | if length > 1 then "has \(length) words metal.no-wipe, not one"
      elif length == 1 and (.[0] | test("^metal[.]no-wipe=[01]$") | not) then "has \(.[0]), neither 0 nor 1"
      else empty end),
    (if test("[\u0000-\u0008\n-\u001f\u007f]") then "has control characters in its params" else empty end),
    (if utf8bytelength > 100000 then "has params longer than a command can carry" else empty end),
    (starting("hostname=")[] | select(test("^hostname=ncn-[^" + $kind + "]")) | "says \(.), a node of another type");
  def file_problems($name):
    if type != "string" or . == "" then "has no \($name)"
    elif test("[\u0000-\u0020\u007f]") then "has blanks or control characters in its \($name)" else empty end;
  def problems($kind):
    (.kernel | file_problems("kernel")), (.initrd | file_problems("initrd")),
    (if (.params | type) != "string" or .params == "" then "has no params" else .params | params_problems($kind) end);
  def entries: if type == "array" and all(.[]; type == "object") then .
    else error("BSS answered with no list of entries: " + (tojson | .[0:200])) end;
  def by_xname: reduce (.[] | select(.hosts | length == 1)) as $entry ({}; .[$entry.hosts[0]] += [$entry]);
  def not_asked_for($xnames): (reduce $xnames[] as $x ({}; .[$x] = true)) as $asked
    | .[].hosts | select([.[]? | $asked[tostring]] != [true]) | "BSS answered with an entry of \(tojson), not asked for";
  def other_node($word; $other): starting($word)[] | select(. != $word + $other) | "says \(.), another node than \($other)";
  def fleet_problems($xnames; $kind; $hosts): not_asked_for($xnames), (
    by_xname as $entries | $xnames[] as $x | $entries[$x] // []
    | if length == 0 then "BSS does not know \($x)"
      elif length > 1 then "BSS lists \($x) \(length) times"
      else .[0] | problems($kind), (.params // "" | tostring | other_node("xname="; $x),
        ($hosts[$x] // empty) as $host | other_node("hostname="; $host)) | "\($x) \(.)" end);

  # what an edit altered besides the two words that it may alter: nothing, or there is a defect in it
  def stray_edits($new): (.params | words) as $a | ($new.params | words) as $b
    | if ($b | length) - ($a | length) > 1 or ($b | length) < ($a | length) then "\(.hosts[0]) would lose or gain words"
      else range($b | length) | select($a[.] != $b[.] and ($b[.] | test("^metal[.](server|no-wipe)=") | not))
        | "\($new.xname) would have \($b[.]) for \($a[.])" end;

  # the objects in S3 that an entry boots, as BUCKET KEY
  def s3_object:
    if test("^s3://[^/]+/[^?]") then capture("^s3://(?<bucket>[^/]+)/(?<key>[^?]+)") | "\(.bucket) \(.key)"
    elif test("^https?://[^/]+/boot-images/[^?]") then capture("/boot-images/(?<key>[^?]+)") | "boot-images \(.key)"
    else "- \(.)" end;
  def s3_objects: [.kernel, .initrd, (.params | metal_server)] | map(s3_object);

  # the objects that a fleet boots, each with a node
  def fleet_objects: [.[] | .hosts[0] as $x | s3_objects[] | {object: ., $x}]
    | unique_by(.object)[] | "object \(.object) \(.x)";

  # saved: as it was before; intended: as this runbook writes it; same: both are one; changed: neither
  def settled: {kernel, initrd, params, cloud: (.["cloud-init"] // {} | del(.["phone-home"]))};
  def state_of($saved; $intended):
    settled as $now | ($saved | settled) as $was | ($was + ($intended | {kernel, initrd, params})) as $new
    | if $now == $was and $now == $new then "same"
      elif $now == $new then "intended" elif $now == $was then "saved" else "changed" end;
  def fleet_states($saved; $intended):
    entries | by_xname as $entries | range($saved | length) as $at | $saved[$at].hosts[0] as $x | $entries[$x] // []
    | if length == 1 then .[0] | state_of($saved[$at]; $intended[$at]) else "changed" end
    | "\($x) \(.)";

  def changed_words($new): (words) as $a | ($new | words) as $b
    | [range([($a | length), ($b | length)] | max)] | map(select($a[.] != $b[.]))
    | map((if $a[.] then "  - \($a[.])" else empty end), (if $b[.] then "  + \($b[.])" else empty end));
  def difference($new): .hosts[0], "  - kernel \(.kernel)", "  + kernel \($new.kernel)",
    "  - initrd \(.initrd)", "  + initrd \($new.initrd)", (.params | changed_words($new.params)[]),
    (if $new.params | wiped then "    ITS DISKS ARE WIPED AT ITS NEXT NETWORK BOOT" else empty end);

  # all that there is to say of a fleet before it is touched, a line each: what forbids it, else what there is and will be;
  # hosts: which host gave an xname as its own
  def fleet_plan($xnames; $kind; $hosts; $image; $no_wipe): entries | [fleet_problems($xnames; $kind; $hosts)] as $problems
    | if $problems != [] then $problems[] | "problem \(.)"
      else map(intended($image; $no_wipe)) as $intended | fleet_objects, (fleet_states(.; $intended) | "state \(.)"),
        (range(length) as $at | .[$at] | $intended[$at] as $new
          | "intended \($new | tojson)", (stray_edits($new) | "stray \(.)"), (difference($new) | "shown \(.)")) end;
'

image_prefix() { # PARAMS OF-WHAT: the S3 path below boot-images that its one metal.server word names
  # shellcheck disable=SC2016
  jq -ern --arg params "$1" "${JQ_BSS}"'$params | metal_server // "" |
    capture("/boot-images/(?<prefix>[^?]+)/rootfs([?].*)?$") | .prefix' 2>/dev/null ||
    stop "$2 names no image in S3 by exactly one metal.server word: ${1//[[:cntrl:]]/?}" \
      "It was booted from the PIT node or from disk: choose another node, or name the image version instead."
}

fleet_states() { # ENTRIES: a line 'XNAME saved|intended|same|changed' for each node of this runbook
  # shellcheck disable=SC2016
  jq -r --slurpfile saved "${STATE_DIR}/boot-parameters.saved.json" \
    --slurpfile intended "${STATE_DIR}/boot-parameters.intended.json" \
    "${JQ_BSS}"'fleet_states($saved[0]; $intended[0])' <<<"$1"
}

nodes_in_state() { # STATE STATES: sets NODES to the nodes in that state
  local xname state
  NODES=()
  while read -r xname state; do
    if [[ ${state} == "$1" ]]; then NODES+=("${xname}"); fi
  done <<<"$2"
}

each_node() { # FUNCTION XNAME...: FUNCTION XNAME for each node, PARALLEL side by side; none is begun after a failure
  mark_begun
  side_by_side "${PARALLEL}" "$@"
}

mark_node() { # XNAME STATE: begun or updated, for the summary
  printf '%s\n' "$2" >"${STATE_DIR}/nodes/$1" || cannot_write "${STATE_DIR}/nodes/$1"
}
