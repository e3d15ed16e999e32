cd shop

git merge discount
cp ../total.sh total.sh
git add total.sh
