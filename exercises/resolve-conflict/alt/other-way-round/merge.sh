cd shop

# First on the branch, where main stays as it is until the result is right.
git switch discount
git merge main
git checkout --ours total.sh
cat ../total.sh > total.sh
git commit -a -m "Let shipping follow the discount"

git switch main
git merge discount
