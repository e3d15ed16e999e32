set -u

log=${1:-}
if [ ! -f "$log" ]; then
  echo "usage: bash busiest.sh <log>" >&2
  exit 1
fi

cut -d ' ' -f 1 "$log" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
