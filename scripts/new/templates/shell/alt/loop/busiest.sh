fail() {
  echo "$1" >&2
  exit 1
}

[ $# -eq 1 ] || fail 'one log is needed'
[ -f "$1" ] || fail "$1 is not there"

cut -d ' ' -f 1 "$1" | sort -u | while read -r ip; do
  echo "$(grep -c "^$ip " "$1") $ip"
done | sort -k1,1nr -k2,2 | head -n 3
