cd shop

git merge discount
git merge --abort
