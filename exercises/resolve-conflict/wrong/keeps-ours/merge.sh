cd shop

git merge discount
git checkout --ours total.sh
git add total.sh
git commit -m "Merge branch 'discount'"
