cd shop

git merge discount
git checkout --theirs total.sh
git add total.sh
git commit -m "Merge branch 'discount'"
