# What you would type in the folder of the repository, one line after the other.
cd shop

git merge discount

# TODO: the merge has stopped, with markers in total.sh. Resolve it in the file beside this script,
# put that into place, and conclude the merge.
