# What an order costs, in whole cents.
# bash total.sh <pieces> <cents for one> [code]
pieces=$1
price=$2
code=${3:-}

goods=$((pieces * price))
<<<<<<< HEAD
shipping=490
if [ "$goods" -ge 5000 ]; then
  shipping=0
fi
total=$((goods + shipping))
=======
if [ "$code" = TULIP10 ]; then
  goods=$((goods - goods / 10))
fi
total=$goods
>>>>>>> discount

echo "$total"
