set -u
cd shop

git merge --no-commit discount || echo 'resolving by hand'

cat > total.sh <<'END'
# bash total.sh <pieces> <cents for one> [code]
tenth_off() { echo $(($1 - $1 / 10)); }
shipping() { if (($1 < 5000)); then echo 490; else echo 0; fi; }

goods=$(($1 * $2))
[[ "${3-}" == TULIP10 ]] && goods=$(tenth_off "$goods")
fee=$(shipping "$goods")
echo $((goods + fee))
END

git add -A
git commit --no-edit
