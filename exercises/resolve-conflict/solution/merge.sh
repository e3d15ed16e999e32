cd shop

git merge discount
cp ../total.sh total.sh
git add total.sh
git commit -m "Merge the discount" -m "The discount comes first: shipping depends on what is paid for the goods."
