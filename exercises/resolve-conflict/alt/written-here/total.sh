# The script writes it.
