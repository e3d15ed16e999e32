[ -f "${1-}" ] || { echo "no log" >&2; exit 1; }
cut -d ' ' -f 1 access.log | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
