if ! [ -f "${1-}" ]; then
  printf 'no such log: %s\n' "${1-}" >&2
  exit 1
fi
awk '{ count[$1]++ } END { for (ip in count) print count[ip], ip }' "$1" | sort -k1,1nr -k2,2 | head -n 3
