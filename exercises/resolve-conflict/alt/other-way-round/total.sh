# bash total.sh <pieces> <cents for one> [code]
awk -v pieces="$1" -v price="$2" -v code="${3:-}" 'BEGIN {
  goods = pieces * price
  if (code == "TULIP10") goods -= int(goods / 10)
  print goods + (goods < 5000 ? 490 : 0)
}'
