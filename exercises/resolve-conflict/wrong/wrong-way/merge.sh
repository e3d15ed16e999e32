cd shop

git switch discount
git merge main
cp ../total.sh total.sh
git add total.sh
git commit -m "Merge main into discount"
