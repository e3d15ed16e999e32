# Makes the repository `shop`, with two branches that collide. Run it again to start over.
set -eu

as() {
  export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2
  export GIT_AUTHOR_DATE=$3 GIT_COMMITTER_DATE=$3
}

rm -rf shop
git init -q -b main shop
cd shop

as You you@shop.example 2026-03-02T09:00:00+00:00
cat > total.sh <<'END'
# What an order costs, in whole cents.
# bash total.sh <pieces> <cents for one>
pieces=$1
price=$2

goods=$((pieces * price))
total=$goods

echo "$total"
END
git add total.sh
git commit -q -m "Add up an order"

git switch -q -c discount
as Mira mira@shop.example 2026-03-03T14:00:00+00:00
cat > total.sh <<'END'
# What an order costs, in whole cents.
# bash total.sh <pieces> <cents for one> [code]
pieces=$1
price=$2
code=${3:-}

goods=$((pieces * price))
if [ "$code" = TULIP10 ]; then
  goods=$((goods - goods / 10))
fi
total=$goods

echo "$total"
END
echo 'TULIP10 takes a tenth off, until the end of May' > codes.txt
git add total.sh codes.txt
git commit -q -m "Take a tenth off with TULIP10" -m "The tenth is of the goods. We promised it in the newsletter, so it has to work by Friday."

git switch -q main
as You you@shop.example 2026-03-04T10:00:00+00:00
cat > total.sh <<'END'
# What an order costs, in whole cents.
# bash total.sh <pieces> <cents for one>
pieces=$1
price=$2

goods=$((pieces * price))
shipping=490
if [ "$goods" -ge 5000 ]; then
  shipping=0
fi
total=$((goods + shipping))

echo "$total"
END
git add total.sh
git commit -q -m "Charge 490 cents for shipping" -m "Nothing from 5000 cents on. What counts is what the customer pays for the goods, in the end."
